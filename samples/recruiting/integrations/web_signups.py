"""Sign-ups of the careers page, from its queue into Salesforce."""

import logging
import os

import requests
from simple_salesforce import Salesforce
from simple_salesforce.exceptions import SalesforceMalformedRequest

log = logging.getLogger(__name__)

INSTANCE = "https://recruiting.my.salesforce.com"


def connect() -> Salesforce:
    return Salesforce(instance_url=INSTANCE, session_id=os.environ["SF_SESSION"], version="62.0")


def add_lead(sf: Salesforce, last_name: str, email: str, company: str) -> str:
    """Refused where the visitor is a lead already; the queue tries again, for ever."""
    created = sf.Lead.create({"LastName": last_name, "Email": email, "Company": company})
    return created["id"]


def add_leads(sf: Salesforce, leads: list[dict]) -> None:
    """Refused leads are gone: a line in the log is all that is left of them."""
    for lead in leads:
        try:
            sf.Lead.create(lead)
        except SalesforceMalformedRequest as error:
            log.warning("Lead not saved: %s", error)


def add_applicant(sf: Salesforce, candidate: dict) -> None:
    """Lets duplicates in, and says why."""
    sf.Candidate__c.create(
        candidate,
        # duplicate-rules: allow-save-bypass -- people apply for several positions; recruiters merge weekly
        headers={"Sforce-Duplicate-Rule-Header": "allowSave=true"},
    )


def add_client(token: str, contact: dict) -> None:
    """The rule of contacts blocks: the header changes nothing."""
    answer = requests.post(
        f"{INSTANCE}/services/data/v62.0/sobjects/Contact",
        json=contact,
        headers={
            "Authorization": f"Bearer {token}",
            "Sforce-Duplicate-Rule-Header": "allowSave=true",
        },
        timeout=30,
    )
    answer.raise_for_status()


def add_or_find(sf: Salesforce, lead: dict) -> str | None:
    """The lead that is there already is used instead."""
    try:
        return sf.Lead.create(lead)["id"]
    except SalesforceMalformedRequest as error:
        refusal = error.content[0]
        if refusal["errorCode"] != "DUPLICATES_DETECTED":
            raise
        matches = refusal["duplicateResult"]["matchResults"][0]["matchRecords"]
        return matches[0]["record"]["Id"] if matches else None
