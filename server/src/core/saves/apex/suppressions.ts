import type { Span } from '../../text.ts';
import type { CommentText, DeclaredSuppression } from '../facts.ts';
import { forEachType } from './codebase/owned.ts';
import type { Annotation, CompilationUnit } from './syntax.ts';

/** The comments of a file without their marks. */
export function commentsOf({ text, comments }: CompilationUnit): CommentText[] {
  return comments.map(({ kind, start, end }) => {
    const inner =
      kind === 'line' ? text.slice(start + 2, end) : text.slice(start + 2, end).replace(/\*\/$/, '');
    return { start, end, text: inner };
  });
}

/** `@SuppressWarnings('duplicate-rules.allow-save-bypass: why')` on classes and methods. */
export function declaredSuppressionsOf(unit: CompilationUnit): DeclaredSuppression[] {
  const found: DeclaredSuppression[] = [];
  const add = (annotations: readonly Annotation[], covers: Span): void => {
    for (const annotation of annotations) {
      if (/^suppresswarnings$/i.test(annotation.name)) found.push(...idsIn(annotation, covers));
    }
  };
  forEachType(unit, (type) => {
    add(type.modifiers.annotations, type);
    for (const member of [...type.methods, ...type.fields, ...type.properties]) {
      add(member.modifiers.annotations, member);
    }
  });
  return found;
}

/** Several warnings stand in one string, with commas between; a reason may hold commas too. */
function idsIn(annotation: Annotation, covers: Span): DeclaredSuppression[] {
  const inner = /'((?:[^'\\]|\\.)*)'/.exec(annotation.arguments)?.[1] ?? '';
  return inner.split(/,\s*(?=[\w.-]+(?:\s*(?:[:,]|$)))/).flatMap((part) => {
    const match = /^\s*duplicate-rules\.([\w-]+)\s*(?::\s*(.*))?$/is.exec(part);
    if (!match) return [];
    const { start, end } = annotation;
    return [{ covers, at: { start, end }, ruleId: match[1]!, reason: match[2]?.trim() || null }];
  });
}
