import { Lexer } from '../saves/apex/parse/lexer.ts';
import { Kind } from '../saves/apex/parse/tokens.ts';

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
  const lexer = new Lexer(text);
  for (let index = 0; lexer.fill(index) !== Kind.End; index++);
  let code = '';
  let end = 0;
  for (const comment of lexer.comments) {
    code += text.slice(end, comment.start) + text.slice(comment.start, comment.end).replace(/[^\n]/g, ' ');
    end = comment.end;
  }
  return code + text.slice(end);
}
