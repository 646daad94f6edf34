import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';

/** What each part may import: path prefixes of the repository, and packages. */
const allowed: readonly { part: string; may: (target: string) => boolean }[] = [
  {
    part: 'server/src/core/',
    may: (target) =>
      target.startsWith('server/src/core/') ||
      target.startsWith('schemas/') ||
      [
        'zod',
        'picomatch',
        '@lezer/xml',
        '@lezer/common',
        '@streamparser/json',
        'papaparse',
        'preact',
        'preact-render-to-string',
        'yaml',
        'fastest-levenshtein',
        'jaro-winkler',
        'double-metaphone',
      ].includes(target) ||
      // Its types alone: see below.
      target === 'web-tree-sitter',
  },
  {
    part: 'server/src/core/rules/',
    may: (target) =>
      !target.startsWith('server/src/core/saves/apex/') && !target.startsWith('server/src/core/fixes/'),
  },
  {
    part: 'server/src/core/metadata/',
    may: (target) =>
      !/^server\/src\/core\/(rules|outcome\/(decide|describe|table)|fixes|analysis)/.test(target),
  },
  {
    part: 'server/src/workspace/',
    may: (target) => !/^server\/src\/(lsp|cli)\/|^client\/|^vscode/.test(target),
  },
  {
    part: 'server/src/data/',
    may: (target) =>
      /^server\/src\/(data|core|workspace)\//.test(target) || !/^server\/|^client\/|^vscode/.test(target),
  },
  {
    part: 'server/src/org/',
    may: (target) => /^server\/src\/(org|core)\//.test(target) || !/^server\/|^client\/|^vscode/.test(target),
  },
  {
    part: 'server/src/connected/',
    may: (target) =>
      /^server\/src\/(connected|core)\/|^server\/src\/(org\/gateway|protocol)\.ts$/.test(target),
  },
  {
    part: 'server/src/tools/',
    may: (target) =>
      /^server\/src\/(tools|connected|core|offline|workspace)\/|^server\/src\/org\/gateway\.ts$/.test(
        target,
      ) || !/^server\/|^client\/|^vscode|^@modelcontextprotocol/.test(target),
  },
  {
    part: 'server/src/sandbox/',
    may: (target) =>
      /^server\/src\/(sandbox|core|workspace|data)\//.test(target) ||
      !/^server\/|^client\/|^vscode/.test(target),
  },
  {
    part: 'server/src/embedded/',
    may: (target) =>
      /^server\/src\/(embedded|sandbox|core)\/|^server\/src\/org\/gateway\.ts$/.test(target) ||
      !/^server\/|^client\/|^vscode|salesforce|jsforce/.test(target),
  },
  // The org's libraries are a bundle of their own: whatever else talks to an org loads it late, by its types.
  ...[
    'server/src/lsp/',
    'server/src/cli/',
    'server/src/connected/',
    'server/src/core/',
    'server/src/tools/',
    'server/src/workspace/',
    'client/',
  ].map((part) => ({
    part,
    may: (target: string) =>
      !/^(jsforce|@jsforce\/|@salesforce\/)/.test(target) &&
      (!target.startsWith('server/src/org/') ||
        ['server/src/org/gateway.ts', 'server/src/org/load.ts'].includes(target)),
  })),
  {
    part: 'server/src/cli/',
    may: (target) => !/^server\/src\/lsp\/|^client\/|^vscode(-languageserver|$)/.test(target),
  },
  { part: 'server/src/lsp/', may: (target) => !/^server\/src\/cli\/|^client\/|^vscode$/.test(target) },
  {
    part: 'client/',
    may: (target) =>
      target.startsWith('client/') || target === 'server/src/protocol.ts' || !target.startsWith('server/'),
  },
];

interface Import {
  readonly from: string;
  readonly target: string;
}

function importsIn(folder: string): Import[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) => {
      const from = join(folder, file);
      const specifiers = readFileSync(from, 'utf8').matchAll(
        /^(?:import|export)\b[^;']*?from '([^']+)'|^import '([^']+)'|\bimport\('([^']+)'\)/gm,
      );
      return [...specifiers]
        .map(([, from1, from2, from3]) => from1 ?? from2 ?? from3)
        .map((specifier) => ({
          from,
          target: specifier!.startsWith('.') ? normalize(join(dirname(from), specifier!)) : specifier!,
        }));
    });
}

describe('data flows one way', () => {
  const imports = [...importsIn('server/src'), ...importsIn('client/src')];

  it('looks at real imports', () => {
    expect(imports.length).toBeGreaterThan(50);
  });

  it.each(allowed)('$part imports only what it may', ({ part, may }) => {
    const wrong = imports.filter(({ from, target }) => from.startsWith(part) && !may(target));
    expect(wrong).toEqual([]);
  });

  it('only the command that serves it knows the Model Context Protocol', () => {
    const users = imports.filter(({ target }) => target.startsWith('@modelcontextprotocol/'));
    expect(users.length).toBeGreaterThan(0);
    expect(users.filter(({ from }) => !from.startsWith('server/src/cli/mcp/'))).toEqual([]);
  });

  it('zod is imported as a namespace: by its name z, 350 KB of languages and more come along', () => {
    const users = [...new Set(imports.filter(({ target }) => target === 'zod').map(({ from }) => from))];
    expect(users.length).toBeGreaterThan(10);
    expect(users.filter((file) => /^import \{ z \}/m.test(readFileSync(file, 'utf8')))).toEqual([]);
  });

  it('the core takes nothing but types of the grammars: loading them is the business of adapters', () => {
    const loading = imports
      .filter(({ from, target }) => from.startsWith('server/src/core') && target === 'web-tree-sitter')
      .filter(({ from }) => /^import (?!type )[^;]*'web-tree-sitter'/m.test(readFileSync(from, 'utf8')));
    expect(loading).toEqual([]);
  });
});
