import type { Choice } from '../elements.ts';
import type { Completion } from './complete.ts';
import type { TypingCursor } from './cursor.ts';
import { describeChoice } from './describeElement.ts';
import type { RuleFile } from './project.ts';
import type { RuleElement } from './ruleDocument.ts';

type ContentCursor = Extract<TypingCursor, { kind: 'content' }>;

/** The values that an element may have. */
export function valuesAt(
  element: RuleElement,
  _cursor: ContentCursor,
  _file: RuleFile,
): readonly Completion[] {
  const info = element.info;
  if (info === null) return [];
  switch (info.holds) {
    case 'boolean':
      return ['true', 'false'].map((text, rank) => value(text, 'choice', { rank }));
    case 'choice':
    case 'matching-method':
      return choices(element, info.choices);
    default:
      return [];
  }
}

function choices(element: RuleElement, all: readonly Choice[]): readonly Completion[] {
  const others = element.parent?.children.filter(({ name }) => name === element.name) ?? [];
  const taken = new Set(others.filter((one) => one !== element).map(({ text }) => text));
  return all
    .filter(({ value: one }) => element.info?.repeats !== true || !taken.has(one))
    .map((choice, at) =>
      value(choice.value, 'choice', {
        rank: choice.isReadOnly ? 100 + at : at,
        documentation: describeChoice(choice),
        ...(choice.isReadOnly && { detail: 'not to be deployed' }),
      }),
    );
}

export function value(
  text: string,
  kind: Completion['kind'],
  more: Partial<Pick<Completion, 'detail' | 'documentation' | 'rank'>> = {},
): Completion {
  const plain = { detail: '', documentation: '', rank: 0, isSnippet: false, leadsOn: false, also: [] };
  return { ...plain, label: text, kind, filter: text, text, ...more };
}
