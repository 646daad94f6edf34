# form: simple_salesforce bulk, bulk2, client version
import logging

from simple_salesforce import Salesforce

logger = logging.getLogger(__name__)


class Loader:
    def __init__(self, session_id, instance):
        self.sf = Salesforce(session_id=session_id, instance=instance, version="57.0")
        self.errors = []

    def unread(self, rows):
        self.sf.bulk.Lead.insert(rows)  # save: Lead expect: unhandled-duplicates/warning

    def returned(self, rows):
        return self.sf.bulk.Lead.insert(rows, batch_size=200)  # save: Lead expect: none

    def counted(self, rows):
        results = self.sf.bulk.Contact.insert(rows)  # save: Contact expect: unhandled-duplicates/warning
        failed = [one for one in results if not one["success"]]
        logger.warning("%s contacts failed", len(failed))

    def kept(self, rows):
        results = self.sf.bulk.Contact.insert(rows)  # save: Contact expect: none
        self.errors.extend(one["errors"] for one in results if not one["success"])

    def upserted(self, rows):
        self.sf.bulk.Donor__c.upsert(rows, "Key__c")  # save: Donor__c expect: unhandled-duplicates/warning

    def accounts(self, rows):
        self.sf.bulk.Account.insert(rows)  # save: Account expect: none

    def bulk2(self, path):
        self.sf.bulk2.Lead.insert(path)  # save: Lead expect: unhandled-duplicates/warning

    def bulk2_read(self, path):
        results = self.sf.bulk2.Lead.insert(path)  # save: Lead expect: none
        return [self.sf.bulk2.Lead.get_failed_records(one["job_id"]) for one in results]

    def one(self, email):
        return self.sf.Lead.create({"LastName": "x", "Company": "y", "Email": email})  # save: Lead expect: missing-duplicate-rule-header/warning

    def allowed(self, email):
        return self.sf.Lead.create(  # save: Lead expect: none
            {"LastName": "x", "Company": "y", "Email": email},
            headers={"Sforce-Duplicate-Rule-Header": "allowSave=true"},  # option expect: allow-save-bypass/warning
        )


def old_client(session_id, instance, email):
    old = Salesforce(session_id=session_id, instance=instance, version="42.0")
    return old.Lead.create(  # save: Lead expect: none
        {"LastName": "x", "Company": "y", "Email": email},
        headers={"Sforce-Duplicate-Rule-Header": "allowSave=true"},  # option expect: ineffective-duplicate-header/warning
    )


def header_trap(sf: Salesforce, email):
    sf.headers["Sforce-Duplicate-Rule-Header"] = "allowSave=true"  # option expect: ineffective-duplicate-header/warning
    return sf.Lead.create({"LastName": "x", "Company": "y", "Email": email})  # save: Lead expect: none
