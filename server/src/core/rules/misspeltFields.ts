import { fieldNamesOf, fieldOf } from '../metadata/editing/fields.ts';
import type { Schema } from '../metadata/objects.ts';
import type { RuleFileReading } from '../metadata/ruleIndex.ts';
import { bareField } from '../outcome/condition.ts';
import type { Span } from '../text.ts';
import { nearestField } from './nearestField.ts';
import { isNamespaced } from './ruleFileReports.ts';

/** A field that a rule names and nobody knows, with the known one that was most probably meant. */
export interface MisspeltField {
  /** Full name of the rule. */
  readonly rule: string;
  readonly object: string;
  readonly name: string;
  readonly meant: string;
  /** Where the name stands, without an object before it. */
  readonly span: Span;
}

interface NamedField {
  readonly rule: string;
  readonly object: string;
  readonly name: string;
  readonly span: Span;
}

/** The misspelt fields of a rule file, in the order of its elements; none while it is being typed. */
export function misspeltFields(reading: RuleFileReading, schema: Schema): readonly MisspeltField[] {
  if (!isWhole(reading)) return [];
  const named = namesIn(reading).filter(({ object, name }) => isOwnName(name) && isOwnObject(object));
  return named.flatMap((field): MisspeltField[] => {
    if (isKnown(field.object, field.name, schema)) return [];
    const meant = nearestField(field.name, fieldNamesOf(field.object, schema));
    if (meant === null) return [];
    // A rule that names both of them most probably means both.
    const isNamedToo = namesIn(reading).some(
      (other) =>
        other.rule === field.rule &&
        other.object.toLowerCase() === field.object.toLowerCase() &&
        other.name.toLowerCase() === meant.toLowerCase(),
    );
    return isNamedToo ? [] : [{ ...field, meant }];
  });
}

function isWhole(reading: RuleFileReading): boolean {
  if (reading.kind === 'duplicate-rule') return reading.file.isWhole;
  return reading.file.problems.every(({ severity }) => severity !== 'error');
}

function namesIn(reading: RuleFileReading): readonly NamedField[] {
  return reading.kind === 'matching-rules' ? inMatchingRules(reading.file) : inDuplicateRule(reading.file);
}

type FileOf<Kind extends RuleFileReading['kind']> = Extract<RuleFileReading, { kind: Kind }>['file'];

function inMatchingRules({ object, rules }: FileOf<'matching-rules'>): readonly NamedField[] {
  return rules.flatMap(({ rule, elements }) =>
    isNamespaced(rule.name)
      ? []
      : rule.items.flatMap(({ field }, index) =>
          at(rule.fullName, object, field, elements.items[index]?.field),
        ),
  );
}

function inDuplicateRule({ rule, elements }: FileOf<'duplicate-rule'>): readonly NamedField[] {
  if (rule === null || elements === null || isNamespaced(rule.name)) return [];
  const { fullName, object } = rule;
  const conditions = (rule.filter?.conditions ?? []).flatMap((condition, index) =>
    at(fullName, condition.table, bareField(condition), elements.conditions[index]?.field),
  );
  const mapped = rule.matchRules.flatMap(({ objectType, mapping }, index) =>
    (mapping ?? []).flatMap(({ inputField, outputField }, pair) => {
      const spans = elements.matchRules[index]?.mappingFields[pair];
      return [
        ...at(fullName, object, inputField, spans?.inputField),
        ...at(fullName, objectType, outputField, spans?.outputField),
      ];
    }),
  );
  return [...conditions, ...mapped];
}

/** The end of an element's text is where the name stands, whatever is before it. */
function at(rule: string, object: string, name: string, written: Span | null | undefined): NamedField[] {
  if (!written || object === '' || written.end - written.start < name.length) return [];
  return [{ rule, object, name, span: { start: written.end - name.length, end: written.end } }];
}

/** No path, no placeholder, no field of a package. */
function isOwnName(name: string): boolean {
  return /^[a-z]\w*$/i.test(name) && !/__/.test(name.replace(/__p?c$/i, '')) && !/__r$/i.test(name);
}

function isOwnObject(object: string): boolean {
  return /^[a-z]\w*$/i.test(object) && !/__/.test(object.replace(/__(?:c|mdt|e|b|x)$/i, ''));
}

/** Rules of accounts and of person accounts name fields of both, and of the contacts behind them. */
function isKnown(object: string, name: string, schema: Schema): boolean {
  if (/^(?:id|systemmodstamp)$/i.test(name)) return true;
  const homes = /^(?:person)?account$/i.test(object) ? ['Account', 'PersonAccount', 'Contact'] : [object];
  return homes.some((home) => fieldOf(home, name, schema) !== null);
}
