package com.example.crm;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Salesforce leads of a newsletter. */
public class LeadImport {
    private static final Logger log = LoggerFactory.getLogger(LeadImport.class);
    private final LeadStore store;

    public LeadImport(LeadStore store) {
        this.store = store;
    }

    public void run(List<String> emails) {
        for (String email : emails) {
            try {
                store.add(email);
            } catch (RuntimeException error) {
                log.warn("lead not saved", error);
            }
        }
    }

    public String one(String email) {
        return store.add(email, "web");
    }
}
