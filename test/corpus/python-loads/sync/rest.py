# form: requests, httpx, aiohttp, own wrapper, composite
import json
import logging

import aiohttp
import httpx
import requests

log = logging.getLogger("rest")


class Rest:
    def __init__(self, instance_url, token):
        self.base = f"{instance_url}/services/data/v59.0"
        self.session = requests.Session()
        self.session.headers.update({"Authorization": f"Bearer {token}"})

    def _post(self, path, payload, extra_headers=None):
        response = self.session.post(self.base + path, json=payload, headers=extra_headers)
        response.raise_for_status()
        return response.json()

    def lead(self, email):
        return self._post("/sobjects/Lead", {"LastName": "x", "Company": "y", "Email": email})  # save: Lead expect: missing-duplicate-rule-header/warning

    def lead_allowed(self, email):
        return self._post(  # save: Lead expect: none
            "/sobjects/Lead",
            {"LastName": "x", "Company": "y", "Email": email},
            extra_headers={"Sforce-Duplicate-Rule-Header": "allowSave=true"},  # option expect: allow-save-bypass/warning
        )

    def lead_logged(self, email):
        try:
            self._post("/sobjects/Lead", {"LastName": "x", "Company": "y", "Email": email})  # save: Lead expect: unhandled-duplicates/warning
        except requests.HTTPError as error:
            log.error("not saved: %s", error)

    def task(self, subject):
        return self._post("/sobjects/Task", {"Subject": subject})  # save: Task expect: none

    def account(self, name):
        return self._post("/sobjects/Account", {"Name": name})  # save: Account expect: none


def plain(instance, token, email):
    url = f"https://{instance}/services/data/v60.0/sobjects/Lead"
    response = requests.post(url, headers={"Authorization": f"Bearer {token}"}, json={"LastName": "x", "Company": "y", "Email": email})  # save: Lead expect: missing-duplicate-rule-header/information
    return response


def plain_status(instance, token, email):
    url = f"https://{instance}/services/data/v60.0/sobjects/Lead"
    response = requests.post(url, headers={"Authorization": f"Bearer {token}"}, data=json.dumps({"LastName": "x", "Email": email}))  # save: Lead expect: unhandled-duplicates/warning
    if response.status_code != 201:
        log.warning("not saved: %s", response.text)


def plain_unread(instance, token, email):
    requests.post(  # save: Lead expect: unhandled-duplicates/warning
        "https://" + instance + "/services/data/v60.0/sobjects/Lead",
        headers={"Authorization": "Bearer " + token},
        json={"LastName": "x", "Email": email},
    )


def plain_handled(instance, token, email):
    response = requests.post(  # save: Lead expect: none
        f"https://{instance}/services/data/v60.0/sobjects/Lead",
        headers={"Authorization": f"Bearer {token}"},
        json={"LastName": "x", "Email": email},
    )
    if response.status_code == 400:
        for error in response.json():
            if error["errorCode"] == "DUPLICATES_DETECTED":
                return error.get("duplicateResut") or error.get("duplicateResult")
    response.raise_for_status()
    return response.json()


def patch_external(instance, token, key, email):
    response = httpx.patch(  # save: Lead expect: external-id-upsert-duplicates/warning
        f"https://{instance}/services/data/v60.0/sobjects/Lead/Ext__c/{key}",
        headers={"Authorization": f"Bearer {token}"},
        json={"LastName": "x", "Email": email},
    )
    response.raise_for_status()


async def with_aiohttp(instance, token, email):
    headers = {"Authorization": f"Bearer {token}"}
    async with aiohttp.ClientSession(headers=headers) as session:
        async with session.post(f"https://{instance}/services/data/v60.0/sobjects/Contact", json={"LastName": "x", "Email": email}) as response:  # save: Contact expect: missing-duplicate-rule-header/warning
            response.raise_for_status()
            return await response.json()


def collections(instance, token, people):
    records = [{"attributes": {"type": "Contact"}, "LastName": one["name"], "Email": one["email"]} for one in people]
    response = requests.post(  # save: Contact expect: unhandled-duplicates/warning
        f"https://{instance}/services/data/v60.0/composite/sobjects",
        headers={"Authorization": f"Bearer {token}"},
        json={"allOrNone": False, "records": records},
    )
    response.raise_for_status()


def tree(instance, token, email):
    response = requests.post(  # save: Lead expect: missing-duplicate-rule-header/warning
        f"https://{instance}/services/data/v60.0/composite/tree/Lead",
        headers={"Authorization": f"Bearer {token}"},
        json={"records": [{"attributes": {"type": "Lead", "referenceId": "a"}, "LastName": "x", "Email": email}]},
    )
    response.raise_for_status()


def elsewhere(email):
    requests.post("https://api.example.com/sobjects-of-mine/lead", json={"email": email})


def get_lead(instance, token, lead_id):
    return requests.get(f"https://{instance}/services/data/v60.0/sobjects/Lead/{lead_id}", headers={"Authorization": f"Bearer {token}"})
