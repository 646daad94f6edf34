import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import manifest from '../../../package.json' with { type: 'json' };
import { settingsSchema } from '../../../server/src/core/config/settings.ts';
import { rules } from '../../../server/src/core/rules/registry.ts';
import { tablesOf } from '../../support/tables.ts';

const root = path.resolve(import.meta.dirname, '../../..');
const read = (file: string) => readFileSync(path.join(root, file), 'utf8');

describe('docs/rules/README.md', () => {
  it('lists every finding as it describes itself, and none else', () => {
    const expected = rules.map(({ id, severities, offByDefault, description }) => [
      `[\`${id}\`](../../server/src/core/rules/${id}/README.md)`,
      offByDefault ? 'off' : severities.join(', '),
      description,
    ]);
    const listed = tablesOf(read('docs/rules/README.md')).flat();
    expect([...listed].sort()).toEqual([...expected].sort());
  });
});

describe('docs/settings.md', () => {
  const page = read('docs/settings.md');
  const declared = [manifest.contributes.configuration].flat().flatMap(({ properties }) =>
    Object.entries(properties).map(([name, { type, default: value }]) => ({
      name: name.replace(/^duplicateRules\./, ''),
      row: [name.replace(/^duplicateRules\./, ''), type, JSON.stringify(value)],
    })),
  );
  const shared = Object.keys(settingsSchema.shape);

  it('lists every setting with its type and default, apart those of the editor alone', () => {
    const [both = [], editor = []] = tablesOf(page).map((rows) =>
      rows.map((row) => row.slice(0, 3).map((cell) => cell.replaceAll('`', ''))),
    );
    expect(both).toEqual(declared.filter(({ name }) => shared.includes(name)).map(({ row }) => row));
    expect(editor).toEqual(declared.filter(({ name }) => !shared.includes(name)).map(({ row }) => row));
  });

  it('shows a file that holds', () => {
    const [, text] = /^```json config\n([\s\S]*?)^```$/m.exec(page)!;
    expect(settingsSchema.strict().safeParse(JSON.parse(text!)).error).toBeUndefined();
  });
});

it('the table of contents lists every page', () => {
  const contents = read('docs/README.md');
  const pages = readdirSync(path.join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll(path.sep, '/'))
    .filter((file) => file.endsWith('.md') && file !== 'README.md');
  expect(pages.filter((page) => !contents.includes(`](${page})`))).toEqual([]);
});
