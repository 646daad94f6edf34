import type { Connection } from '@salesforce/core';
import type { LeadConversionValidation } from '../../core/metadata/model.ts';
import type { OrgFile, OrgRuleReading } from '../../core/orgData/model.ts';
import { errorCodeOf, OrgError } from '../problems.ts';
import { canUseSoap } from '../soap.ts';
import { isSoapRefused } from '../soapRefused.ts';
import { type Component, listMetadata, readMetadata } from './metadata.ts';
import { metadataXml } from './metadataXml.ts';
import { personAccountRules, sortPersonAccounts } from './personAccounts.ts';
import { readByUiApi } from './uiApi.ts';

/** All rules, by the Metadata API, or what the UI API tells where that is closed to the user. */
export async function readRules(
  connection: Connection,
  progress: (text: string) => void,
  objects: readonly string[],
): Promise<OrgRuleReading> {
  if (!canUseSoap(connection)) {
    return readByUiApi(
      connection,
      progress,
      objects,
      'The session’s token cannot use SOAP before API version 68',
    );
  }
  try {
    return await readByMetadata(connection, progress);
  } catch (error) {
    const refused = await isSoapRefused(connection, error);
    if (refused) return readByUiApi(connection, progress, objects, 'The org refuses SOAP to this session');
    if (!isClosed(error)) throw error;
    return readByUiApi(
      connection,
      progress,
      objects,
      'This user lacks the permission "View Setup and Configuration", or "Modify Metadata Through Metadata API Functions"',
    );
  }
}

function isClosed(error: unknown): boolean {
  if (error instanceof OrgError) return error.kind === 'permission';
  return /^(INSUFFICIENT_\w+|API_\w*DISABLED\w*|FUNCTIONALITY_NOT_ENABLED|NO_ACCESS|FORBIDDEN|INVALID_TYPE)$/.test(
    errorCodeOf(error),
  );
}

async function readByMetadata(
  connection: Connection,
  progress: (text: string) => void,
): Promise<OrgRuleReading> {
  progress('Listing duplicate rules and matching rules');
  const listed = await listMetadata(connection, ['DuplicateRule', 'MatchingRules', 'MatchingRule']);
  const problems: string[] = [];

  const duplicates = await readDuplicateRules(connection, listed.get('DuplicateRule')!, progress, problems);
  const matchingObjects = new Set([
    ...listed.get('MatchingRules')!,
    ...listed.get('MatchingRule')!.map(objectOf),
    ...duplicates.map(({ fullName }) => objectOf(fullName)),
    'PersonAccount',
  ]);
  const matching = await readMetadata(connection, 'MatchingRules', [...matchingObjects], (done, all) =>
    progress(`Reading matching rules of ${done + 1} to ${Math.min(done + 10, all)} of ${all} objects`),
  );
  for (const object of listed.get('MatchingRules')!) {
    if (!matching.some(({ fullName }) => fullName === object)) {
      problems.push(`The matching rules of ${object} are listed but could not be read.`);
    }
  }
  const files: OrgFile[] = [
    ...duplicates.map(({ fullName, component }) => ({
      path: `duplicateRules/${fullName}.duplicateRule-meta.xml`,
      text: metadataXml('DuplicateRule', component),
    })),
    ...matching.map((component) => ({
      path: `matchingRules/${component.fullName}.matchingRule-meta.xml`,
      text: metadataXml('MatchingRules', component),
    })),
  ];
  return {
    readAt: new Date().toISOString(),
    by: 'metadata',
    files,
    uiApi: {},
    objects: problems.length === 0 ? 'all' : [],
    leadConversionValidation: await readLeadSettings(connection),
    problems,
  };
}

async function readDuplicateRules(
  connection: Connection,
  listed: readonly string[],
  progress: (text: string) => void,
  problems: string[],
): Promise<readonly { readonly fullName: string; readonly component: Component }[]> {
  const accounts = listed.filter((fullName) => /^(Person)?Account$/.test(objectOf(fullName)));
  const persons = accounts.map((fullName) => `PersonAccount${fullName.slice(fullName.indexOf('.'))}`);
  const names = [...new Set([...listed, ...persons])];
  const read = await readMetadata(connection, 'DuplicateRule', names, (done, all) =>
    progress(`Reading duplicate rules ${done + 1} to ${Math.min(done + 10, all)} of ${all}`),
  );
  const byName = new Map(read.map((component) => [component.fullName, component]));
  const isAccount = ({ fullName }: Component) => /^(Person)?Account\./.test(fullName);
  for (const fullName of listed) {
    const person = `PersonAccount${fullName.slice(fullName.indexOf('.'))}`;
    if (!byName.has(fullName) && !(accounts.includes(fullName) && byName.has(person))) {
      problems.push(`Duplicate rule ${fullName} is listed but could not be read.`);
    }
  }
  const accountRules = read.filter(isAccount);
  const subtypes = accountRules.length === 0 ? null : await personAccountRules(connection);
  return [
    ...read
      .filter((component) => !isAccount(component))
      .map((component) => ({ fullName: component.fullName, component })),
    ...sortPersonAccounts(
      new Map(accountRules.map((component) => [component.fullName, component])),
      subtypes,
    ),
  ];
}

async function readLeadSettings(connection: Connection): Promise<LeadConversionValidation> {
  try {
    const [settings] = await readMetadata(connection, 'LeadConfigSettings', ['LeadConfig']);
    const value = settings?.shouldLeadConvertRequireValidation;
    return value === 'true' ? true : value === 'false' ? false : null;
  } catch (error) {
    // Orgs without leads have no such settings.
    if (error instanceof OrgError && error.kind !== 'bad-answer') throw error;
    return null;
  }
}

function objectOf(fullName: string): string {
  const dot = fullName.indexOf('.');
  return dot < 0 ? fullName : fullName.slice(0, dot);
}
