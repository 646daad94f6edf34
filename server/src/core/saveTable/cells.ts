import type { DuplicateRule } from '../metadata/model.ts';
import { cellOn, cellWithAllowSave, isConversion, resultNames } from '../outcome/channels.ts';
import { judgeFilterWith } from '../outcome/condition.ts';
import type { Confidence, RuleCatalog, RuleOperation } from '../outcome/model.ts';
import { optionRemedy } from '../outcome/remedy.ts';
import type { Cell, Row, TableResult } from '../outcome/tableModel.ts';
import { list, operationWord } from '../outcome/words.ts';
import type { Decision, RuleCell, SaveCell } from './model.ts';
import { titles } from './sourced.ts';

/** The strictest first: it decides over those after it. */
const strictness: readonly TableResult[] = [
  'refused',
  'refused-unless-allow-save',
  'asked',
  'unknown',
  'saved-by-allow-save',
  'saved-and-reported',
  'saved',
  'not-evaluated',
];

const surest: readonly Confidence[] = ['documented', 'well-founded', 'weak', 'open'];

/** A save on a channel: what is the same for all of its rules. */
export interface Save {
  readonly row: Row;
  /** Null: neither create nor edit. */
  readonly operation: RuleOperation | null;
  readonly allowSave: boolean;
}

/** What a save comes to, by all rules that run; null where the channel cannot carry allowSave. */
export function saveCell(
  { row, operation, allowSave }: Save,
  rules: readonly DuplicateRule[],
  catalog: RuleCatalog,
): SaveCell | null {
  const judged: Judged[] = [];
  for (const rule of rules) {
    const of = allowSave ? cellWithAllowSave : cellOn;
    const cell = of(row, rule, operation, catalog.leadConversionValidation);
    if (cell === null) return null;
    judged.push({ rule, cell, shown: ruleCell(row, rule, cell, catalog) });
  }
  const [first, ...otherwise] = decisions(judged);
  return {
    ...first!,
    operation,
    allowSave,
    otherwise,
    unknown: unknownWords(first!.result, judged),
    ofRules: judged.map(({ shown }) => shown),
  };
}

function unknownWords(result: TableResult, judged: readonly Judged[]): string {
  if (result === 'unknown' || result === 'refused') return '';
  const open = judged.filter(({ cell }) => cell.result === 'unknown').map(({ rule }) => rule);
  return open.length === 0 ? '' : `what ${names(open)} does is not known`;
}

/** The strictest decide; where all of these run only under conditions, those that are left decide otherwise. */
function decisions(judged: readonly Judged[]): readonly Decision[] {
  const made: Decision[] = [];
  for (let left = judged; left.length > 0; ) {
    const result = strictness.find((one) => left.some(({ cell }) => cell.result === one))!;
    const deciding = left.filter(({ cell }) => cell.result === result);
    const decision = decisionOf(result, deciding, judged.length);
    made.push(decision);
    if (!decision.conditional || result === 'not-evaluated') break;
    left = left.filter((one) => !deciding.includes(one));
  }
  return made;
}

function decisionOf(result: TableResult, deciding: readonly Judged[], running: number): Decision {
  const rules = deciding.map(({ rule }) => rule);
  const conditional = deciding.every(({ shown }) => shown.condition !== null);
  const by = rules.length === running ? '' : `by ${names(rules)}`;
  const where = `where ${rules.length === 1 ? 'its condition' : 'one of their conditions'} holds`;
  return {
    result,
    words: resultNames[result],
    decidedBy: rules.map(({ fullName }) => fullName),
    by: result === 'not-evaluated' ? '' : `${by} ${conditional ? where : ''}`.trim(),
    conditional,
    provisos: [...new Set(deciding.flatMap(({ shown }) => shown.provisos))],
    confidence: surest.find((one) => deciding.some(({ cell }) => cell.confidence === one))!,
    sources: [...new Set(deciding.flatMap(({ shown }) => shown.sources))],
  };
}

function names(rules: readonly DuplicateRule[]): string {
  return list(
    rules.map((rule) => `'${labelOf(rule)}'`),
    'and',
  );
}

export function labelOf({ label, name }: DuplicateRule): string {
  return label || name;
}

interface Judged {
  readonly rule: DuplicateRule;
  readonly cell: Cell;
  readonly shown: RuleCell;
}

function ruleCell(row: Row, rule: DuplicateRule, cell: Cell, catalog: RuleCatalog): RuleCell {
  const isOpen = isConversion(row) && catalog.leadConversionValidation === null;
  return {
    fullName: rule.fullName,
    result: cell.result,
    words: resultNames[cell.result],
    condition: conditionOf(rule),
    provisos: isOpen
      ? ['only with "Require Validation for Converted Leads" on, which no settings file here says']
      : [],
    confidence: cell.confidence,
    sources: titles(cell.sources),
  };
}

/** Null for a rule that runs on every record and for every user. */
export function conditionOf({ filter }: DuplicateRule): string | null {
  const condition = judgeFilterWith(filter, () => null);
  return condition.runs === null ? condition.text : null;
}

/** What would change the refusals of saves without options: said once where create and edit share it. */
export function changesOf(
  row: Row,
  cells: readonly SaveCell[],
  rules: readonly DuplicateRule[],
): readonly string[] {
  const changes = cells
    .filter(({ allowSave }) => !allowSave)
    .map(({ operation, ofRules }) => ({ operation, text: changeOf(row, ofRules, operation, rules) }))
    .filter(({ text }) => text !== '');
  const [first] = changes;
  if (changes.every(({ text }) => text === first!.text)) return changes.slice(0, 1).map(({ text }) => text);
  return changes.map(({ operation, text }) => `On ${operationWord(operation!)}: ${text}`);
}

function changeOf(
  row: Row,
  ofRules: readonly RuleCell[],
  operation: RuleOperation | null,
  rules: readonly DuplicateRule[],
): string {
  const refusing = rules.filter((_rule, index) => refuses(ofRules[index]!));
  if (refusing.length === 0) return '';
  const blocking = refusing.filter(
    ({ onInsert, onUpdate }) => (operation === 'insert' ? onInsert : onUpdate).action === 'Block',
  );
  return optionRemedy(row, blocking, blocking.length < refusing.length);
}

/** Whether the save is refused, be it only without allowSave. */
export function refuses({ result }: { readonly result: TableResult }): boolean {
  return result === 'refused' || result === 'refused-unless-allow-save';
}
