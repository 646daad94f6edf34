import type { DuplicateRule } from '../metadata/model.ts';
import { lacksEveryMapping } from '../outcome/objectMapping.ts';
import { ruleName } from '../outcome/sentences.ts';
import { rowOf } from '../outcome/table.ts';
import { list, operationWord, plural } from '../outcome/words.ts';
import { saveTable } from '../saveTable/build.ts';
import type { SaveCell, SavePart, SaveTable, Sourced } from '../saveTable/model.ts';
import { objectsWithRules } from '../saveTable/objects.ts';
import { runs } from '../saveTable/rules.ts';
import type { Standing } from '../standing/standing.ts';
import type { Usage } from '../usage/usage.ts';
import { fileStatements } from './fileStatements.ts';
import { type AuditInput, placeOfStanding } from './input.ts';
import type {
  AuditSection,
  AuditStatement,
  AuditTable,
  Means,
  NotLookedAt,
  Recommendation,
} from './model.ts';
import { statementId } from './model.ts';
import { remedies } from './remedies.ts';
import { ruleStatements } from './ruleStatements.ts';
import { backstopOf } from './standing.ts';

/** What the rules let through, whoever saves: per rule, per object, operation and channel. */
export function rulesSection(input: AuditInput, usage: Usage): AuditSection {
  const { catalog } = input;
  const rules = catalog.duplicateRules;
  const tables = objectsWithRules(catalog).map((object) => saveTable(object, catalog));
  return {
    name: 'rules',
    summary: summary(input),
    statements: [
      ...rules.flatMap((rule) => ruleStatements(rule, input)),
      ...tables.flatMap((table) => objectStatements(table, usage, input)),
      ...conversions(input),
      ...fileStatements(input),
    ],
    tables: [...throughTables(tables)],
    notLookedAt: notLookedAt(input, tables),
  };
}

function summary({ catalog }: AuditInput): readonly string[] {
  const active = catalog.duplicateRules.filter((rule) => runs(rule, catalog));
  const unmapped = active.filter(lacksEveryMapping);
  const running = active.filter((rule) => !unmapped.includes(rule));
  const assumed = running.filter(({ source }) => source.kind === 'assumed');
  const objects = new Set(running.map(({ object }) => object));
  const open =
    unmapped.length === 0
      ? []
      : [
          `What ${list(unmapped.map(ruleName), 'and')} ${unmapped.length === 1 ? 'finds' : 'find'} is not known.`,
        ];
  if (running.length === 0) return ['No duplicate rule is known that runs.', ...open];
  const on = (some: (rule: DuplicateRule) => boolean) => running.filter(some).length;
  const blocking = on(({ onInsert, onUpdate }) =>
    [onInsert, onUpdate].every(({ action }) => action === 'Block'),
  );
  const alerting = on(({ onInsert, onUpdate }) =>
    [onInsert, onUpdate].some(({ action, alert }) => action === 'Allow' && alert),
  );
  const quiet = on(({ onInsert, onUpdate }) =>
    [onInsert, onUpdate].some(({ action, alert }) => action === 'Allow' && !alert),
  );
  const parts = [
    [blocking, 'blocks', 'block', 'on create and edit'],
    [alerting, 'alerts', 'alert', 'on create, edit or both (a user or allowSave=true passes that)'],
    [quiet, 'stops', 'stop', 'nothing on create, edit or both'],
  ] as const;
  const told = parts
    .filter(([count]) => count > 0)
    .map(([count, one, several, more]) => `${count} ${count === 1 ? one : several} ${more}`);
  return [
    `${plural(running.length, 'duplicate rule')} ${running.length === 1 ? 'runs' : 'run'} on ${plural(objects.size, 'object')}: ${list(told, 'and')}.`,
    ...(assumed.length > 0
      ? [
          `${assumed.length === running.length ? (assumed.length === 1 ? 'It is' : 'All of them are') : `${assumed.length} of them ${assumed.length === 1 ? 'is' : 'are'}`} assumed, as the standard ${assumed.length === 1 ? 'rule' : 'rules'} of ${list(
            assumed.map(({ object }) => object),
            'and',
          )} ${assumed.length === 1 ? 'is' : 'are'} in no file.`,
        ]
      : []),
    ...open,
  ];
}

function objectStatements(table: SaveTable, usage: Usage, input: AuditInput): readonly AuditStatement[] {
  return table.parts.flatMap((part) => [
    ...quietStatement(part, table.object, usage),
    ...notRunStatement(part, table.object, input),
    ...silenceStatement(part, table),
  ]);
}

function of(
  part: SavePart,
  kind: string,
): Pick<AuditStatement, 'id' | 'kind' | 'section' | 'places' | 'count'> {
  return { id: statementId(kind, part.title), kind, section: 'rules', places: [], count: 1 };
}

function quietStatement(part: SavePart, object: string, usage: Usage): readonly AuditStatement[] {
  if (part.quiet === null) return [];
  const saves = usage.ofObject(object).length;
  const { text, confidence, sources } = part.quiet;
  return [
    {
      ...of(part, 'no-running-rule'),
      risk: saves > 0 ? 'high' : 'medium',
      text,
      details: saves > 0 ? [`The code here has ${plural(saves, 'save')} of ${object}.`] : [],
      confidence,
      sources,
      recommendation: {
        key: 'no-running-rule',
        text: 'Give each object that should have one a duplicate rule that runs',
        ease: 'hours',
        means: [
          {
            kind: 'template',
            name: 'new-rule',
            does: 'makes a matching rule, a duplicate rule and their tests',
          },
        ],
      },
    },
  ];
}

/** Channels on which Salesforce does not run the rules, whatever they say. */
function notRunStatement(part: SavePart, object: string, input: AuditInput): readonly AuditStatement[] {
  const rows = part.groups
    .flatMap(({ rows: all }) => all)
    // A merge brings nothing in.
    .filter(({ channel }) => channel !== 'merge-ui')
    .filter(({ cells }) => cells.length > 0 && cells.every(({ result }) => result === 'not-evaluated'));
  if (rows.length === 0) return [];
  const cells = rows.flatMap((row) => row.cells);
  const backstop = backstopOf(object, input.standing ?? []);
  return [
    {
      ...of(part, 'rules-not-run'),
      ...(backstop !== null && { places: [placeOfStanding(backstop, input)] }),
      risk: backstop === null ? 'medium' : 'low',
      text: `On ${plural(rows.length, 'channel')} no rule of ${part.title} runs, and duplicates come in unseen: ${rows.map(({ title }) => title).join('; ')}.`,
      details: backstop === null ? [] : [`${backstop.name} is there to look for such duplicates afterwards.`],
      confidence: weakest(cells),
      sources: distinct(cells.flatMap(({ sources }) => sources)),
      recommendation: backstop === null ? lookForDuplicates(input) : keepRunning(backstop),
    },
  ];
}

function lookForDuplicates({ standing = [] }: AuditInput): Recommendation {
  const another = standing.find(({ kind }) => kind === 'backstop');
  const means: Means =
    another === undefined
      ? {
          kind: 'scaffold',
          name: 'backstop',
          does: 'makes a scheduled Apex batch that records what it finds',
        }
      : {
          kind: 'class',
          name: another.name,
          does: 'looks at other objects: it can be told to look at these',
        };
  return {
    key: 'backstop',
    text: 'Look for duplicates that came in unseen with a scheduled job',
    ease: 'hours',
    means: [means],
  };
}

function keepRunning({ name }: Standing): Recommendation {
  return {
    key: `backstop-runs:${name}`,
    text: `Make sure that ${name} is scheduled, and that somebody reads what it finds`,
    ease: 'minutes',
    means: [],
  };
}

function silenceStatement(part: SavePart, { silences }: SaveTable): readonly AuditStatement[] {
  if (part.quiet !== null || silences.length === 0) return [];
  return [
    {
      ...of(part, 'silent-cases'),
      risk: 'low',
      text: `There are ${silences.length} situations in which a rule of ${part.title} that runs finds nothing although there is a duplicate.`,
      details: silences.map(({ text }) => text),
      confidence: weakest(silences),
      sources: distinct(silences.flatMap(({ sources }) => sources)),
      recommendation: null,
    },
  ];
}

function conversions({ catalog }: AuditInput): readonly AuditStatement[] {
  if (catalog.leadConversionValidation !== false) return [];
  const { block } = rowOf('lead-conversion-ui');
  return [
    {
      id: statementId('lead-conversion-unchecked', 'LeadConfig'),
      kind: 'lead-conversion-unchecked',
      section: 'rules',
      risk: 'high',
      text: '"Require Validation for Converted Leads" is off: no duplicate rule runs when a lead is converted.',
      details: [],
      confidence: block.confidence,
      sources: ['Salesforce Knowledge 000204497 on lead conversion and duplicate rules'],
      places: [],
      count: 1,
      recommendation: {
        key: 'lead-conversion',
        text: 'Switch "Require Validation for Converted Leads" on, or merge after conversions',
        ease: 'hours',
        means: [],
      },
    },
  ];
}

// ---------------------------------------------------------------------------------------------------- tables

/** Per object: what becomes of a record for which the rules find a match, on each family of channels. */
function* throughTables(tables: readonly SaveTable[]): Iterable<AuditTable> {
  for (const { parts, reading } of tables) {
    for (const { title, groups } of parts) {
      if (groups.length === 0) continue;
      yield {
        id: `what-gets-through:${title}`,
        title: `What becomes of a duplicate of ${title}`,
        head: ['Channel', 'Create', 'Edit', 'With allowSave=true'],
        rows: groups.flatMap(({ rows }) =>
          rows.map((row) => [
            row.title,
            cellWords(row.cells.filter(({ operation, allowSave }) => !allowSave && operation !== 'update')),
            cellWords(row.cells.filter(({ operation, allowSave }) => !allowSave && operation !== 'insert')),
            row.carriesAllowSave ? allowSaveWords(row.cells) : 'No such option',
          ]),
        ),
        notes: [reading],
      };
    }
  }
}

function cellWords(cells: readonly SaveCell[]): string {
  const [cell] = cells;
  if (cell === undefined) return '–';
  return [cell.words, cell.by].filter((text) => text !== '').join(' ');
}

function allowSaveWords(cells: readonly SaveCell[]): string {
  const own = cells.filter(({ allowSave }) => allowSave);
  const words = distinct(own.map((cell) => cellWords([cell])));
  if (words.length < 2) return words[0] ?? '–';
  return own.map((cell) => `${cellWords([cell])} on ${operationWord(cell.operation!)}`).join('; ');
}

// ------------------------------------------------------------------------------------------ what was not seen

function notLookedAt(input: AuditInput, tables: readonly SaveTable[]): readonly NotLookedAt[] {
  const { catalog, org } = input;
  const open = tables.map(({ object }) => object).filter((object) => !catalog.isComplete(object));
  const result: NotLookedAt[] = [];
  if (org === null && open.length > 0) {
    result.push({
      id: 'org-rules',
      what: `Rules of ${list(open, 'and')} that the org has and no file here.`,
      why: 'No org was asked.',
      remedy: remedies.orgRules,
    });
  }
  if (catalog.leadConversionValidation === null) {
    result.push({
      id: 'lead-conversion',
      what: 'Whether duplicate rules run when a lead is converted.',
      why: 'No settings file here says whether "Require Validation for Converted Leads" is on.',
      remedy: 'Retrieve LeadConfig.settings.',
    });
  }
  return result;
}

const order = ['documented', 'well-founded', 'weak', 'open'] as const;

export function weakest(some: readonly Pick<Sourced, 'confidence'>[]): Sourced['confidence'] {
  return order[Math.max(0, ...some.map(({ confidence }) => order.indexOf(confidence)))]!;
}

export function distinct(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)];
}
