import { describe, expect, it } from 'vitest';
import {
  classes,
  git,
  jsonLines,
  leadClass,
  leadProject,
  makeFolder,
  run,
  useCommandLine,
} from './commandLine.ts';

useCommandLine();

/** Projects that are large enough for a thread each, and a small one between them. */
const large = Object.fromEntries(
  Array.from({ length: 101 }, (_, index) => [`${classes}/C${index}.cls`, `public class C${index} {}`]),
);
const folder = (extra: Readonly<Record<string, string>> = {}) =>
  Object.fromEntries(
    Object.entries({
      ...below('a', { ...leadProject(large), [`${classes}/Own.cls`]: leadClass('Own', 'first', 'second') }),
      ...below('b', leadProject()),
      ...below('c', leadProject({ ...large, [`${classes}/Last.cls`]: leadClass('Last', 'save') })),
      ...extra,
    }),
  );

function below(name: string, files: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(files).map(([path, text]) => [`${name}/${path}`, text]));
}

describe('projects in two threads', () => {
  it('are told in their order, as if checked one by one', () => {
    const root = makeFolder(folder());
    const one = (name: string) => run(root, 'check', name, '--format', 'jsonl').out;
    const together = run(root, 'check', 'c', 'a', 'b', '--format', 'jsonl');
    // Equal findings in one report are counted.
    const out = together.out.replaceAll(/:\d"}$/gm, '"}');
    expect({ ...together, out }).toEqual({ code: 1, out: one('a') + one('b') + one('c'), err: '' });
    expect(jsonLines(together.out)).toHaveLength(6);
  });

  it('tell warnings in that order too, each once', () => {
    const broken = { 'duplicate-rules.config.json': '{"ignore": 1}' };
    const root = makeFolder(folder({ ...below('a', broken), ...below('c', broken) }));
    const lines = run(root, 'check').err.trimEnd().split('\n');
    expect(lines.map((line) => /warning: (.)/.exec(line)?.[1])).toEqual(['a', 'c']);
  });

  it('end with what is wrong in the first of them', () => {
    const root = makeFolder(folder());
    git(`${root}/a`, 'init', '-q');
    const since = ['--since', 'no-such-ref'];
    const together = run(root, 'check', 'c', 'b', 'a', ...since);
    expect(together).toEqual(run(root, 'check', 'a', ...since));
    expect(together).toMatchObject({ code: 2, out: '', err: expect.stringContaining('no-such-ref') });
  });
});
