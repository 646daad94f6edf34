# form: simple_salesforce create, update, upsert, headers, getattr, sf.headers
import logging
import os

from simple_salesforce import Salesforce, SalesforceMalformedRequest

logger = logging.getLogger(__name__)

sf = Salesforce(username=os.environ["SF_USER"], password=os.environ["SF_PASSWORD"], security_token=os.environ["SF_TOKEN"])

ALLOW = {"Sforce-Duplicate-Rule-Header": "allowSave=true"}  # option expect: allow-save-bypass/warning


def create_lead(email):
    return sf.Lead.create({"LastName": "Web", "Company": "Web", "Email": email})  # save: Lead expect: missing-duplicate-rule-header/warning


def create_contact(email):
    result = sf.Contact.create({"LastName": "Web", "Email": email})  # save: Contact expect: missing-duplicate-rule-header/warning
    return result["id"]


def create_account(name):
    return sf.Account.create({"Name": name})  # save: Account expect: none


def create_case(subject):
    sf.Case.create({"Subject": subject})  # save: Case expect: none


def logged(email):
    try:
        sf.Lead.create({"LastName": "Web", "Company": "Web", "Email": email})  # save: Lead expect: unhandled-duplicates/warning
    except SalesforceMalformedRequest as error:
        logger.error("lead failed: %s", error)


def logged_and_none(email):
    try:
        result = sf.Lead.create({"LastName": "Web", "Company": "Web", "Email": email})  # save: Lead expect: unhandled-duplicates/warning
        return result["id"]
    except Exception:
        logger.exception("lead failed")
        return None


def flag_returned(email):
    try:
        sf.Lead.create({"LastName": "Web", "Company": "Web", "Email": email})  # save: Lead expect: missing-duplicate-rule-header/information
        return True
    except Exception as error:
        logger.error(error)
        return False


def passed(email):
    try:
        sf.Lead.create({"LastName": "Web", "Company": "Web", "Email": email})  # save: Lead expect: unhandled-duplicates/warning
    except Exception:
        pass


def other_error(email):
    try:
        sf.Lead.create({"LastName": "Web", "Company": "Web", "Email": email})  # save: Lead expect: missing-duplicate-rule-header/warning
    except KeyError:
        logger.error("no such key")


def handled(email):
    try:
        return sf.Lead.create({"LastName": "Web", "Company": "Web", "Email": email})["id"]  # save: Lead expect: none
    except SalesforceMalformedRequest as error:
        first = error.content[0]
        if first["errorCode"] == "DUPLICATES_DETECTED":
            return first["duplicateResut"]["matchResults"][0]["matchRecords"][0]["record"]["Id"]
        raise


def updates_match(lead):
    try:
        sf.Lead.create(lead)  # save: Lead expect: none
    except SalesforceMalformedRequest as error:
        if "DUPLICATES_DETECTED" not in str(error):
            raise
        match = error.content[0]["duplicateResut"]["matchResults"][0]["matchRecords"][0]["record"]["Id"]
        sf.Lead.update(match, lead)  # save: Lead expect: none


def collected(emails):
    failures = []
    for email in emails:
        try:
            sf.Lead.create({"LastName": "Web", "Company": "Web", "Email": email})  # save: Lead expect: missing-duplicate-rule-header/information
        except SalesforceMalformedRequest as error:
            failures.append((email, str(error)))
    return failures


def update_lead(lead_id, email):
    sf.Lead.update(lead_id, {"Email": email})  # save: Lead expect: none


def update_contact(contact_id, email):
    sf.Contact.update(contact_id, {"Email": email})  # save: Contact expect: missing-duplicate-rule-header/warning


def upsert_donor(key, name):
    sf.Donor__c.upsert(f"Key__c/{key}", {"Name": name})  # save: Donor__c expect: external-id-upsert-duplicates/warning


def upsert_lead(key, email):
    try:
        sf.Lead.upsert("Ext__c/" + key, {"LastName": "x", "Company": "y", "Email": email})  # save: Lead expect: unhandled-duplicates/warning
    except Exception as error:
        print(error)


def bypass(email):
    return sf.Lead.create({"LastName": "x", "Company": "y", "Email": email}, headers=ALLOW)  # save: Lead expect: none


def bypass_spread(email, extra):
    headers = {**ALLOW, **extra}
    return sf.Donor__c.create({"Key__c": email}, headers=headers)  # save: Donor__c expect: none


def bypass_of_block(email):
    return sf.Contact.create(  # save: Contact expect: none
        {"LastName": "x", "Email": email},
        headers={"Sforce-Duplicate-Rule-Header": "allowSave=true"},  # option expect: ineffective-duplicate-header/warning
    )


def stated(email):
    headers = {"Sforce-Duplicate-Rule-Header": "allowSave=false"}  # option expect: none
    return sf.Lead.create({"LastName": "x", "Company": "y", "Email": email}, headers=headers)  # save: Lead expect: none


def conditional(email, force):
    headers = {}
    if force:
        headers["Sforce-Duplicate-Rule-Header"] = "allowSave=true"  # option expect: allow-save-bypass/warning
    return sf.Lead.create({"LastName": "x", "Company": "y", "Email": email}, headers=headers)  # save: Lead expect: none


def by_name(name, record):
    return getattr(sf, name).create(record)  # save: SObject expect: none


def lead_by_name(email):
    return by_name("Lead", {"LastName": "x", "Company": "y", "Email": email})  # save: Lead expect: missing-duplicate-rule-header/warning


def getattr_literal(email):
    return getattr(sf, "Contact").create({"LastName": "x", "Email": email})  # save: Contact expect: missing-duplicate-rule-header/warning


def misspelt(email):
    return sf.Lead.create(  # save: Lead expect: missing-duplicate-rule-header/warning
        {"LastName": "x", "Company": "y", "Email": email},
        headers={"Sforce-Duplicate-Rule": "allowSave=true"},  # observation expect: malformed-duplicate-header/warning
    )


def delete_lead(lead_id):
    sf.Lead.delete(lead_id)


def find(email):
    return sf.query(f"SELECT Id FROM Lead WHERE Email = '{email}'")
