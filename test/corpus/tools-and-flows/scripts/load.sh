#!/usr/bin/env bash
# form: curl, sf data
set -euo pipefail

BASE="$SF_INSTANCE_URL/services/data/v60.0"

# save: Lead expect: none
sf data create record --sobject Lead --values "LastName=x Company=y Email=$1"

# save: Lead expect: unhandled-duplicates/warning
sf data create record --sobject Lead --values "LastName=x Company=y Email=$1" || true

# save: Contact expect: unhandled-duplicates/warning
sf data upsert bulk --sobject Contact --file contacts.csv --external-id Ext__c --wait 10 > /dev/null 2>&1 || true

# save: Account expect: none
sf data update record --sobject Account --record-id "$2" --values "Name='x'" || true

# save: Lead expect: unhandled-duplicates/warning
curl -s -X POST "$BASE/sobjects/Lead" -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' -d "{\"LastName\":\"x\",\"Company\":\"y\",\"Email\":\"$1\"}" > /dev/null

# save: Lead expect: missing-duplicate-rule-header/warning
curl --fail -X POST "$BASE/sobjects/Lead" -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' -d @lead.json

# option expect: allow-save-bypass/warning
# save: Lead expect: none
curl --fail -X POST "$BASE/sobjects/Lead" -H "Authorization: Bearer $TOKEN" -H 'Sforce-Duplicate-Rule-Header: allowSave=true' -d @lead.json

curl -s "$BASE/sobjects/Lead/$2" -H "Authorization: Bearer $TOKEN"
sf data delete record --sobject Lead --record-id "$2"
