import type { Expression, FunctionSyntax } from '../tree.ts';
import type { Node } from './children.ts';
import { nodesIn } from './children.ts';
import type { Inquiry } from './inquiry.ts';
import { calledName, plainText } from './names.ts';

/** Names that stand for the refusal by a duplicate rule: codes, errors, and what comes with them. */
const duplicateNames =
  /^(duplicates?_?detected|\w*DUPLICATES_DETECTED\w*|DuplicateError|DuplicateResult|duplicateResu?l?t|duplicateResults?|getDuplicateResult|matchResults|getMatchResults|matchRecords|getMatchRecords|isDuplicateError)$/i;
const duplicateText = /duplicates_detected|sforce-duplicate-rule-header/i;
const duplicateKeys = /^(duplicates_detected|duplicateResu?l?t|sforce-duplicate-rule-header|allowSave)$/i;

const furthestHelper = 2;

/** A node in the regions that shows that the code knows of refusals by duplicate rules. */
export function duplicateMarker(regions: readonly Node[], inquiry: Inquiry, depth = 0): Node | null {
  for (const node of askedAbout(regions, inquiry)) {
    if (marks(node, inquiry, depth)) return node;
  }
  return null;
}

/** The nodes that may decide something: without what is only told. */
function askedAbout(regions: readonly Node[], inquiry: Inquiry): Generator<Node> {
  // `codes.NOT_FOUND` asks for one code, whatever else the table of codes holds.
  const tables = new Set<Node>();
  return nodesIn(regions, (one) => {
    if (one.kind === 'member' && inquiry.constantOf(one)) tables.add(one.object);
    return !tables.has(one) && !isOnlyTold(one, inquiry);
  });
}

/** What is logged or put into an error's message is no branch. */
function isOnlyTold(node: Node, inquiry: Inquiry): boolean {
  if (node.kind !== 'call') return false;
  return inquiry.isLogging(node) || (node.isNew && /(Error|Exception)$/.test(calledName(node)));
}

function marks(node: Node, inquiry: Inquiry, depth: number): boolean {
  switch (node.kind) {
    case 'text':
      return node.parts.some((part) => typeof part === 'string' && duplicateText.test(part));
    case 'name':
      return duplicateNames.test(node.name) || isConstant(node, inquiry);
    case 'member':
      return duplicateNames.test(node.name) || isConstant(node, inquiry);
    case 'name-pattern':
      return /^duplicateResu?l?t$/i.test(node.name);
    case 'record':
      return node.entries.some(({ key }) => {
        if (key?.kind === 'name') return duplicateKeys.test(key.name);
        return duplicateKeys.test(plainText(key) ?? '');
      });
    case 'record-pattern':
      return node.entries.some(({ key }) => key !== null && /^duplicateResu?l?t$/i.test(key));
    case 'declare':
      return /(^|\.)DuplicateError$/.test(node.type ?? '');
    case 'try':
      return node.handlers.some(({ types }) => types.some(isDuplicateType));
    case 'call': {
      if (depth >= furthestHelper) return false;
      const helper = inquiry.functionOf(node.callee);
      return helper?.body
        ? duplicateMarker([helper.body], inquiry.within(helper), depth + 1) !== null
        : false;
    }
    default:
      return false;
  }
}

/** `Restforce::ErrorCode::DuplicatesDetected`. */
export function isDuplicateType(type: string): boolean {
  return /(^|[.:\\])(DuplicatesDetected\w*|DuplicateError|Duplicate(Record|Detected)\w*(Error|Exception))$/.test(
    type,
  );
}

function isConstant(node: Expression, inquiry: Inquiry): boolean {
  return holdsText(node, /duplicates_detected/i, inquiry);
}

/** A constant with a text, or with a list or set of them. */
function holdsText(node: Expression, pattern: RegExp, inquiry: Inquiry): boolean {
  if (pattern.test(inquiry.textOf(node) ?? '')) return true;
  const value = inquiry.constantOf(node);
  if (!value || !['text', 'list', 'record', 'call', 'other'].includes(value.kind)) return false;
  for (const one of nodesIn([value])) {
    if (one.kind === 'text' && one.parts.some((part) => typeof part === 'string' && pattern.test(part)))
      return true;
  }
  return false;
}

/** A node that looks for DUPLICATE_VALUE, the error of a unique field. */
export function duplicateValueMarker(regions: readonly Node[], inquiry: Inquiry): Node | null {
  for (const node of askedAbout(regions, inquiry)) {
    if (node.kind === 'text' && node.parts.some((part) => typeof part === 'string' && isValue(part)))
      return node;
    if ((node.kind === 'member' || node.kind === 'name') && isValue(node.name)) return node;
    if ((node.kind === 'name' || node.kind === 'member') && holdsText(node, /duplicate_value/i, inquiry))
      return node;
  }
  return null;
}

function isValue(text: string): boolean {
  return /duplicate_value/i.test(text);
}

/** Functions whose body shows that they look for the refusal: `isDuplicateError(e)`. */
export function looksForDuplicates(helper: FunctionSyntax, inquiry: Inquiry): boolean {
  return helper.body !== null && duplicateMarker([helper.body], inquiry.within(helper)) !== null;
}
