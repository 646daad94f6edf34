import { objectsOf } from '../outcome/decide.ts';
import { plural } from '../outcome/words.ts';
import type { JudgedSite } from '../rules/rule.ts';
import { countEffects, type Usage } from '../usage/usage.ts';
import { type CodeFinding, codeFindings } from './codeFindings.ts';
import type { AuditInput } from './input.ts';
import type { AuditSection, NotLookedAt } from './model.ts';
import { objectTable } from './objectTable.ts';
import { saveStatements } from './saveStatements.ts';

export interface CodeAudit {
  readonly section: AuditSection;
  /** The findings behind its statements, for the register. */
  readonly findings: readonly CodeFinding[];
}

/** What the code does to the rules: bypasses, lost refusals, saves of which it cannot be told. */
export function codeSection(input: AuditInput, usage: Usage): CodeAudit {
  const findings = codeFindings(input);
  const counted = countedSaves(input);
  return {
    findings,
    section: {
      name: 'code',
      summary: summary(counted, usage, input),
      statements: [...findings.map(({ statement }) => statement), ...saveStatements(input, usage)],
      tables: objectTable(usage, counted),
      notLookedAt: notLookedAt(input),
    },
  };
}

/** Saves that count, each once. */
function countedSaves({ saves, includeTests }: AuditInput): readonly JudgedSite[] {
  return saves.filter(({ site }) => includeTests || !site.inTest);
}

function summary(saves: readonly JudgedSite[], usage: Usage, { catalog }: AuditInput): readonly string[] {
  if (saves.length === 0) return ['No save was found in the code.'];
  const objects = new Set(saves.flatMap(({ site }) => objectsOf(site).map((one) => one.toLowerCase())));
  const governed = new Map<string, ReturnType<Usage['ofObject']>[number]>();
  for (const object of new Set(catalog.duplicateRules.map((rule) => rule.object))) {
    for (const save of usage.ofObject(object)) {
      if (save.effect === 'not-checked') continue;
      const { place, operation } = save.judged.site;
      const key = `${place.anchor.uri} ${place.anchor.offset + place.start} ${operation}`;
      if (!governed.has(key)) governed.set(key, save);
    }
  }
  const counts = countEffects([...governed.values()]);
  const parts = [
    [counts.refused + counts['may-be-refused'], 'can be refused'],
    [counts['passes-alert'], 'pass alerts by allowSave'],
    [counts.reported + counts.saved, 'go through whatever the rules find'],
    [counts.unknown, 'cannot be told'],
  ] as const;
  const told = parts.filter(([count]) => count > 0).map(([count, words]) => `${count} ${words}`);
  return [
    `${plural(saves.length, 'save')} of ${plural(objects.size, 'object')} ${saves.length === 1 ? 'was' : 'were'} found; on ${governed.size} of them rules bear${told.length === 0 ? '' : `: ${told.join(', ')}`}.`,
  ];
}

function notLookedAt({ includeTests, ignored, problems, saves }: AuditInput): readonly NotLookedAt[] {
  const inTests = saves.filter(({ site }) => site.inTest).length;
  return [
    ...(includeTests || inTests === 0
      ? []
      : [
          {
            id: 'tests',
            what: `${plural(inTests, 'save')} in test code.`,
            why: 'What tests save is rolled back.',
            remedy: 'Audit with --include-tests.',
          },
        ]),
    ...(ignored.length === 0
      ? []
      : [
          {
            id: 'ignored',
            what: `Files that the configuration leaves out: ${ignored.join(', ')}.`,
            why: 'The setting "ignore" says so.',
            remedy: 'Take them out of the setting.',
          },
        ]),
    ...problems.map((problem) => ({
      id: `unread:${problem}`,
      what: problem,
      why: 'It could not be read.',
      remedy: null,
    })),
  ];
}
