import type { EditorAbilities } from './complete.ts';

/** A place to type at in a snippet, with what stands there at first. */
export function stop(number: number, content = ''): string {
  return content === '' ? `$${number}` : `\${${number}:${escaped(content)}}`;
}

/** A place to type at with a choice of values. */
export function choose(number: number, values: readonly string[]): string {
  return `\${${number}|${values.join(',')}|}`;
}

export function escaped(text: string): string {
  return text.replace(/[\\$}]/g, '\\$&');
}

/** A snippet for an editor that takes none: without its places to type at, each with its first value. */
export function withoutStops(snippet: string): string {
  return snippet
    .replace(/\$\{\d+\|([^,|]*)[^}]*\|\}/g, '$1')
    .replace(/\$\{\d+:((?:\\.|[^}\\])*)\}/g, '$1')
    .replace(/(?<!\\)\$\d+/g, '')
    .replace(/\\([\\$}])/g, '$1');
}

export function inserted(
  snippet: string,
  { takesSnippets }: EditorAbilities,
): { readonly text: string; readonly isSnippet: boolean } {
  return takesSnippets
    ? { text: snippet, isSnippet: true }
    : { text: withoutStops(snippet), isSnippet: false };
}

/** What a level of the file is indented by: that of its first indented element, else Salesforce's four spaces. */
export function indentationUnit(text: string): string {
  return /\n([ \t]+)<(?!!--)/.exec(text)?.[1] ?? '    ';
}
