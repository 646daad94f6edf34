import type { AuditSection, Means } from './model.ts';

/** A class that does already what the audit would advise to scaffold. */
export interface Standing {
  /** `backstop`: a job that looks for saved duplicates. `save-class`: options of saves are made in one place. */
  readonly kind: 'backstop' | 'save-class';
  /** Of the class. */
  readonly name: string;
  readonly uri: string;
  /** The class without its comments. */
  readonly code: string;
  /** Offset of its declaration. */
  readonly start: number;
}

/** What stands in a file of Apex; null: nothing of the kind. Tests are none. */
export function standingIn(uri: string, text: string): Standing | null {
  if (!/FindDuplicates|DuplicateRuleHeader/i.test(text)) return null;
  const code = withoutComments(text);
  const declared = /\bclass\s+(\w+)/i.exec(code);
  if (declared === null || /@isTest\b/i.test(code)) return null;
  const kind = isBackstop(code) ? 'backstop' : isSaveClass(code) ? 'save-class' : null;
  return kind && { kind, name: declared[1]!, uri, code, start: declared.index };
}

/** A job that asks the rules about records: the scaffold's, or one's own. */
function isBackstop(code: string): boolean {
  return (
    /\bDatacloud\s*\.\s*FindDuplicates(?:ByIds)?\s*\./i.test(code) &&
    /\bimplements\b[^{]*\b(?:Batchable|Schedulable)\b/i.test(code)
  );
}

/** Options are made by a method of which callers ask for allowSave, and generic records are saved with them. */
function isSaveClass(code: string): boolean {
  const set = /\bDuplicateRuleHeader\s*\.\s*allowSave\s*=\s*(\w+)\s*;/i.exec(code);
  if (set === null || /^(?:true|false|null)$/i.test(set[1]!)) return false;
  const maker = new RegExp(String.raw`\bDMLOptions\s+\w+\s*\([^)]*\bBoolean\s+${set[1]}\b`, 'i');
  return maker.test(code) && /\bList\s*<\s*SObject\s*>/i.test(code);
}

/** Blanks instead, so that offsets stay. */
function withoutComments(text: string): string {
  return text.replace(/'(?:\\.|[^'\\\n])*'|\/\*[\s\S]*?(?:\*\/|$)|\/\/.*/g, (found) =>
    found.startsWith("'") ? found : found.replace(/[^\n]/g, ' '),
  );
}

/** The backstop that names an object, if there is one. */
export function backstopOf(object: string, standing: readonly Standing[]): Standing | null {
  const named = new RegExp(String.raw`\b${object}\b`, 'i');
  return standing.find(({ kind, code }) => kind === 'backstop' && named.test(code)) ?? null;
}

/** Names the class that is there, where a section advises to scaffold one. */
export function withSaveClass(section: AuditSection, standing: readonly Standing[]): AuditSection {
  const there = standing.find(({ kind }) => kind === 'save-class');
  if (there === undefined) return section;
  const named = (one: Means): Means =>
    one.kind === 'scaffold' && one.name === 'save-class'
      ? {
          kind: 'class',
          name: there.name,
          does: 'sets the options in one place: these saves can go through it',
        }
      : one;
  return {
    ...section,
    statements: section.statements.map((one) =>
      one.recommendation === null
        ? one
        : { ...one, recommendation: { ...one.recommendation, means: one.recommendation.means.map(named) } },
    ),
  };
}
