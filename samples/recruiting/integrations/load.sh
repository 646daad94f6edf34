#!/usr/bin/env bash
# Loads the files of the job fairs.
set -euo pipefail

# The partner's lead: where it is refused, the load ends with an error.
sf data create record --sobject Lead --values "LastName=Moreau Company='Atelier Nord' Email=moreau@example.com"

# The visitors of the day: the job is started, and nobody asks for the rows that failed.
sf data import bulk --sobject Lead --file visitors.csv --async

# The applicants of the day: whoever is there already comes in again.
curl --fail --silent --show-error --request POST \
  --header "Authorization: Bearer $SF_TOKEN" \
  --header 'Content-Type: application/json' \
  --header 'Sforce-Duplicate-Rule-Header: allowSave=true' \
  --data @applicant.json \
  "https://recruiting.my.salesforce.com/services/data/v62.0/sobjects/Candidate__c"

# The client of the day: one that is refused is put aside for the recruiters.
if ! sf data create record --sobject Contact --values "LastName=Harper Email=grace.harper@compilers.example"; then
  echo 'Harper' >> to-be-merged.txt
fi
