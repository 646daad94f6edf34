import { isCustomObjectName } from '../metadata/standardObjects.ts';
import { seenOfRefusal } from '../outcome/callerSees.ts';
import { objectsOf } from '../outcome/decide.ts';
import { rowFor } from '../outcome/table.ts';
import type { Row } from '../outcome/tableModel.ts';
import { plural } from '../outcome/words.ts';
import type { JudgedSite } from '../rules/rule.ts';
import { titles } from '../saveTable/sourced.ts';
import { locate } from '../text.ts';
import type { GovernedSave } from '../usage/model.ts';
import type { Usage } from '../usage/usage.ts';
import { channelWords, operationText } from '../usage/words.ts';
import type { AuditInput } from './input.ts';
import { placeAt } from './input.ts';
import type { AuditPlace, AuditStatement } from './model.ts';
import { statementId } from './model.ts';
import { distinct, weakest } from './rulesSection.ts';

/** What the saves themselves say, without being findings: whom rules cannot be overridden for, what is not known. */
export function saveStatements(input: AuditInput, usage: Usage): readonly AuditStatement[] {
  const objects = objectsIn(input);
  return [
    ...objects.flatMap((object) => notKnown(object, usage.ofObject(object), input)),
    ...objects.flatMap((object) => withoutOption(object, usage.ofObject(object), input)),
    ...objects.flatMap((object) => withoutRule(object, usage.ofObject(object), input)),
    ...ofUnknownObject(usage.withoutObject, input),
    ...ofSaveClasses(usage.inSaveClasses, input),
  ];
}

/** Objects of saves, as the code spells them, and person accounts where they have rules. */
function objectsIn({ saves, catalog, includeTests }: AuditInput): readonly string[] {
  const names = new Map<string, string>();
  for (const { site } of saves) {
    if (site.inTest && !includeTests) continue;
    for (const object of objectsOf(site)) {
      if (!names.has(object.toLowerCase())) names.set(object.toLowerCase(), object);
    }
  }
  for (const { object } of catalog.duplicateRules) names.set(object.toLowerCase(), object);
  return [...names].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, name]) => name);
}

const base = { section: 'code', details: [], recommendation: null } as const;

function notKnown(
  object: string,
  saves: readonly GovernedSave[],
  input: AuditInput,
): readonly AuditStatement[] {
  const open = saves.filter(({ effect }) => effect === 'unknown');
  if (open.length === 0) return [];
  const why = distinct(
    open.flatMap(({ outcomes }) => outcomes.flatMap(({ provisos }) => provisos.map(({ text }) => text))),
  );
  return [
    {
      ...base,
      id: statementId('outcome-not-known', object),
      kind: 'outcome-not-known',
      risk: 'medium',
      text: `Of ${plural(open.length, 'save')} of ${object} it is not known what happens when a rule finds a match.`,
      details: why.slice(0, mostReasons).map((text) => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`),
      confidence: 'open',
      sources: [],
      places: open.map((save) => placeOf(save.judged, input)),
      count: open.length,
      recommendation: {
        key: 'open-options',
        text: 'Make it plain in the code whether these saves may pass alerts: options set in one place',
        ease: 'hours',
        means: [
          { kind: 'scaffold', name: 'save-class', does: 'makes a class that sets the options in one place' },
        ],
      },
    },
  ];
}

const mostReasons = 5;

/** Channels on which no option can be sent: rules cannot be overridden, and the refusal is seen in one place alone. */
function withoutOption(
  object: string,
  saves: readonly GovernedSave[],
  input: AuditInput,
): readonly AuditStatement[] {
  const byChannel = new Map<Row['channel'], { readonly row: Row; readonly saves: GovernedSave[] }>();
  for (const save of saves) {
    if (save.effect !== 'refused' && save.effect !== 'may-be-refused') continue;
    const row = rowFor(save.judged.site);
    if (row.carrier !== 'none') continue;
    const known = byChannel.get(row.channel);
    if (known) known.saves.push(save);
    else byChannel.set(row.channel, { row, saves: [save] });
  }
  return [...byChannel.values()].map(({ row, saves: some }) => {
    const seen = seenOfRefusal(row.channel);
    return {
      ...base,
      id: statementId('no-option', object, row.channel),
      kind: 'no-option',
      risk: 'none',
      text: `${plural(some.length, 'save')} of ${object} by ${row.title}: rules can refuse ${some.length === 1 ? 'it' : 'them'}, and no option on this channel passes an alert.`,
      details: seen === null ? [] : [seen.text],
      confidence: weakest([row.alert, ...(seen === null ? [] : [seen])]),
      sources: distinct([...titles(row.alert.sources), ...(seen === null ? [] : titles(seen.sources))]),
      places: some.map((save) => placeOf(save.judged, input)),
      count: some.length,
    };
  });
}

/** What integrations write without any rule. Other standard objects than these are not known to take rules. */
function withoutRule(
  object: string,
  saves: readonly GovernedSave[],
  input: AuditInput,
): readonly AuditStatement[] {
  if (!isCustomObjectName(object) || !/__c$/i.test(object)) return [];
  if (input.catalog.rulesFor(object).length > 0) return [];
  const integration = saves.filter(({ judged }) => isIntegration(judged));
  if (integration.length === 0) return [];
  const complete = input.catalog.isComplete(object);
  return [
    {
      ...base,
      id: statementId('integration-without-rule', object),
      kind: 'integration-without-rule',
      risk: 'low',
      text: `Integrations write ${object} (${plural(integration.length, 'save')}), and ${complete ? 'it has no duplicate rule' : 'no duplicate rule of it is known'}.`,
      confidence: complete ? 'exact' : 'open',
      sources: [],
      places: integration.map((save) => placeOf(save.judged, input)),
      count: integration.length,
      recommendation: {
        key: 'integration-without-rule',
        text: 'Decide which objects that integrations write should have a duplicate rule',
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

function isIntegration({ site }: JudgedSite): boolean {
  return !/^apex|^flow$|^lwc$/.test(site.channel);
}

function ofUnknownObject(saves: readonly JudgedSite[], input: AuditInput): readonly AuditStatement[] {
  if (saves.length === 0) return [];
  const [of, whose] =
    saves.length === 1 ? ['1 save', 'its object is'] : [`${saves.length} saves`, 'their objects are'];
  return [
    {
      ...base,
      id: statementId('object-not-known', 'all'),
      kind: 'object-not-known',
      risk: 'low',
      text: `Which rules bear on ${of} cannot be told, as ${whose} not known: generic code, or names made at run time.`,
      confidence: 'open',
      sources: [],
      places: saves.map((judged) => placeOf(judged, input)),
      count: saves.length,
    },
  ];
}

function ofSaveClasses(saves: readonly JudgedSite[], input: AuditInput): readonly AuditStatement[] {
  return (input.standing ?? []).flatMap((one) => {
    if (one.kind !== 'save-class') return [];
    const own = saves.filter(({ site }) => locate(site.place).uri === one.uri);
    if (own.length === 0) return [];
    return {
      ...base,
      id: statementId('save-class', one.name),
      kind: 'save-class',
      risk: 'none' as const,
      text: `${one.name} sets the options in one place; ${plural(own.length, 'save')} in it ${own.length === 1 ? 'is' : 'are'} judged where ${own.length === 1 ? 'it is' : 'they are'} called.`,
      confidence: 'exact' as const,
      sources: [],
      places: own.map((judged) => placeOf(judged, input)),
      count: own.length,
    };
  });
}

function placeOf({ site }: JudgedSite, input: AuditInput): AuditPlace {
  const objects = objectsOf(site);
  const of = objects.length === 0 ? '' : ` of ${objects.join(' or ')}`;
  const parts = [`${operationText(site)}${of}`, site.enclosing, channelWords[site.channel]];
  return placeAt(input, locate(site.place), parts.filter((part) => part !== '').join(', '));
}
