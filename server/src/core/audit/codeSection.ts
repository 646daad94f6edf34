import { objectsOf } from '../outcome/decide.ts';
import { list, plural } from '../outcome/words.ts';
import type { LeftOut } from '../project.ts';
import type { JudgedSite } from '../rules/rule.ts';
import { countEffects, type Usage } from '../usage/usage.ts';
import { type CodeFinding, codeFindings } from './codeFindings.ts';
import type { AuditInput } from './input.ts';
import type { AuditSection, NotLookedAt } from './model.ts';
import { objectTable } from './objectTable.ts';
import { remedies } from './remedies.ts';
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
    [
      counts['passes-alert'],
      counts['passes-alert'] === 1 ? 'passes alerts by allowSave' : 'pass alerts by allowSave',
    ],
    [
      counts.reported + counts.saved,
      counts.reported + counts.saved === 1
        ? 'goes through whatever the rules find'
        : 'go through whatever the rules find',
    ],
    [counts.unknown, 'cannot be told'],
  ] as const;
  const told = parts.filter(([count]) => count > 0).map(([count, words]) => `${count} ${words}`);
  return [
    `${plural(saves.length, 'save')} of ${plural(objects.size, 'object')} ${saves.length === 1 ? 'was' : 'were'} found; ${governed.size === 0 ? `rules bear on none of ${saves.length === 1 ? 'it' : 'them'}` : `rules bear on ${plural(governed.size, 'save')} of these: ${told.join(', ')}`}.`,
  ];
}

function notLookedAt(input: AuditInput): readonly NotLookedAt[] {
  const { includeTests, ignored, problems, saves, leftOut = [] } = input;
  const inTests = saves.filter(({ site }) => site.inTest).length;
  return [
    ...(includeTests || inTests === 0
      ? []
      : [
          {
            id: 'tests',
            what: `${plural(inTests, 'save')} in test code.`,
            why: 'What tests save is rolled back.',
            remedy: remedies.tests,
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
    ...leftOutCode(leftOut),
    ...[...new Set(problems.map(withoutFolders))].map((problem) => ({
      id: `unread:${problem}`,
      what: problem,
      why: 'All else was looked at.',
      remedy: null,
    })),
  ];
}

/** A report holds no folder of the machine: of quoted paths the last part is kept. */
function withoutFolders(text: string): string {
  return text.replace(/'(?:[A-Za-z]:)?[\\/][^']*[\\/]([^'\\/]+)'/g, "'$1'");
}

const leftOutWords: Readonly<Record<LeftOut, Pick<NotLookedAt, 'why' | 'remedy'>>> = {
  'too-large': {
    why: 'Code of this size is taken for the output of a program: more than 1.5 million characters, in scripts 1 million.',
    remedy: 'Have the source in the project that it was made from.',
  },
  minified: {
    why: 'A line of more than 10,000 characters is taken for minified code or data.',
    remedy: 'Have the source in the project that it was made from.',
  },
  generated: {
    why: 'By name or by the comment at its head it was made by a tool, or it declares types only.',
    remedy: null,
  },
};

const mostNamed = 20;

/** Code that mentions Salesforce and is not read, by the reason. */
function leftOutCode(leftOut: NonNullable<AuditInput['leftOut']>): readonly NotLookedAt[] {
  return (['too-large', 'minified', 'generated'] as const).flatMap((why) => {
    const paths = leftOut.flatMap((one) => (one.why === why ? [one.path] : [])).sort();
    if (paths.length === 0) return [];
    const named = paths.slice(0, mostNamed);
    const more = paths.length - named.length;
    return {
      // Which tools make what changes with every build; the others may hide what was there.
      id: why === 'generated' ? why : `${why}:${paths.join(',')}`,
      what: `Code that mentions Salesforce: ${list([...named, ...(more > 0 ? [`${more} more`] : [])], 'and')}.`,
      ...leftOutWords[why],
    };
  });
}
