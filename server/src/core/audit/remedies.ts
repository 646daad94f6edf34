import type { Audit, AuditSection } from './model.ts';

/** What would make an audit look at more, on the command line. */
export const remedies = {
  org: 'Audit with --org.',
  access: 'Retrieve them (Profile, PermissionSet, CustomPermission), or audit with --org.',
  data: 'Audit with --data FILE, such as a CSV export of contacts.',
  tests: 'Audit with --include-tests.',
  orgRules:
    'Read the rules of the org (--org on the command line, Refresh Rules in VS Code), or name objects whose rules are all here in the setting completeObjects.',
} as const;

/** The same in an editor, where the audit is a tab. */
const inEditor: Readonly<Record<string, string>> = {
  [remedies.org]: 'Choose Ask the Org… in the tab of the audit.',
  [remedies.access]:
    'Retrieve them (Profile, PermissionSet, CustomPermission), or choose Ask the Org… in the tab of the audit.',
  [remedies.data]:
    'Choose Add Exported Records… in the tab of the audit, with a file such as a CSV export of contacts.',
  [remedies.tests]: 'Switch on the setting duplicateRules.includeTests, and audit again.',
  [remedies.orgRules]:
    'Choose Ask the Org… in the tab of the audit, or name objects whose rules are all here in the setting duplicateRules.completeObjects.',
};

/** How an answer that rests on assumptions tells to learn more. */
export const learnRules = 'To be told, retrieve DuplicateRule and MatchingRule, or audit with --org.';
export const learnRulesInEditor =
  'To be told, retrieve DuplicateRule and MatchingRule, or choose Ask the Org… in the tab of the audit.';

/** What the tab says, for pages that are exported from it: who reads them may have another tab, or none. */
const onPage: Readonly<Record<string, string>> = {
  [inEditor[remedies.org]!]: 'Audit with Ask the Org… in VS Code, or with --org on the command line.',
  [inEditor[remedies.access]!]:
    'Retrieve them (Profile, PermissionSet, CustomPermission), or audit with Ask the Org… in VS Code, or with --org on the command line.',
  [inEditor[remedies.data]!]:
    'Audit with Add Exported Records… in VS Code, or with --data FILE on the command line, with a file such as a CSV export of contacts.',
  [inEditor[remedies.tests]!]:
    'Audit with the setting duplicateRules.includeTests in VS Code, or with --include-tests on the command line.',
  [inEditor[remedies.orgRules]!]:
    'Audit with Ask the Org… in VS Code, or with --org on the command line, or name objects whose rules are all here in the setting completeObjects.',
  [learnRulesInEditor]:
    'To be told, retrieve DuplicateRule and MatchingRule, or audit with Ask the Org… in VS Code, or with --org on the command line.',
};

/** An audit of an editor's tab as it is exported. */
export function asExported(audit: Audit): Audit {
  return {
    ...audit,
    answer: audit.answer.map((text) => onPage[text] ?? text),
    sections: audit.sections.map((section) => ({
      ...section,
      notLookedAt: section.notLookedAt.map((one) =>
        one.remedy === null ? one : { ...one, remedy: onPage[one.remedy] ?? one.remedy },
      ),
    })),
  };
}

/** A section of an audit that is read in an editor: what it asks for can be done there. */
export function withEditorRemedies(section: AuditSection): AuditSection {
  return {
    ...section,
    notLookedAt: section.notLookedAt.map((one) =>
      one.remedy === null ? one : { ...one, remedy: inEditor[one.remedy] ?? one.remedy },
    ),
  };
}
