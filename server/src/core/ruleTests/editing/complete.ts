import { isScalar } from 'yaml';
import { channelSentences } from '../../outcome/channels.ts';
import { rowOf } from '../../outcome/table.ts';
import type { Span } from '../../text.ts';
import type { RuleTestProject } from '../run.ts';
import { channels, outcomes } from '../words.ts';
import { keyOf, type TypingCursor, typingCursorAt } from './cursor.ts';
import { namesAt } from './names.ts';
import {
  behindKey,
  descriptionOf,
  isMapShape,
  type NameKind,
  namesOfKeys,
  namesOfValue,
  type Shape,
  shapesAt,
} from './shapes.ts';

/** Something that may be written at a place. */
export interface Completion {
  readonly label: string;
  readonly kind: 'key' | 'word' | 'test' | NameKind;
  /** In a few words, beside the label; '' where there are none. */
  readonly detail: string;
  /** A sentence or two; '' where there are none. */
  readonly documentation: string;
  /** What the typed text is compared with. */
  readonly filter: string;
  /** In place of `Completions.typed`. In the syntax of snippets where `isSnippet`. */
  readonly text: string;
  readonly isSnippet: boolean;
  readonly rank: number;
  /** What comes next can be completed, too. */
  readonly leadsOn: boolean;
}

export interface Completions {
  readonly typed: Span;
  readonly items: readonly Completion[];
}

/**
 * What may be written at an offset of a file of rule tests, in whatever state it is.
 * @param takesSnippets whether the editor knows places to type at within what is inserted
 */
export function completeRuleTest(
  text: string,
  offset: number,
  project: RuleTestProject,
  takesSnippets: boolean,
): Completions {
  const cursor = typingCursorAt(text, offset);
  if (cursor === null) return { typed: { start: offset, end: offset }, items: [] };
  const shapes = shapesAt(cursor.steps);
  const place = { text, cursor, shapes, project, takesSnippets };
  const items = cursor.isKey
    ? [...keysOf(place), ...namedKeysOf(place)]
    : [...innerKeysOf(place), ...wordsOf(place), ...namedValuesOf(place), ...testsOf(place)];
  return { typed: cursor.typed, items: firstOfEach(items) };
}

/** Where a name may be a value or a key, it is taken for a key: more can be said behind it. */
function firstOfEach(items: readonly Completion[]): readonly Completion[] {
  const labels = new Set<string>();
  return items.filter(({ label }) => !labels.has(label) && labels.add(label));
}

interface Place {
  readonly text: string;
  readonly cursor: TypingCursor;
  readonly shapes: readonly Shape[];
  readonly project: RuleTestProject;
  readonly takesSnippets: boolean;
}

/** A map has not begun yet: what is typed will be its first key, on a line of its own or behind a dash. */
function innerKeysOf(place: Place): readonly Completion[] {
  const { text, cursor } = place;
  const line = text.lastIndexOf('\n', cursor.typed.start - 1) + 1;
  const isFirst = /^[\s-]*$/.test(text.slice(line, cursor.typed.start));
  // A map between braces would already be one.
  if (!isFirst || cursor.isFlow) return [];
  return [...keysOf(place), ...namedKeysOf(place)];
}

// ------------------------------------------------------------------------------------------------------- keys

function keysOf(place: Place): readonly Completion[] {
  const { shapes, cursor } = place;
  const there = keysThere(cursor);
  return shapes.flatMap((shape) =>
    Object.keys(shape.part.properties ?? {})
      .filter((key) => !there.has(key))
      .map((key, at) => {
        const behind = behindKey(shape, key);
        return {
          label: key,
          kind: 'key' as const,
          detail: '',
          documentation: descriptionOf(behind) ?? '',
          filter: key,
          ...keyText(key, behind, place),
          rank: at,
        };
      }),
  );
}

function namedKeysOf(place: Place): readonly Completion[] {
  const { shapes, cursor, project } = place;
  const there = keysThere(cursor);
  return shapes.flatMap((shape) => {
    const kind = namesOfKeys(shape);
    if (kind === null) return [];
    return namesAt(kind, cursor, project).flatMap((name): Completion[] => {
      const written = spelled(name, cursor, place.text);
      if (there.has(name.name) || there.has(written)) return [];
      return [
        {
          label: name.name,
          kind,
          detail: name.detail,
          documentation: '',
          filter: written,
          ...keyText(written, behindKey(shape, written), place),
          rank: name.rank,
        },
      ];
    });
  });
}

/** Keys of the innermost map, but for the one that is typed. */
function keysThere(cursor: TypingCursor): ReadonlySet<string> {
  const inner = cursor.maps.at(-1);
  if (inner === undefined || inner.depth !== cursor.steps.length) return new Set();
  return new Set(inner.map.items.flatMap(({ key }) => (isScalar(key) ? [keyOf(key)] : [])));
}

type Inserted = Pick<Completion, 'text' | 'isSnippet' | 'leadsOn'>;

/** A key with its colon, and the beginning of the map or list that has to follow. */
function keyText(key: string, behind: readonly Shape[], { cursor, text, takesSnippets }: Place): Inserted {
  if (cursor.hasColon) return { text: key, isSnippet: false, leadsOn: false };
  const isMap = behind.some(isMapShape);
  const isList = behind.some(({ part }) => part.items !== undefined);
  const isText = behind.some(({ part }) => isTextType(part.type) || part.enum !== undefined);
  const known = behind.some((shape) => shape.part.enum !== undefined || namesOfValue(shape) !== null);
  if (isText || isMap === isList || !takesSnippets)
    return { text: `${key}: `, isSnippet: false, leadsOn: known };
  const name = key.replace(/[\\$}]/g, '\\$&');
  if (cursor.isFlow)
    return { text: isMap ? `${name}: { $0 }` : `${name}: [$0]`, isSnippet: true, leadsOn: isMap };
  const inner = `\n${' '.repeat(indentation(text, cursor))}  `;
  return { text: isMap ? `${name}:${inner}$0` : `${name}:${inner}- $0`, isSnippet: true, leadsOn: true };
}

function isTextType(type: string | readonly string[] | undefined): boolean {
  return type !== undefined && [type].flat().includes('string');
}

/** How much further in the key stands than its line begins, as behind a dash: the editor adds the rest. */
function indentation(text: string, { typed }: TypingCursor): number {
  const line = text.lastIndexOf('\n', typed.start - 1) + 1;
  return typed.start - line - /^[^\S\n]*/.exec(text.slice(line, typed.start))![0].length;
}

// ----------------------------------------------------------------------------------------------------- values

function wordsOf({ shapes }: Place): readonly Completion[] {
  return shapes.flatMap(({ part }) =>
    (part.enum ?? []).map((word, at) => ({
      ...value('word', word, at),
      ...aboutWord(word, part.enumDescriptions?.[at] ?? ''),
    })),
  );
}

/** What there is to say of a word: of a channel, what the outcome table says. */
export function aboutWord(word: string, description: string): { detail: string; documentation: string } {
  const channel = channels.find((one) => one === word);
  if (channel === undefined) return { detail: '', documentation: description };
  const row = rowOf(channel);
  return { detail: row.title, documentation: channelSentences(row) };
}

function namedValuesOf({ shapes, cursor, project, text }: Place): readonly Completion[] {
  const kinds = new Set(shapes.flatMap((shape) => namesOfValue(shape) ?? []));
  return [...kinds].flatMap((kind) =>
    namesAt(kind, cursor, project).map((name) => ({
      ...value(kind, spelled(name, cursor, text), name.rank),
      label: name.name,
      detail: name.detail,
    })),
  );
}

/** With its object, if that is how it is begun. */
function spelled(
  { name, fullName }: { name: string; fullName: string | null },
  { typed }: TypingCursor,
  text: string,
): string {
  return fullName !== null && text.slice(typed.start, typed.end).includes('.') ? fullName : name;
}

function value(kind: Completion['kind'], text: string, rank: number): Completion {
  const plain = { detail: '', documentation: '', isSnippet: false, leadsOn: false };
  return { ...plain, label: text, kind, filter: text, text, rank };
}

/** A whole test, in the list of tests. */
function testsOf({ shapes, cursor, text, takesSnippets }: Place): readonly Completion[] {
  if (!takesSnippets || cursor.isFlow) return [];
  const isTest = shapes.some(({ pointers }) => pointers.includes('#/definitions/test'));
  const isList = shapes.some(({ pointers }) => pointers.at(-1) === '#/properties/tests');
  const line = text.lastIndexOf('\n', cursor.typed.start - 1) + 1;
  const before = text.slice(line, cursor.typed.start);
  if ((!isTest && !isList) || !/^[\s-]*$/.test(before) || (isList && line === 0)) return [];
  const indent = ' '.repeat(indentation(text, cursor) + (isTest ? 0 : 2));
  const lines = [
    `name: ${stop(1, ':What the test shows')}`,
    'save:',
    '  fields:',
    '    $2',
    'expect:',
    `  outcome: ${stop(3, `|${outcomes.filter((one) => one !== 'unknown').join(',')}|`)}`,
  ];
  return [
    {
      label: 'rule test',
      kind: 'test',
      detail: 'a record that is saved, and what becomes of it',
      documentation: '',
      filter: 'rule test',
      text: `${isTest ? '' : '- '}${lines.join(`\n${indent}`)}`,
      isSnippet: true,
      rank: -1,
      leadsOn: false,
    },
  ];
}

/** A place to type at, with what may stand there. */
function stop(number: number, content: string): string {
  return `\${${number}${content}}`;
}
