# form: clients whose callers decide
from simple_salesforce import Salesforce


class Client:
    def __init__(self, session_id, instance):
        self.sf = Salesforce(session_id=session_id, instance=instance, version="60.0")

    def add_lead(self, email):
        return self.sf.Lead.create({"LastName": "x", "Company": "y", "Email": email})  # save: Lead expect: unhandled-duplicates/warning

    def add_contact(self, email):
        return self.sf.Contact.create({"LastName": "x", "Email": email})  # save: Contact expect: none


def add_lead_of(sf: Salesforce, email):
    return sf.Lead.create({"LastName": "x", "Company": "y", "Email": email})  # save: Lead expect: missing-duplicate-rule-header/information
