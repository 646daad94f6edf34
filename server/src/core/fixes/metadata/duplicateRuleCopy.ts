import { applyEdits, type TextEdit } from '../../text.ts';
import { removeSpan } from '../edits.ts';
import { child, localName, rootOf } from './xmlEdits.ts';

export interface CopyChanges {
  readonly name: string;
  /** Of the label as it is written. */
  readonly label: (label: string) => string;
  readonly sortOrder: number;
  /** Which reference to a matching rule the copy keeps. */
  readonly isKept: (objectType: string, matchingRule: string) => boolean;
  /** What the kept one refers to. */
  readonly matchingRule: string;
}

/** The text of a duplicate rule's file for another rule that uses one matching rule; null if it is not whole. */
export function duplicateRuleCopy(text: string, changes: CopyChanges): string | null {
  const root = rootOf(text);
  if (!root?.closed) return null;
  const edits: TextEdit[] = [];
  let kept = 0;
  for (const reference of root.children.filter((one) => localName(one) === 'duplicateRuleMatchRules')) {
    const [object, rule] = [child(reference, 'matchRuleSObjectType'), child(reference, 'matchingRule')];
    if (object && rule && kept === 0 && changes.isKept(object.text, rule.text)) {
      kept++;
      edits.push({ span: rule.textSpan, newText: changes.matchingRule });
    } else edits.push(removeSpan(reference, text));
  }
  const [label, order, fullName] = [
    child(root, 'masterLabel'),
    child(root, 'sortOrder'),
    child(root, 'fullName'),
  ];
  if (kept === 0 || label === null || order === null) return null;
  const { start, end } = label.textSpan;
  edits.push({ span: { start, end }, newText: changes.label(text.slice(start, end)) });
  edits.push({ span: order.textSpan, newText: String(changes.sortOrder) });
  if (fullName) {
    const object = fullName.text.slice(0, fullName.text.indexOf('.') + 1);
    edits.push({ span: fullName.textSpan, newText: object + changes.name });
  }
  return applyEdits(text, edits);
}
