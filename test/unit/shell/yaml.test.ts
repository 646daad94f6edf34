import { describe, expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { scriptsInYaml } from '../../../server/src/core/saves/shell/embedded.ts';
import { yamlAround } from '../../../server/src/core/saves/shell/yaml.ts';

const wanted = /sf data/;
const save = 'sf data create record -s Lead';

/** The scripts with what is looked for, where they stand and how they are run. */
function scripts(text: string, contents = yamlAround(text, wanted)) {
  return scriptsInYaml(contents, text).filter((script) => wanted.test(script.text));
}

function scriptsOfWhole(text: string) {
  const contents = parseAllDocuments(text).flatMap((one) =>
    'contents' in one && one.contents ? [one.contents] : [],
  );
  return scripts(text, contents);
}

describe('what is left out of a YAML file changes nothing of the scripts that are looked for', () => {
  test.each([
    [
      'jobs',
      `on: push\njobs:\n  lint:\n    steps:\n      - run: npm test\n  load:\n    continue-on-error: true\n    steps:\n      - run: ${save}\n`,
      1,
    ],
    ['a list below its key', `language: node\nscript:\n- npm ci\n- ${save}\nbranches:\n- main\n`, 1],
    [
      'keys beside a script',
      `load:\n  allow_failure: true\n  script:\n    - ${save}\nother:\n  script: [npm ci]\n`,
      1,
    ],
    ['a block', `steps:\n  - bash: |\n      npm ci\n      ${save}\n    continueOnError: true\npool: x\n`, 1],
    ['anchors', `.load: &load\n  - ${save}\nload:\n  script: *load\n`, 0],
    ['several documents', `a: 1\n---\nload:\n  script: ${save}\n---\nb: 2\n`, 1],
    ['a list at the root', `- run: npm ci\n- run: ${save}\n`, 1],
    [
      'line ends of Windows',
      `on: push\r\njobs:\r\n  lint:\r\n    run: npm test\r\n  load:\r\n    run: ${save}\r\n`,
      1,
    ],
    ['flow style', `{\n"on": "push",\n"load": { "run": "${save}" }\n}\n`, 1],
    ['nothing of it', 'a:\n  b: 1\n', 0],
  ])('%s', (_, text, count) => {
    expect(scripts(text)).toEqual(scriptsOfWhole(text));
    expect(scripts(text)).toHaveLength(count);
  });

  test('keys without it are not read', () => {
    const [contents] = yamlAround(`a: 1\nload:\n  run: ${save}\nb: 2\n`, wanted);
    expect(contents?.toJSON()).toEqual({ load: { run: save } });
  });
});
