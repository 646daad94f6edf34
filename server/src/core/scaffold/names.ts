import { bareObject } from '../templates/designs/chosen.ts';

/** Names of everything that a scaffold makes. Salesforce takes 40 characters for a class or an object. */
export interface ScaffoldNames {
  readonly save: string;
  readonly saveTest: string;
  readonly backstop: string;
  readonly backstopTest: string;
  /** API name of the audit object. */
  readonly finding: string;
  readonly permissionSet: string;
  /** The class that makes records of an object for tests. */
  readonly records: (object: string) => string;
  readonly refusalTest: (object: string) => string;
}

export const defaultPrefix = 'DuplicateRules';

/** So that the longest name (`…BackstopTest`, `…RefusalTest` with some letters of the object) fits into 40. */
const longestPrefix = 20;

const longestName = 40;

/** What is wrong with a prefix; null: nothing. */
export function prefixProblem(prefix: string): string | null {
  if (!/^[A-Za-z][A-Za-z0-9]*$/.test(prefix)) {
    return 'A prefix begins with a letter, and has letters and digits only.';
  }
  return prefix.length > longestPrefix ? `A prefix has ${longestPrefix} characters at most.` : null;
}

export function namesOf(prefix: string): ScaffoldNames {
  const ofObject = (object: string, ending: string): string => {
    const bare = bareObject(object).replaceAll('_', '');
    return prefix + bare.slice(0, longestName - prefix.length - ending.length) + ending;
  };
  return {
    save: `${prefix}Save`,
    saveTest: `${prefix}SaveTest`,
    backstop: `${prefix}Backstop`,
    backstopTest: `${prefix}BackstopTest`,
    finding: `${prefix}Finding__c`,
    permissionSet: `${prefix}Findings`,
    records: (object) => ofObject(object, 'Records'),
    refusalTest: (object) => ofObject(object, 'RefusalTest'),
  };
}
