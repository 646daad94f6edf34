import { cite, type SourceKey } from '../../outcome/sources.ts';
import type { Choice, MetadataElement } from '../elements.ts';

/** What an element does, which values it takes, and where that is documented: Markdown. */
export function describeElement(element: MetadataElement): string {
  const { name, does, sources, required, repeats, choices } = element;
  const is = [required ? 'required' : 'optional', ...(repeats ? ['may stand several times'] : [])].join(', ');
  const values = choices.map(({ value }) => `\`${value}\``).join(', ');
  return [
    `**${name}**, ${is}`,
    does,
    ...(values === '' ? [] : [`Values: ${values}.`]),
    sourcesText(sources),
  ].join('\n\n');
}

/** The same of a value. */
export function describeChoice({ value, does, sources, isReadOnly }: Choice): string {
  const note = isReadOnly ? ['A deployment does not take it.'] : [];
  return [`**${value}**`, does, ...note, sourcesText(sources)].join('\n\n');
}

export function sourcesText(sources: readonly SourceKey[]): string {
  return `*${cite(sources)}*`;
}
