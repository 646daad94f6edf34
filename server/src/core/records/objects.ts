import { fileNameOf } from '../files.ts';
import type { Schema } from '../metadata/objects.ts';
import { isStandardObject, standardSpelling } from '../metadata/standardObjects.ts';

/** Custom objects: metadata types, platform events, external and big objects have no duplicate rules. */
const customObject = /^[a-z]\w*__c$/i;

/** What Salesforce makes for another object: no duplicate rule looks at it. */
const derived = /(?:^|_)(?:share|history|feed|changeevent|tag)$|(?:share|history|feed|changeevent)$/i;

/** Whether records of an object of this name, in any case, can be tested against duplicate rules. */
export function isTestableObject(name: string, schema: Schema | null): boolean {
  if (customObject.test(name)) return true;
  if (name.includes('__') || derived.test(name)) return false;
  return isStandardObject(name) || schema?.object(name) != null;
}

/** The object's name as the metadata or Salesforce spells it. */
export function objectSpelling(name: string, schema: Schema | null): string {
  return schema?.object(name)?.name ?? standardSpelling(name);
}

/**
 * The object that a data file is named after: `Lead.json`, `Contacts.csv`, `demo-Accounts.json`,
 * `Invoice__c.csv`; empty where the name is no known object's.
 */
export function objectOfFileName(uri: string, schema: Schema | null): string {
  const stem = fileNameOf(uri).replace(/(?:\.[a-z]+)+$/i, '');
  const words = stem.split(/[-. ]/).reverse();
  for (const word of [stem, ...words]) {
    const found = singulars(word).find((name) => isTestableObject(name, schema));
    if (found !== undefined) return objectSpelling(found, schema);
  }
  return '';
}

function singulars(word: string): string[] {
  const names = [word];
  if (/ies$/i.test(word)) names.push(word.replace(/ies$/i, 'y'));
  if (/s$/i.test(word)) names.push(word.slice(0, -1));
  if (/__cs$/i.test(word)) names.push(word.slice(0, -1));
  return names.filter((name) => name !== '');
}
