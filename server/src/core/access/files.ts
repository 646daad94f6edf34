import { fileNameOf } from '../files.ts';

/** What the audit reads of who may do what, beside the files that the analysis reads. */
export type AccessFileKind =
  | 'profile'
  | 'permission-set'
  | 'permission-set-group'
  | 'muting-permission-set'
  | 'custom-permission'
  /** Holds sharing defaults, and in metadata format validation rules and formulas too. */
  | 'object'
  /** What may read a custom permission. */
  | 'reader';

const kinds: readonly (readonly [RegExp, AccessFileKind])[] = [
  [/\.profile(?:-meta\.xml)?$/i, 'profile'],
  [/\.mutingpermissionset(?:-meta\.xml)?$/i, 'muting-permission-set'],
  [/\.permissionsetgroup(?:-meta\.xml)?$/i, 'permission-set-group'],
  [/\.permissionset(?:-meta\.xml)?$/i, 'permission-set'],
  [/\.customPermission(?:-meta\.xml)?$/i, 'custom-permission'],
  [/\.object(?:-meta\.xml)?$/i, 'object'],
  [
    /\.(?:cls|trigger|apex|page|component|cmp|app|(?:validationRule|field|flow|workflow|flexipage|quickAction|approvalProcess|layout|webLink)(?:-meta\.xml)?)$/i,
    'reader',
  ],
  [/^(?!.*\.test\.js$).*\.[jt]s$/i, 'reader'],
];

/** The kind of a file by its name; null for a file that says nothing of access. Takes a URI or a path. */
export function accessKindOf(uriOrPath: string): AccessFileKind | null {
  const name = fileNameOf(uriOrPath);
  return kinds.find(([pattern]) => pattern.test(name))?.[1] ?? null;
}
