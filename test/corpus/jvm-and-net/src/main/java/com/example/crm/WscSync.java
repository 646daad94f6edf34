// form: wsc create, setDuplicateRuleHeader far away
package com.example.crm;

import com.sforce.soap.partner.PartnerConnection;
import com.sforce.soap.partner.SaveResult;
import com.sforce.soap.partner.sobject.SObject;
import com.sforce.ws.ConnectionException;
import com.sforce.ws.ConnectorConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

public class WscSync {
    private static final Logger log = LoggerFactory.getLogger(WscSync.class);
    private final PartnerConnection connection;
    private final PartnerConnection allowing;

    public WscSync(ConnectorConfig config) throws ConnectionException {
        this.connection = new PartnerConnection(config);
        this.allowing = new PartnerConnection(config);
        this.allowing.setDuplicateRuleHeader(true, false, false); // option expect: allow-save-bypass/warning
    }

    public void unread(String email) throws ConnectionException {
        SObject lead = new SObject();
        lead.setType("Lead");
        lead.setField("LastName", "x");
        lead.setField("Email", email);
        connection.create(new SObject[] {lead}); // save: Lead expect: unhandled-duplicates/warning
    }

    public SaveResult[] returned(String email) throws ConnectionException {
        SObject contact = new SObject("Contact");
        contact.setField("Email", email);
        return connection.create(new SObject[] {contact}); // save: Contact expect: missing-duplicate-rule-header/information
    }

    public void logged(String email) throws ConnectionException {
        SObject lead = new SObject("Lead");
        lead.setField("Email", email);
        SaveResult[] results = connection.create(new SObject[] {lead}); // save: Lead expect: unhandled-duplicates/warning
        for (SaveResult result : results) {
            if (!result.isSuccess()) {
                log.error("not saved: {}", result.getErrors()[0].getMessage());
            }
        }
    }

    public void handled(String email) throws ConnectionException {
        SObject lead = new SObject("Lead");
        lead.setField("Email", email);
        SaveResult[] results = connection.create(new SObject[] {lead}); // save: Lead expect: none
        for (SaveResult result : results) {
            if (!result.isSuccess() && result.getErrors()[0].getStatusCode() == StatusCode.DUPLICATES_DETECTED) {
                queueForReview(result);
            }
        }
    }

    public void allowed(String email) throws ConnectionException {
        SObject lead = new SObject("Lead");
        lead.setField("Email", email);
        allowing.create(new SObject[] {lead}); // save: Lead expect: none
    }

    public SaveResult[] account(String name) throws ConnectionException {
        SObject account = new SObject("Account");
        account.setField("Name", name);
        return connection.create(new SObject[] {account}); // save: Account expect: none
    }

    private void queueForReview(SaveResult result) {
        Reviews.add(result);
    }
}
