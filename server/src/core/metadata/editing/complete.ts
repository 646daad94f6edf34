import type { Span, TextEdit } from '../../text.ts';
import { rootElementOf } from '../elements.ts';
import { type TypingCursor, typingCursorAt } from './cursor.ts';
import { attributesAt, elementsAt, endTagsAt } from './elementItems.ts';
import type { RuleFile } from './project.ts';
import { valuesAt } from './values.ts';

/** Something that may be written at a place. */
export interface Completion {
  readonly label: string;
  readonly kind: CompletionKind;
  /** In a few words, beside the label; '' where there are none. */
  readonly detail: string;
  /** Markdown; '' where there is none. */
  readonly documentation: string;
  /** What the typed text is compared with. */
  readonly filter: string;
  /** In place of `Completions.typed`. In the syntax of snippets where `isSnippet`. */
  readonly text: string;
  readonly isSnippet: boolean;
  /** The smaller, the further above. */
  readonly rank: number;
  /** What comes next can be completed, too. */
  readonly leadsOn: boolean;
  /** Elsewhere in the file. */
  readonly also: readonly TextEdit[];
}

export type CompletionKind =
  | 'element'
  | 'snippet'
  | 'attribute'
  | 'choice'
  | 'object'
  | 'field'
  | 'matching-rule'
  | 'number'
  | 'keyword';

export interface Completions {
  readonly typed: Span;
  readonly items: readonly Completion[];
}

/** What the editor can do with what is inserted. */
export interface EditorAbilities {
  /** It knows places to type at within it. */
  readonly takesSnippets: boolean;
  /** It can be made to ask for completions there. */
  readonly asksAgain: boolean;
}

/**
 * What may be written at an offset of a rule's file, in whatever state it is. Never throws.
 * @param trigger the character whose typing made the editor ask; null where a person did, or typed on
 */
export function completeRuleFile(
  file: RuleFile,
  offset: number,
  abilities: EditorAbilities,
  trigger: string | null = null,
): Completions {
  const root = rootElementOf(file.uri);
  const cursor = root && typingCursorAt(file.text, offset, root);
  if (cursor === null || !isAskedFor(cursor, trigger))
    return { typed: { start: offset, end: offset }, items: [] };
  return { typed: cursor.typed, items: itemsAt(cursor, file, abilities) };
}

/** Nobody asks for the next element with the bracket that ends the one before, nor for a name by a slash in a text. */
function isAskedFor({ kind, parent }: TypingCursor, trigger: string | null): boolean {
  if (trigger === '/') return kind === 'end-tag';
  return trigger !== '>' || (parent !== null && parent.info?.holds !== 'elements');
}

function itemsAt(cursor: TypingCursor, file: RuleFile, abilities: EditorAbilities): readonly Completion[] {
  switch (cursor.kind) {
    case 'start-tag':
      return elementsAt(cursor, file, abilities);
    case 'end-tag':
      return endTagsAt(cursor, file);
    case 'attribute':
    case 'attribute-value':
      return attributesAt(cursor);
    case 'content': {
      const { parent } = cursor;
      const takesElements = parent === null || parent.info?.holds === 'elements';
      return takesElements ? elementsAt(cursor, file, abilities) : valuesAt(parent, cursor, file);
    }
  }
}
