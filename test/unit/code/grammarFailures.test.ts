import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { grammarFailureText, grammarsIn, inTime } from '../../../server/src/grammars/load.ts';

const require = createRequire(import.meta.url);
const runtime = readFileSync(require.resolve('web-tree-sitter/web-tree-sitter.wasm'));
const python = readFileSync(require.resolve('tree-sitter-python/tree-sitter-python.wasm'));
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'grammars-'));
  writeFileSync(path.join(folder, 'web-tree-sitter.wasm'), runtime);
});
afterEach(() => {
  rmSync(folder, { recursive: true });
  vi.restoreAllMocks();
});

it.each<[string, Uint8Array]>([
  ['is empty', new Uint8Array()],
  ['ends too early', python.subarray(0, 20_000)],
  ['is no module', Buffer.from('tree_sitter_python')],
  ['is another module', runtime],
])('a grammar whose file %s fails in one line and prints nothing', async (_, bytes) => {
  const prints = [vi.spyOn(console, 'log'), vi.spyOn(console, 'error'), vi.spyOn(console, 'warn')];
  writeFileSync(path.join(folder, 'tree-sitter-python.wasm'), bytes);
  const error = await grammarsIn(folder)('python').then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(Error);
  expect(grammarFailureText('python', error)).toMatch(/^The grammar for Python does not load: .+$/);
  for (const print of prints) expect(print).not.toHaveBeenCalled();
});

it('a grammar that does not come is given up', async () => {
  const load = inTime(() => new Promise(() => {}), 10);
  await expect(load('java')).rejects.toThrow('it is not there after 0.01 s');
});
