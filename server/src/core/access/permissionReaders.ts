import { fileNameOf, fullNameOf, segmentsOf } from '../files.ts';
import type { PermissionReader } from './model.ts';
import { placeAt } from './place.ts';

/**
 * How a custom permission is read, in the forms of Apex, formulas, flows, pages and Lightning components. Namespaces
 * stay with the name. Source: Salesforce Help, Custom Permissions; Apex Reference Guide, FeatureManagement.
 */
const forms: readonly RegExp[] = [
  /\$Permission\.(?:CustomPermission\.)?([A-Za-z]\w*)/gi,
  /\bcheckPermission\s*\(\s*'([A-Za-z]\w*)'/gi,
  /@salesforce\/customPermission\/([A-Za-z]\w*)/g,
];

/** A string in Apex that may name a custom permission: a constant, the argument of a helper. */
const apexText = /'([A-Za-z]\w*)'/g;

const bypass = /\ballowSave\b|DuplicateRuleHeader|setBypass(?:Account|Contact)DedupeCheck/i;

/**
 * What a file reads of custom permissions. `known`: names in small letters, of which Apex texts count too, since a
 * permission's name often goes through a constant.
 */
export function permissionReaders(
  uri: string,
  text: string,
  known: ReadonlySet<string>,
): readonly PermissionReader[] {
  const isApex = /\.(?:cls|trigger|apex)$/i.test(fileNameOf(uri));
  if (!isApex && !/Permission/i.test(text)) return [];
  const found = new Map<string, PermissionReader>();
  const { what, field, isTest } = describeReader(uri, text);
  const bypassesRules = bypass.test(text);
  const add = (permission: string, offset: number) => {
    const key = permission.toLowerCase();
    if (standardOnes.has(key) || found.has(key)) return;
    found.set(key, { permission, place: placeAt(uri, text, offset), what, field, isTest, bypassesRules });
  };
  for (const form of forms) {
    for (const match of text.matchAll(form)) add(match[1]!, match.index);
  }
  if (isApex && known.size > 0) {
    for (const match of text.matchAll(apexText)) {
      if (known.has(match[1]!.toLowerCase())) add(match[1]!, match.index);
    }
  }
  return [...found.values()];
}

/** `$Permission.StandardPermission.X` names permissions of Salesforce's own. */
const standardOnes: ReadonlySet<string> = new Set(['standardpermission', 'custompermission']);

/** What a file is, as the subject of "reads it". */
function describeReader(uri: string, text: string): Pick<PermissionReader, 'what' | 'field' | 'isTest'> {
  const name = fileNameOf(uri);
  const object = objectOf(uri);
  const full = fullNameOf(uri);
  const of = object === null ? full : `${object}.${full}`;
  const plain = (what: string) => ({ what, field: null, isTest: false });
  if (/\.(?:cls|trigger|apex)$/i.test(name)) {
    const isTest = /@isTest\b/i.test(text);
    const kind = /\.trigger$/i.test(name) ? 'trigger' : 'class';
    return { what: `the ${isTest ? 'test ' : ''}${kind} ${full}`, field: null, isTest };
  }
  if (/\.field(?:-meta\.xml)?$/i.test(name)) {
    return { what: `the formula of the field ${of}`, field: of, isTest: false };
  }
  if (/\.validationRule/i.test(name)) return plain(`the validation rule ${of}`);
  if (/\.object(?:-meta\.xml)?$/i.test(name)) return plain(`a validation rule or formula of ${full}`);
  if (/\.flow(?:-meta\.xml)?$/i.test(name)) return plain(`the flow ${full}`);
  if (/\.flexipage/i.test(name)) return plain(`the Lightning page ${full}`);
  if (/\.(?:page|component|cmp|app)$/i.test(name)) return plain(`the page or component ${full}`);
  if (/\.[jt]s$/i.test(name)) return plain(`the component ${full}`);
  return plain(name.replace(/-meta\.xml$/i, ''));
}

/** The object in whose folder a file stands, in source format. */
export function objectOf(uri: string): string | null {
  const segments = segmentsOf(uri);
  const at = segments.lastIndexOf('objects');
  return at >= 0 && segments.length > at + 2 ? segments[at + 1]! : null;
}
