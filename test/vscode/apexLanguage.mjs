/**
 * Stands in for Salesforce's Apex extension, which is on the marketplace and not in npm: contributes the
 * languages `apex` and `apex-anon` as it does, with Salesforce's own grammar. Without any such extension
 * VS Code takes .cls files for LaTeX classes.
 */
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const grammar = path.join(
  import.meta.dirname,
  'node_modules/@salesforce/apex-tmlanguage/grammars/apex.tmLanguage',
);

const manifest = {
  name: 'apex-language',
  displayName: 'Apex language (stand-in)',
  publisher: 'stand-in',
  version: '1.0.0',
  engines: { vscode: '^1.101.0' },
  contributes: {
    languages: [
      { id: 'apex', aliases: ['Apex'], extensions: ['.cls', '.trigger'], configuration: './language.json' },
      {
        id: 'apex-anon',
        aliases: ['Anonymous Apex'],
        extensions: ['.apex'],
        configuration: './language.json',
      },
    ],
    grammars: ['apex', 'apex-anon'].map((language) => ({
      language,
      scopeName: language === 'apex' ? 'source.apex' : 'source.apex-anon',
      path: language === 'apex' ? './apex.tmLanguage' : './anonymous.json',
    })),
  },
};

const languageConfiguration = {
  comments: { lineComment: '//', blockComment: ['/*', '*/'] },
  brackets: [
    ['{', '}'],
    ['[', ']'],
    ['(', ')'],
  ],
};

/** @param {string} extensionsFolder the folder in which VS Code keeps installed extensions */
export function addApexLanguage(extensionsFolder) {
  const folder = path.join(extensionsFolder, `${manifest.publisher}.${manifest.name}-${manifest.version}`);
  const write = (name, value) => writeFileSync(path.join(folder, name), JSON.stringify(value, null, 2));
  mkdirSync(folder, { recursive: true });
  copyFileSync(grammar, path.join(folder, 'apex.tmLanguage'));
  write('package.json', manifest);
  write('language.json', languageConfiguration);
  write('anonymous.json', { scopeName: 'source.apex-anon', patterns: [{ include: 'source.apex' }] });
}
