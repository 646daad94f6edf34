import type { Request, Response } from 'express';
import { Contacts, createAnsweredLead, createKnownLead, createLead, createOfferedLead } from './leadHelpers';

// Jobs that fill Salesforce from the newsletter.
export class Jobs {
  constructor(private readonly contacts: Contacts) {}

  async leads(emails: string[]) {
    for (const email of emails) {
      try {
        await createLead(email);
      } catch (error) {
        console.error('lead not saved', error);
      }
    }
  }

  async knownLeads(emails: string[]) {
    for (const email of emails) {
      try {
        await createKnownLead(email);
      } catch (error: any) {
        if (error.errorCode !== 'DUPLICATES_DETECTED') throw error;
      }
    }
  }

  async answer(request: Request, response: Response) {
    try {
      response.json(await createAnsweredLead(request.body.email));
    } catch (error: any) {
      response.status(500).json({ error: error.message });
    }
  }

  async contactsOf(emails: string[]) {
    await Promise.all(emails.map((email) => this.contacts.create(email).catch(() => undefined)));
  }

  async safely(email: string) {
    try {
      return await this.contacts.createSafely(email);
    } catch (error: any) {
      if (isDuplicate(error)) return null;
      throw error;
    }
  }

  async both(email: string) {
    await this.contacts.createBoth(email);
    await this.contacts.createBoth(email).catch((error) => {
      if (!isDuplicate(error)) throw error;
    });
  }

  async flagged(email: string) {
    await this.contacts.createFlagged(email);
  }
}

function isDuplicate(error: { errorCode?: string }) {
  return error.errorCode === 'DUPLICATES_DETECTED';
}

export const handlers = { offered: createOfferedLead };
