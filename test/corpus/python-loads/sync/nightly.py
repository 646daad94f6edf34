import logging

from simple_salesforce import SalesforceMalformedRequest

from .clients import Client, add_lead_of

logger = logging.getLogger(__name__)


class Nightly:
    def __init__(self, session_id, instance):
        self.client = Client(session_id, instance)
        self.failed = []

    def leads(self, emails):
        for email in emails:
            try:
                self.client.add_lead(email)
            except SalesforceMalformedRequest:
                logger.exception("lead not saved")

    def contacts(self, emails):
        for email in emails:
            try:
                self.client.add_contact(email)
            except SalesforceMalformedRequest as error:
                if error.content[0]["errorCode"] != "DUPLICATES_DETECTED":
                    raise

    def other_leads(self, sf, emails):
        for email in emails:
            try:
                add_lead_of(sf, email)
            except SalesforceMalformedRequest as error:
                self.failed.append((email, error.content))
