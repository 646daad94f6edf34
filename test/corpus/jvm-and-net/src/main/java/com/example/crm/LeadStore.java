// form: store whose callers decide
package com.example.crm;

import com.force.api.ForceApi;
import java.util.Map;

public class LeadStore {
    private final ForceApi api;

    public LeadStore(ForceApi api) {
        this.api = api;
    }

    public String add(String email) {
        return api.createSObject("Lead", Map.of("LastName", "x", "Company", "y", "Email", email)); // save: Lead expect: unhandled-duplicates/warning
    }

    public String add(String email, String source) {
        return api.createSObject("Lead", Map.of("LastName", "x", "Company", "y", "Email", email)); // save: Lead expect: missing-duplicate-rule-header/warning
    }
}
