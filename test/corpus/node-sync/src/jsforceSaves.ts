// form: jsforce create, jsforce version, callback, conditional headers
import jsforce, { Connection } from 'jsforce';

const conn = new Connection({ version: '60.0' });
const oldConnection = new Connection({ loginUrl: 'https://test.salesforce.com' });

export async function createLead(email: string) {
  return conn.sobject('Lead').create({ LastName: 'Web', Company: 'Web', Email: email }); // save: Lead expect: missing-duplicate-rule-header/warning
}

export async function createContact(email: string) {
  const result = await conn.sobject('Contact').create({ LastName: 'Web', Email: email }); // save: Contact expect: missing-duplicate-rule-header/warning
  return result.id;
}

export async function createAccount(name: string) {
  return conn.sobject('Account').create({ Name: name }); // save: Account expect: none
}

export async function createCase(subject: string) {
  return conn.create('Case', { Subject: subject }); // save: Case expect: none
}

export async function createByName(email: string) {
  return conn.create('Lead', { LastName: 'Web', Company: 'Web', Email: email }); // save: Lead expect: missing-duplicate-rule-header/warning
}

export async function insertAlias(email: string) {
  await conn.sobject('Lead').insert({ LastName: 'Web', Company: 'Web', Email: email }); // save: Lead expect: missing-duplicate-rule-header/warning
}

export async function updateLead(id: string, email: string) {
  await conn.sobject('Lead').update({ Id: id, Email: email }); // save: Lead expect: none
}

export async function updateContact(id: string, email: string) {
  await conn.sobject('Contact').update({ Id: id, Email: email }); // save: Contact expect: missing-duplicate-rule-header/warning
}

export async function renameContact(id: string) {
  await conn.sobject('Contact').update({ Id: id, Title: 'Dr' }); // save: Contact expect: missing-duplicate-rule-header/information
}

export async function upsertDonor(key: string) {
  await conn.sobject('Donor__c').upsert({ Key__c: key, Name: 'x' }, 'Key__c'); // save: Donor__c expect: external-id-upsert-duplicates/warning
}

export async function upsertLead(lead: { Ext__c: string; Email: string }) {
  try {
    await conn.sobject('Lead').upsert(lead, 'Ext__c'); // save: Lead expect: external-id-upsert-duplicates/information
  } catch (error) {
    throw new Error(`Lead not saved: ${error}`);
  }
}

export async function withoutEmail() {
  await conn.sobject('Lead').create({ LastName: 'Web', Company: 'Web' }); // save: Lead expect: missing-duplicate-rule-header/information
}

export async function loggedAndGone(email: string) {
  try {
    await conn.sobject('Lead').create({ LastName: 'Web', Company: 'Web', Email: email }); // save: Lead expect: unhandled-duplicates/warning
  } catch (error) {
    console.error('lead failed', error);
  }
}

export async function swallowed(email: string) {
  try {
    await conn.sobject('Lead').create({ LastName: 'Web', Company: 'Web', Email: email }); // save: Lead expect: unhandled-duplicates/warning
  } catch {
    // next time
  }
}

export async function handled(email: string) {
  try {
    return await conn.sobject('Lead').create({ LastName: 'Web', Company: 'Web', Email: email }); // save: Lead expect: none
  } catch (error: any) {
    if (error.errorCode === 'DUPLICATES_DETECTED') {
      return { id: error.data.duplicateResut.matchResults[0].matchRecords[0].record.Id };
    }
    throw error;
  }
}

export async function updatesTheMatch(lead: Record<string, string>) {
  try {
    await conn.sobject('Lead').create(lead); // save: Lead expect: none
  } catch (error: any) {
    if (error.errorCode !== 'DUPLICATES_DETECTED') throw error;
    const match = error.data.duplicateResut.matchResults[0].matchRecords[0].record;
    await conn.sobject('Lead').update({ ...lead, Id: match.Id }); // save: Lead expect: none
  }
}

export async function wrongCode(email: string) {
  try {
    await conn.sobject('Lead').create({ LastName: 'Web', Company: 'Web', Email: email }); // save: Lead expect: missing-duplicate-rule-header/information, duplicate-value-confusion/information
  } catch (error: any) {
    if (error.errorCode === 'DUPLICATE_VALUE') return null;
    throw error;
  }
}

export async function bypass(email: string) {
  return conn.sobject('Lead').create( // save: Lead expect: none
    { LastName: 'Web', Company: 'Web', Email: email },
    { headers: { 'Sforce-Duplicate-Rule-Header': 'allowSave=true' } }, // option expect: allow-save-bypass/warning
  );
}

export async function bypassWithReason(email: string) {
  return conn.sobject('Lead').create( // save: Lead expect: none
    { LastName: 'Web', Company: 'Web', Email: email },
    // duplicate-rules: allow-save-bypass -- the campaign wants every sign-up
    { headers: { 'Sforce-Duplicate-Rule-Header': 'allowSave=true' } },
  );
}

export async function bypassOfBlock(email: string) {
  return conn.sobject('Contact').create( // save: Contact expect: none
    { LastName: 'Web', Email: email },
    { headers: { 'Sforce-Duplicate-Rule-Header': 'allowSave=true' } }, // option expect: ineffective-duplicate-header/warning
  );
}

export async function statedRefusal(email: string) {
  return conn.sobject('Lead').create( // save: Lead expect: none
    { LastName: 'Web', Company: 'Web', Email: email },
    { headers: { 'Sforce-Duplicate-Rule-Header': 'allowSave=false; includeRecordDetails=true' } }, // option expect: none
  );
}

export async function belowTheFloor(email: string) {
  return oldConnection.sobject('Lead').create( // save: Lead expect: none
    { LastName: 'Web', Company: 'Web', Email: email },
    { headers: { 'Sforce-Duplicate-Rule-Header': 'allowSave=true' } }, // option expect: ineffective-duplicate-header/warning
  );
}

const OPTIONS = {
  headers: { 'sforce-duplicate-rule-header': 'allowSave=true, runAsCurrentUser=false' }, // option expect: allow-save-bypass/warning
};

export async function constantOptions(email: string) {
  const inner = async () => conn.sobject('Lead').create({ LastName: 'Web', Company: 'Web', Email: email }, OPTIONS); // save: Lead expect: none
  return inner();
}

export async function conditionalHeader(email: string, allowDuplicates: boolean) {
  const headers: Record<string, string> = {};
  if (allowDuplicates) {
    headers['Sforce-Duplicate-Rule-Header'] = 'allowSave=true'; // option expect: allow-save-bypass/warning
  }
  return conn.sobject('Lead').create({ LastName: 'Web', Company: 'Web', Email: email }, { headers }); // save: Lead expect: none
}

export async function misspelt(email: string) {
  return conn.sobject('Lead').create( // save: Lead expect: missing-duplicate-rule-header/warning
    { LastName: 'Web', Company: 'Web', Email: email },
    { headers: { 'Sforce-Duplicate-Rules-Header': 'allowSave=true' } }, // observation expect: malformed-duplicate-header/warning
  );
}

export function callbackLogs(email: string) {
  conn.sobject('Lead').create({ LastName: 'Web', Company: 'Web', Email: email }, (err: Error | null) => { // save: Lead expect: unhandled-duplicates/warning
    if (err) {
      console.error(err);
      return;
    }
  });
}

export function callbackPassesOn(email: string, done: (error: Error | null, id?: string) => void) {
  conn.sobject('Lead').create({ LastName: 'Web', Company: 'Web', Email: email }, (err: any, ret: any) => { // save: Lead expect: missing-duplicate-rule-header/information
    if (err) return done(err);
    done(null, ret.id);
  });
}

export function promiseCatchLogs(email: string) {
  return conn
    .sobject('Lead')
    .create({ LastName: 'Web', Company: 'Web', Email: email }) // save: Lead expect: unhandled-duplicates/warning
    .then((ret) => console.log('created', ret))
    .catch((error) => console.log(error));
}

const OBJECT = 'Lead';
export async function objectInConstant(email: string) {
  return conn.sobject(OBJECT).create({ LastName: 'Web', Company: 'Web', Email: email }); // save: Lead expect: missing-duplicate-rule-header/warning
}

export async function eitherObject(isPerson: boolean, email: string) {
  const type = isPerson ? 'Contact' : 'Lead';
  return conn.sobject(type).create({ LastName: 'Web', Email: email }); // save: Contact, Lead expect: missing-duplicate-rule-header/warning
}

export async function deleteLead(id: string) {
  await conn.sobject('Lead').destroy(id);
}

// conn.sobject('Lead').create({ LastName: 'in a comment' })
