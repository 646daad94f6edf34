import { locate, type Span } from '../../text.ts';
import { lineStart, render } from '../layout.ts';
import { type HelperInput, helperInputs } from './answerBodies.ts';
import { helperLines } from './helperCode.ts';
import type { CodeScene } from './scene.ts';

/** A helper that an earlier fix has written into the file. */
export interface HelperThere {
  readonly name: string;
  readonly input: HelperInput;
  /** The helper that it asks; null where it reads the answer itself. */
  readonly reader: string | null;
  /** With the comment above. */
  readonly span: Span;
}

/** Those that still are what was written, however they are formatted by now. */
export function helpersIn(scene: CodeScene): readonly HelperThere[] {
  const named = functionsNamed(scene.isPython ? /^duplicate_refusal/ : /^duplicateRefusal/, scene);
  const names = named.map(({ name }) => name);
  return named.flatMap(({ name, span }) => {
    const text = plain(scene.source.slice(span.start, span.end));
    for (const input of helperInputs) {
      for (const reader of [null, ...names]) {
        if (reader === name || writtenPlain(helperLines(name, input, scene, reader), scene) !== text)
          continue;
        return [{ name, input, reader, span }];
      }
    }
    return [];
  });
}

/** A function of the top level by one of these names, if it is what would be written. */
export function functionThere(
  names: RegExp,
  linesOf: (name: string) => readonly string[],
  scene: CodeScene,
): { readonly name: string; readonly span: Span } | null {
  const found = functionsNamed(names, scene).find(
    ({ name, span }) =>
      writtenPlain(linesOf(name), scene) === plain(scene.source.slice(span.start, span.end)),
  );
  return found ?? null;
}

function functionsNamed(names: RegExp, scene: CodeScene): { name: string; span: Span }[] {
  return scene.index.roots.flatMap((node) => {
    if (node.kind !== 'function-statement' || !names.test(node.definition.name)) return [];
    return [{ name: node.definition.name, span: withComment(locate(node), scene) }];
  });
}

function withComment({ start, end }: Span, { source, isPython }: CodeScene): Span {
  if (isPython) return { start, end };
  const above = /\/\*\*[^\n]*\*\/\r?\n$/.exec(source.slice(0, lineStart(source, start)));
  return { start: above?.index ?? start, end };
}

function writtenPlain(lines: readonly string[], { layout }: CodeScene): string {
  return plain(render(lines, '', layout));
}

/** What formatters leave as it is. */
function plain(code: string): string {
  return code
    .replace(/[\s;]/g, '')
    .replace(/'/g, '"')
    .replace(/,(?=[)\]}])/g, '')
    .replace(/(?<=[=:])\|/g, '');
}
