// form: collections, bulk, bulk2, soap
const jsforce = require('jsforce');

const conn = new jsforce.Connection({ version: '58.0' });

exports.rowsUnread = async function (leads) {
  await conn.sobject('Lead').create(leads.map((one) => ({ LastName: one.name, Company: 'x', Email: one.email }))); // save: Lead expect: unhandled-duplicates/warning
};

exports.rowsReturned = async function (leads) {
  const rows = leads.map((one) => ({ LastName: one.name, Company: 'x', Email: one.email }));
  return conn.sobject('Lead').create(rows, { allOrNone: false }); // save: Lead expect: missing-duplicate-rule-header/information
};

exports.rowsLogged = async function (leads) {
  const rows = leads.map((one) => ({ LastName: one.name, Company: 'x', Email: one.email }));
  const results = await conn.sobject('Lead').create(rows); // save: Lead expect: unhandled-duplicates/warning
  for (const result of results) {
    if (!result.success) console.error(result.errors);
  }
};

exports.rowsCounted = async function (leads) {
  const rows = leads.map((one) => ({ LastName: one.name, Company: 'x', Email: one.email }));
  const results = await conn.sobject('Lead').create(rows); // save: Lead expect: missing-duplicate-rule-header/information
  const failed = results.filter((result) => !result.success);
  return { failed: failed.length };
};

exports.rowsHandled = async function (leads) {
  const rows = leads.map((one) => ({ LastName: one.name, Company: 'x', Email: one.email }));
  const results = await conn.sobject('Lead').create(rows); // save: Lead expect: none
  return results.filter((result) => result.errors.some((error) => error.statusCode === 'DUPLICATES_DETECTED'));
};

exports.accountRows = async function (rows) {
  await conn.sobject('Account').create(rows.map((row) => ({ Name: row.name }))); // save: Account expect: none
};

exports.bulkLoad = async function (rows) {
  const results = await conn.bulk.load('Lead', 'insert', rows); // save: Lead expect: unhandled-duplicates/warning
  console.log(`${results.length} rows sent`);
};

exports.bulk2Load = async function (rows) {
  const { failedResults } = await conn.bulk2.loadAndWaitForResults({ object: 'Lead', operation: 'insert', input: rows }); // save: Lead expect: none
  return failedResults;
};

exports.bulk2SavedOnly = async function (rows) {
  const load = { object: 'Lead', operation: 'insert', input: rows };
  const { successfulResults, failedResults } = await conn.bulk2.loadAndWaitForResults(load); // save: Lead expect: unhandled-duplicates/warning
  if (failedResults.length > 0) console.warn(`${failedResults.length} rows failed`);
  return successfulResults.map((row) => row.sf__Id);
};

exports.bulk2BothGiven = async function (rows) {
  const load = { object: 'Lead', operation: 'insert', input: rows };
  const { successfulResults, failedResults } = await conn.bulk2.loadAndWaitForResults(load); // save: Lead expect: none
  return { saved: successfulResults.length, failed: failedResults };
};

exports.bulk2Unread = async function (rows) {
  await conn.bulk2.loadAndWaitForResults({ object: 'Contact', operation: 'insert', input: rows }); // save: Contact expect: unhandled-duplicates/warning
};

exports.bulk2Cases = async function (rows) {
  await conn.bulk2.loadAndWaitForResults({ object: 'Case', operation: 'insert', input: rows }); // save: Case expect: none
};

exports.soapCreate = async function (email) {
  return conn.soap.create({ type: 'Lead', LastName: 'x', Company: 'x', Email: email }); // save: Lead expect: missing-duplicate-rule-header/information
};

exports.allowed = async function (rows) {
  const results = await conn.sobject('Donor__c').create(rows, { // save: Donor__c expect: none
    headers: { 'Sforce-Duplicate-Rule-Header': 'allowSave=true' }, // option expect: allow-save-bypass/warning
  });
  return results;
};
