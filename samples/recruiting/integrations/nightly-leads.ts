/**
 * Every night: the sign-ups of the day's job fairs become leads.
 */
import type { Connection } from 'jsforce';

export interface SignUp {
  readonly lastName: string;
  readonly email: string;
  readonly company: string;
}

const ignoringDuplicates = { headers: { 'Sforce-Duplicate-Rule-Header': 'allowSave=true' } };

/** Refused where the visitor is a lead already, and the night ends there. */
export async function addOne(connection: Connection, signUp: SignUp): Promise<string | undefined> {
  const saved = await connection.sobject('Lead').create(leadOf(signUp));
  return saved.id;
}

/** Goes on without the refused ones: they stand in a log that nobody reads. */
export async function addAll(connection: Connection, signUps: readonly SignUp[]): Promise<void> {
  for (const signUp of signUps) {
    try {
      await connection.sobject('Lead').create(leadOf(signUp));
    } catch (error) {
      console.error('Not saved:', error);
    }
  }
}

/** Lets every duplicate in. */
export async function addReferrals(connection: Connection, signUps: readonly SignUp[]): Promise<void> {
  await connection.sobject('Lead').create(signUps.map(leadOf), ignoringDuplicates);
}

/** A visitor who is a lead already is not added again. */
export async function addOnce(connection: Connection, signUp: SignUp): Promise<boolean> {
  try {
    await connection.sobject('Lead').create(leadOf(signUp));
    return true;
  } catch (error) {
    if ((error as { errorCode?: string }).errorCode !== 'DUPLICATES_DETECTED') throw error;
    return false;
  }
}

function leadOf({ lastName, email, company }: SignUp) {
  return { LastName: lastName, Email: email, Company: company };
}
