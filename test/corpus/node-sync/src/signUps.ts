import { SalesforceClient, SalesforceError } from './client';

const client = new SalesforceClient(process.env.SF_URL!, process.env.SF_TOKEN!);

export async function signUp(email: string) {
  return client.post('/sobjects/Lead', { LastName: 'x', Company: 'y', Email: email }); // save: Lead expect: missing-duplicate-rule-header/information
}

export async function signUpLoudly(email: string) {
  try {
    return await client.post('/sobjects/Lead', { LastName: 'x', Company: 'y', Email: email }); // save: Lead expect: none
  } catch (error) {
    if (error instanceof SalesforceError && error.code === 'DUPLICATES_DETECTED') return null;
    throw error;
  }
}

export async function signUpAnyway(email: string) {
  return client.post('/sobjects/Lead', { LastName: 'x', Company: 'y', Email: email }, { // save: Lead expect: none
    'Sforce-Duplicate-Rule-Header': 'allowSave=true', // option expect: allow-save-bypass/warning
  });
}

export async function signUpQuietly(email: string) {
  try {
    await client.post('/sobjects/Contact', { LastName: 'x', Email: email }); // save: Contact expect: unhandled-duplicates/warning
  } catch (error) {
    console.log('contact not saved', error);
  }
}

export async function noteEvent(subject: string) {
  return client.post('/sobjects/Event', { Subject: subject }); // save: Event expect: none
}
