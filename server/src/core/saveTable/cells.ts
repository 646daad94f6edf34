import type { DuplicateRule } from '../metadata/model.ts';
import { cellOn, cellWithAllowSave, isConversion, resultNames } from '../outcome/channels.ts';
import { judgeFilterWith } from '../outcome/condition.ts';
import type { Confidence, RuleCatalog, RuleOperation } from '../outcome/model.ts';
import { optionRemedy } from '../outcome/remedy.ts';
import type { Cell, Row, TableResult } from '../outcome/tableModel.ts';
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

/** What a save on the channel comes to, by all rules that run; null where it cannot carry allowSave. */
export function saveCell(
  row: Row,
  rules: readonly DuplicateRule[],
  operation: RuleOperation | null,
  allowSave: boolean,
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
  const open = judged.filter(({ cell }) => cell.result === 'unknown');
  return {
    ...first!,
    operation,
    allowSave,
    otherwise,
    unknown:
      first!.result === 'unknown' || first!.result === 'refused' ? [] : open.map(({ rule }) => rule.fullName),
    change: allowSave ? '' : changeOf(row, judged, operation),
    ofRules: judged.map(({ shown }) => shown),
  };
}

/** The strictest decide; where all of these run only under conditions, those that are left decide otherwise. */
function decisions(judged: readonly Judged[]): readonly Decision[] {
  const made: Decision[] = [];
  for (let left = judged; left.length > 0; ) {
    const result = strictness.find((one) => left.some(({ cell }) => cell.result === one))!;
    const deciding = left.filter(({ cell }) => cell.result === result);
    const decision = decisionOf(result, deciding);
    made.push(decision);
    if (!decision.conditional || result === 'not-evaluated') break;
    left = left.filter((one) => !deciding.includes(one));
  }
  return made;
}

function decisionOf(result: TableResult, deciding: readonly Judged[]): Decision {
  return {
    result,
    words: resultNames[result],
    decidedBy: deciding.map(({ rule }) => rule.fullName),
    conditional: deciding.every(({ shown }) => shown.condition !== null),
    provisos: [...new Set(deciding.flatMap(({ shown }) => shown.provisos))],
    confidence: surest.find((one) => deciding.some(({ cell }) => cell.confidence === one))!,
    sources: [...new Set(deciding.flatMap(({ shown }) => shown.sources))],
  };
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

function changeOf(row: Row, judged: readonly Judged[], operation: RuleOperation | null): string {
  const refusing = judged.filter(
    ({ cell }) => cell.result === 'refused' || cell.result === 'refused-unless-allow-save',
  );
  if (refusing.length === 0) return '';
  const blocking = refusing
    .map(({ rule }) => rule)
    .filter(({ onInsert, onUpdate }) => (operation === 'insert' ? onInsert : onUpdate).action === 'Block');
  return optionRemedy(row, blocking, blocking.length < refusing.length);
}
