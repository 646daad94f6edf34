import { decidingCopies } from '../../rules/ruleFileReports.ts';
import type { FileEdits, FixDraft } from '../fix.ts';
import type { MetadataFixRequest } from './request.ts';

/** Numbers the rules of the object from 1, in the order that they have; those with the same number by name. */
export function renumber({ reading, ruleFiles, catalog }: MetadataFixRequest): FixDraft | null {
  if (reading.kind !== 'duplicate-rule' || reading.file.object === null) return null;
  const { object } = reading.file;
  const all = ruleFiles.duplicateRules(object);
  const rules = [...decidingCopies(all)].sort(
    (a, b) => (a.rule!.sortOrder ?? 0) - (b.rule!.sortOrder ?? 0) || (a.fullName < b.fullName ? -1 : 1),
  );
  const isWhole = all.every(
    ({ rule, elements }) => rule !== null && elements?.sortOrder && rule.sortOrder !== null,
  );
  if (!isWhole) return null;
  const edits: FileEdits[] = [];
  for (const [index, { fullName }] of rules.entries()) {
    const copies = all.filter((one) => one.fullName.toLowerCase() === fullName.toLowerCase());
    for (const { uri, rule, elements } of copies) {
      if (rule!.sortOrder === index + 1) continue;
      const { start, end } = elements!.sortOrder!;
      edits.push({ uri, edits: [{ span: { start, end }, newText: String(index + 1) }] });
    }
  }
  if (edits.length === 0) return null;
  const elsewhere = catalog.isComplete(object) ? '' : '; rules that only the org has keep their numbers';
  return {
    id: 'renumber-sort-orders',
    title: `Number the ${rules.length} ${object} rules of this project from 1, in their present order${elsewhere}`,
    edits,
  };
}
