import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Expression, FunctionSyntax, Statement } from '../../../../server/src/core/saves/code/tree.ts';
import { loweredJs } from '../../../support/code.ts';
import { grammar } from '../../../support/grammars.ts';
import { type Contents, contentsByBabel } from '../../../support/secondParser.ts';

const root = path.resolve(import.meta.dirname, '../../../..');

function filesIn(folder: string): string[] {
  return readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /(?<!\.d)\.(?:tsx?|js)$/.test(name))
    .map((name) => path.join(root, folder, name));
}

async function isMisread(text: string, name: 'javascript' | 'typescript' | 'tsx'): Promise<boolean> {
  const tree = (await grammar(name)).parse(text, null);
  const { hasError } = tree.rootNode;
  tree.delete();
  return hasError;
}

/** Calls and functions of a code tree, in the form of the second parser. */
function contents(statements: readonly Statement[]): Contents {
  const calls: string[] = [];
  const functions: string[] = [];
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(visit);
    if (Array.isArray(value) || typeof value !== 'object' || value === null) return;
    const node = value as Expression | FunctionSyntax;
    if (node.kind === 'call' && !isMadeUp(node)) {
      const { callee, anchor } = node;
      const hasName = callee.kind === 'member' || callee.kind === 'name';
      const at = hasName && node.nameAt.end > node.nameAt.start ? anchor.offset + node.nameAt.start : '-';
      if (!(callee.kind === 'name' && callee.name === 'require'))
        calls.push(`${anchor.offset + node.start} ${at} ${node.arguments.length}`);
    }
    if (node.kind === 'function-syntax' && node.body && node.nameAt)
      functions.push(`${node.parameters.length} ${node.anchor.offset + node.body.start}`);
    for (const [key, part] of Object.entries(value)) if (key !== 'anchor') visit(part);
  };
  visit(statements);
  return { calls: calls.sort(), functions: functions.sort() };
}

/** `Object.keys(…)` of `for (… in …)` stands where the record stands. */
function isMadeUp(node: Extract<Expression, { kind: 'call' }>): boolean {
  return node.callee.start === node.start && node.callee.end === node.end;
}

describe('a second parser', () => {
  it.each([
    ['the sources of jsforce', 'node_modules/jsforce/src'],
    ['our own front-ends', 'server/src/core/saves/code'],
    ['our own webview', 'client/src'],
  ])('finds the same calls and functions in %s', async (_, folder) => {
    const files = filesIn(folder);
    expect(files.length).toBeGreaterThan(10);
    const misread: string[] = [];
    for (const file of files) {
      const text = readFileSync(file, 'utf8');
      const name = file.endsWith('.tsx') ? 'tsx' : file.endsWith('.js') ? 'javascript' : 'typescript';
      // The grammar takes a variable named `using` for a declaration, and a tuple's labels for names.
      if (await isMisread(text, name)) {
        misread.push(file);
        continue;
      }
      const { statements } = await loweredJs(text, name);
      expect(contents(statements), file).toEqual(contentsByBabel(text, name));
    }
    expect(misread.length).toBeLessThan(3);
  });
});
