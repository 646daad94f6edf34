import type { ReadDuplicateRule } from '../../metadata/duplicateRule.ts';
import type { DuplicateRule } from '../../metadata/model.ts';
import type { RuleCatalog } from '../../outcome/model.ts';
import { list, shortPath } from '../../outcome/words.ts';
import type { Report, Rule } from '../rule.ts';
import { decidingCopies, onRuleFile, ownRules } from '../ruleFileReports.ts';

export const duplicateSortOrder: Rule = {
  id: 'duplicate-sort-order',
  description: 'Two duplicate rules of an object have the same sortOrder, or the sort orders leave a gap.',
  severities: ['warning'],
  on: 'rule-file',
  check(reading, { ruleFiles, catalog }) {
    if (reading.kind !== 'duplicate-rule') return [];
    const { file } = reading;
    if (file.rule === null || file.rule.sortOrder === null) return [];
    const files = decidingCopies(ruleFiles.duplicateRules(file.rule.object));
    if (!files.includes(file)) return [];
    const { object, sortOrder } = file.rule;
    const same = files.filter((one) => one !== file && one.rule?.sortOrder === sortOrder);
    const report = same.length > 0 ? collision(file, file.rule, same) : gap(file, object, catalog);
    return report ? [report] : [];
  },
};

function collision(file: ReadDuplicateRule, rule: DuplicateRule, same: readonly ReadDuplicateRule[]): Report {
  const others = same.map(({ fullName, uri }) => `${fullName} (${shortPath(uri)})`);
  return onRuleFile(file.uri, {
    span: file.elements!.sortOrder ?? file.elements!.root,
    severity: 'warning',
    sentences: [
      `${list(others, 'and')} ${same.length === 1 ? 'has' : 'have'} the sortOrder ${rule.sortOrder} too.`,
      `Which of the ${rule.object} rules comes first is then not defined, and a deployment may be refused: "SortOrder must be in sequential order from 1".`,
    ],
    related: same.map(({ uri, fullName, elements }) => ({
      location: { uri, ...(elements!.sortOrder ?? elements!.root) },
      message: `The sort order of ${fullName}`,
    })),
    fingerprint: [rule.fullName, 'same'],
  });
}

/** Only where no rule can be missing: the number may belong to one that the project does not hold. */
function gap(file: ReadDuplicateRule, object: string, catalog: RuleCatalog): Report | null {
  if (!catalog.isComplete(object)) return null;
  const orders = ownRules(catalog, object).map(({ sortOrder }) => sortOrder);
  if (orders.includes(null) || new Set(orders).size < orders.length) return null;
  const sorted = (orders as number[]).toSorted((a, b) => a - b);
  const first = sorted.findIndex((order, index) => order !== index + 1);
  if (first < 0 || sorted[first] !== file.rule!.sortOrder) return null;
  return onRuleFile(file.uri, {
    span: file.elements!.sortOrder ?? file.elements!.root,
    severity: 'warning',
    sentences: [
      `The sort orders of the ${object} rules are ${list(sorted.map(String), 'and')}; ${first + 1} is missing.`,
      'A deployment is refused: "SortOrder must be in sequential order from 1".',
    ],
    fingerprint: [file.fullName, 'gap'],
  });
}
