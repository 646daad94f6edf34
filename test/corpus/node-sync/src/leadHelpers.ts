// form: helpers whose callers decide
import { Connection } from 'jsforce';

const conn = new Connection({ instanceUrl: process.env.SF_URL, accessToken: process.env.SF_TOKEN, version: '60.0' });

export async function createLead(email: string) {
  return conn.sobject('Lead').create({ LastName: 'x', Company: 'y', Email: email }); // save: Lead expect: unhandled-duplicates/warning
}

export async function createKnownLead(email: string) {
  return conn.sobject('Lead').create({ LastName: 'x', Company: 'y', Email: email }); // save: Lead expect: none
}

export async function createAnsweredLead(email: string) {
  return conn.sobject('Lead').create({ LastName: 'x', Company: 'y', Email: email }); // save: Lead expect: missing-duplicate-rule-header/information
}

export async function createOfferedLead(email: string) {
  return conn.sobject('Lead').create({ LastName: 'x', Company: 'y', Email: email }); // save: Lead expect: missing-duplicate-rule-header/warning
}

export class Contacts {
  async create(email: string) {
    return conn.sobject('Contact').create({ LastName: 'x', Email: email }); // save: Contact expect: unhandled-duplicates/warning
  }

  async createSafely(email: string) {
    return conn.sobject('Contact').create({ LastName: 'x', Email: email }); // save: Contact expect: none
  }

  async createBoth(email: string) {
    return conn.sobject('Contact').create({ LastName: 'x', Email: email }); // save: Contact expect: missing-duplicate-rule-header/warning
  }

  async createFlagged(email: string) {
    try {
      await conn.sobject('Contact').create({ LastName: 'x', Email: email }); // save: Contact expect: unhandled-duplicates/warning
      return { ok: true };
    } catch (error) {
      return { ok: false, error };
    }
  }
}
