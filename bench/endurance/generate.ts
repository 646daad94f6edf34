import { decodeText } from '../../server/src/workspace/readText.ts';
import { expandRules } from '../../test/support/rulesShorthand.ts';
import type { Material } from './material.ts';
import type { Chance } from './random.ts';

/** Texts by path. */
export type Workspace = ReadonlyMap<string, string>;

const objects = [
  'Lead',
  'Contact',
  'Account',
  'PersonAccount',
  'Candidate__c',
  'Thing__c',
  'Case',
  'ns__Part__c',
];
const fields = [
  'Email',
  'Phone',
  'LastName',
  'Name',
  'Company',
  'Code__c',
  'Skip_Duplicate_Check__c',
  'OwnerId',
];
const actions = ['Block', 'Alert', 'Alert+Report', 'Report', 'Allow'];

/** What texts are damaged by. */
const pieces = [
  ...'{}()[]<>;:,.\'"`/\\*#@$=!?&|~^%'.split(''),
  '/*',
  '*/',
  '//',
  '"""',
  "'''",
  '<!--',
  '-->',
  ']]>',
  '<![CDATA[',
  '&#x0;',
  '&amp',
  '=>',
  '->',
  '::',
  '${',
  '#{',
  '<?php',
  '?>',
  '\n',
  '\r\n',
  '\r',
  '\t',
  '\0',
  '\u2028',
  '\uFEFF',
  '\u202E',
  '\uD800',
  '\uDC00',
  '👩‍👩‍👧',
  'İ',
  'ß',
  'é',
  '名前',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  '9'.repeat(400),
  '1e999',
  'insert ',
  'Database.insert(',
  'update records;',
  'allowSave = true;',
  'class ',
  'def ',
  'return ',
  'await ',
  'null',
];

/** Opened and closed again and again: what nests is followed by recursion somewhere. */
const nests: readonly (readonly [open: string, close: string])[] = [
  ['(', ')'],
  ['[', ']'],
  ['{', '}'],
  ['if (a) {', '}'],
  ['a(', ')'],
  ['a.b().', 'c()'],
  ['!', ''],
  ['-', ''],
  ['a ? b : ', 'c'],
  ['x => ', 'x'],
  ['<a>', '</a>'],
  ['- ', 'a\n'],
  ["'a' + ", "'b'"],
  ['new A(', ')'],
  ['List<', '>'],
  ['try { ', '} catch (Exception e) {}'],
];

/** A random workspace: rule files and code, whole and damaged. */
export function generate(chance: Chance, material: Material): Workspace {
  const files = new Map<string, string>();
  count = 0;
  for (const [path, text] of rules(chance)) files.set(path, text);
  const endings = [...material.keys()];
  for (let count = 1 + chance.below(7); count > 0; count--) {
    const ending = chance.percent(35) ? '.cls' : chance.of(endings);
    const base = chance.of(material.get(ending) ?? ['']);
    files.set(pathFor(ending, chance), base);
  }
  if (chance.percent(15))
    files.set('sfdx-project.json', '{"packageDirectories":[{"path":"force-app"}],"sourceApiVersion":"66.0"}');
  if (chance.percent(15)) files.set('duplicate-rules.config.json', config(chance));
  for (const [path, text] of files) {
    let damaged = text;
    while (chance.percent(55)) damaged = damage(damaged, chance, material);
    files.set(path, chance.percent(8) ? encodedOddly(damaged, chance) : damaged);
  }
  return files;
}

function rules(chance: Chance): ReadonlyMap<string, string> {
  const lines: string[] = [];
  for (let count = chance.below(6); count > 0; count--) {
    const object = chance.of(objects);
    const matching = ` matching ${[chance.of(fields), chance.of(fields)].join(chance.of([', ', ' | ']))}`;
    const condition = chance.percent(30)
      ? ` when ${chance.of(['', '$User.'])}${chance.of(fields)} equals x`
      : '';
    const state = chance.of(['', '', ' inactive', ' sharing', ' matching-inactive']);
    lines.push(
      `${object}.R${count}: ${chance.of(actions)}/${chance.of(actions)}${matching}${condition}${state}`,
    );
  }
  return expandRules(lines.join('\n'));
}

const folders = [
  'force-app/main/default/classes',
  'force-app/main/default',
  'scripts',
  'src/app',
  '',
  'a b/ü',
];

/** Files are numbered within their workspace. */
let count = 0;
function pathFor(ending: string, chance: Chance): string {
  count++;
  const object = chance.of(objects);
  switch (ending) {
    case '.field-meta.xml':
      return `force-app/main/default/objects/${object}/fields/F${count}__c.field-meta.xml`;
    case '.object-meta.xml':
      return `force-app/main/default/objects/${object}/${object}.object-meta.xml`;
    case '.duplicateRule-meta.xml':
      return `force-app/main/default/duplicateRules/${object}.D${count}.duplicateRule-meta.xml`;
    case '.matchingRule-meta.xml':
      return `force-app/main/default/matchingRules/${object}.matchingRule-meta.xml`;
    case '.settings-meta.xml':
      return 'force-app/main/default/settings/LeadConfig.settings-meta.xml';
    default:
      return [chance.of(folders), `F${count}${ending}`].filter((part) => part !== '').join('/');
  }
}

function config(chance: Chance): string {
  const values = {
    rules: { [chance.of(['unhandled-duplicates', 'no-such-rule'])]: chance.of(['off', 'error', 'x']) },
    includeTests: chance.of([true, false, 'x']),
    ignore: chance.of([['**/*.cls'], ['['], 'x']),
    suppressions: chance.of([[{ path: '**', rule: 'silent-rule', reason: 'r' }], [{}], 1]),
    wrappers: chance.of([[], ['A.b'], {}]),
  };
  return JSON.stringify(values);
}

export function damage(text: string, chance: Chance, material: Material): string {
  const at = chance.below(text.length + 1);
  const end = Math.min(text.length, at + chance.below(chance.of([2, 20, 400])));
  switch (chance.below(9)) {
    case 0:
      return text.slice(0, at) + text.slice(end);
    case 1:
      return text.slice(0, at) + chance.of(pieces) + text.slice(at);
    case 2:
      return text.slice(0, at) + chance.of(pieces).repeat(1 + chance.below(50)) + text.slice(at);
    case 3: {
      const [open, close] = chance.of(nests);
      const depth = chance.of([3, 30, 300, 3_000]);
      return (
        text.slice(0, at) +
        open.repeat(depth) +
        (chance.percent(50) ? close.repeat(depth) : '') +
        text.slice(at)
      );
    }
    case 4: {
      // A part of another file, perhaps of another language.
      const other = chance.of(chance.of([...material.values()]));
      const from = chance.below(other.length + 1);
      return text.slice(0, at) + other.slice(from, from + chance.below(600)) + text.slice(at);
    }
    case 5:
      return text.slice(0, at) + text.slice(at, end).repeat(2 + chance.below(5)) + text.slice(at);
    case 6:
      return text.slice(0, at);
    case 7: {
      const lines = text.split('\n');
      const one = chance.below(lines.length);
      const other = chance.below(lines.length);
      [lines[one], lines[other]] = [lines[other]!, lines[one]!];
      return lines.join(chance.of(['\n', '\n', '\r\n', '\r']));
    }
    default:
      return text.replaceAll('\n', chance.of(['\r\n', '\n', ' ']));
  }
}

/** As it comes back from bytes of another encoding, or of none. */
function encodedOddly(text: string, chance: Chance): string {
  switch (chance.below(5)) {
    case 0:
      return decodeText(Buffer.from(`\uFEFF${text}`, 'utf16le')).text;
    case 1:
      return decodeText(Buffer.from(`\uFEFF${text}`, 'utf16le').subarray(0, -1)).text;
    case 2:
      return decodeText(Buffer.from(`\uFEFF${text}`, 'utf16le').swap16()).text;
    case 3:
      return decodeText(Buffer.from(text, 'latin1')).text;
    default: {
      const bytes = Buffer.from(text, 'utf8');
      for (let times = 1 + chance.below(5); times > 0 && bytes.length > 0; times--) {
        bytes[chance.below(bytes.length)] = chance.below(256);
      }
      return decodeText(bytes).text;
    }
  }
}
