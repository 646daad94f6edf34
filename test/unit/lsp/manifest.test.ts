import { readFileSync } from 'node:fs';
import picomatch from 'picomatch';
import { expect, test } from 'vitest';
import { commandIds } from '../../../client/src/commandIds.ts';
import { settingsSchema } from '../../../server/src/core/config/settings.ts';
import { configFileName } from '../../../server/src/core/files.ts';
import {
  configFileSchema,
  type JsonSchema,
  settingSchemas,
} from '../../../server/src/lsp/configFileSchema.ts';
import { editorSettingsSchema, settingsSection } from '../../../server/src/lsp/settings.ts';
import { inputSchemaOf, tools } from '../../../server/src/tools/tools.ts';

const manifest = readJson('package.json') as unknown as {
  readonly name: string;
  readonly publisher: string;
  readonly version: string;
  readonly contributes: {
    readonly commands: readonly { command: string; title: string; category: string; enablement?: string }[];
    readonly menus: Readonly<
      Record<'commandPalette' | 'view/title', readonly { command: string; when: string }[]>
    >;
    readonly configuration: { readonly properties: Readonly<Record<string, JsonSchema>> };
    readonly jsonValidation: readonly { fileMatch: string; url: string }[];
    readonly languages?: unknown;
    readonly configurationDefaults: { readonly 'workbench.editorAssociations': JsonSchema };
    readonly languageModelTools: readonly JsonSchema[];
  };
};
const strings = readJson('package.nls.json');
const { name, publisher, version } = manifest;
const {
  commands,
  configuration,
  configurationDefaults,
  jsonValidation,
  languages,
  languageModelTools,
  menus,
} = manifest.contributes;

function readJson(path: string): JsonSchema {
  return JSON.parse(readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8'));
}

function withoutPresentation(property: JsonSchema | undefined): JsonSchema {
  const { description, markdownDescription, scope, order, ...rest } = property ?? {};
  return rest;
}

const settings = Object.entries({
  ...settingSchemas(settingsSchema),
  ...settingSchemas(editorSettingsSchema),
});

test.each(settings)('the manifest declares the setting %s as the schema does', (name, schema) => {
  const declared = configuration.properties[`${settingsSection}.${name}`];
  const { propertyNames, ...expected } = withoutPresentation(schema);
  expect(withoutPresentation(declared)).toEqual(expected);
});

test('the manifest declares no other setting', () => {
  const names = settings.map(([name]) => `${settingsSection}.${name}`);
  expect(Object.keys(configuration.properties).sort()).toEqual(names.sort());
});

test('each text of the manifest is there, and none is left over', () => {
  const used = [...JSON.stringify(manifest).matchAll(/"%([\w.]+)%"/g)].map(([, key]) => key);
  expect(Object.keys(strings).sort()).toEqual(used.sort());
});

test('the manifest contributes the commands that the client registers', () => {
  expect(commands.map(({ command }) => command).sort()).toEqual(Object.values(commandIds).sort());
  for (const { category } of commands) expect(category).toBe('Duplicate Rules');
});

test('the manifest contributes the tools for language models as they are defined', () => {
  expect(
    languageModelTools.map(({ name, modelDescription, inputSchema }) => ({
      name,
      modelDescription,
      inputSchema,
    })),
  ).toEqual(
    tools.map((tool) => ({
      name: `duplicateRules_${tool.name}`,
      modelDescription: tool.description,
      inputSchema: inputSchemaOf(tool),
    })),
  );
});

test('texts lead to commands that there are', () => {
  const linked = [...JSON.stringify(strings).matchAll(/command:(duplicateRules\.\w+)/g)].map(([, id]) => id!);
  expect(linked.length).toBeGreaterThan(10);
  const known: readonly string[] = Object.values(commandIds);
  expect(linked.filter((id) => !known.includes(id))).toEqual([]);
});

test.each(['audit', 'scaffold'])('%s is in the menu of the view, where a folder is open', (id) => {
  expect(menus['view/title'].filter(({ command }) => command === `duplicateRules.${id}`)).toEqual([
    expect.objectContaining({
      when: 'view == duplicateRules.rules && workspaceFolderCount > 0',
      group: expect.not.stringContaining('navigation'),
    }),
  ]);
});

test('only commands that work in an empty window are always listed', () => {
  const conditional = new Set(menus.commandPalette.map(({ command }) => command));
  const always = commands.filter((one) => !conditional.has(one.command) && one.enablement === undefined);
  expect(always.map(({ command }) => command.replace('duplicateRules.', '')).sort()).toEqual([
    'explain',
    'openSample',
    'openWalkthrough',
    'showOutput',
    'testLocally',
  ]);
});

test('pages of the rules open rendered, wherever the extension is installed', () => {
  const [[glob, editor]] = Object.entries(configurationDefaults['workbench.editorAssociations']) as [
    [string, string],
  ];
  const installed = `/home/a/.vscode/extensions/${publisher}.${name}-${version}-universal/dist/rules`;
  const isMeant = picomatch(glob, { dot: true });
  expect(editor).toBe('vscode.markdown.preview.editor');
  expect(isMeant(`vscode-remote:${installed}/silent-rule.md`)).toBe(true);
  expect(isMeant('file:/home/a/project/dist/rules/silent-rule.md')).toBe(false);
});

test('the language apex is left to the extension of Salesforce', () => {
  expect(languages).toEqual([{ id: 'xml', extensions: ['.duplicateRule', '.matchingRule'] }]);
});

test('the schema of the configuration file is the one that it is read by', async () => {
  const [{ fileMatch, url }] = jsonValidation as [{ fileMatch: string; url: string }];
  expect(fileMatch).toBe(configFileName);
  const text = `${JSON.stringify(configFileSchema(), null, 2)}\n`;
  await expect(text).toMatchFileSnapshot(`../../../${url}`);
});

test('no workspace can have records written to the log', () => {
  expect(configuration.properties['duplicateRules.trace.server']).toMatchObject({ scope: 'machine' });
});
