import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createProject, type Project } from '../../../server/src/core/project.ts';
import { isApex, readCorpus } from '../../corpus/files.ts';

/** What a person sees of a project: all findings, and the hovers of all saves. */
function seen(project: Project, uris: readonly string[]): unknown {
  for (const _ of project.analyseAll());
  return uris.map((uri) => ({
    uri,
    findings: project.findings(uri),
    saves: project.saves(uri).map(({ site, outcomes }) => ({
      operation: site.operation,
      target: site.target,
      refusal: site.refusal.how,
      outcomes: outcomes.map(({ rule, result, provisos }) => [rule.fullName, result, provisos]),
    })),
  }));
}

function load(files: ReadonlyMap<string, string>, once = false): Project {
  const project = createProject({ root: 'file:///p', once });
  for (const [path, text] of files) project.setFile(`file:///p/${path}`, text);
  return project;
}

/** Text that a keyboard or a merge leaves behind. */
const inserted = fc.constantFrom(
  ';',
  '}',
  '{',
  "'",
  ')',
  '/*',
  '*/',
  '//',
  '\n',
  'x',
  ' ',
  'insert record;',
  'update leads;\n',
  'options.DuplicateRuleHeader.allowSave = true;',
  'throw e;',
  'return;',
  'try {',
  '} catch (Exception e) {}',
  'public void added(List<SObject> records) { insert records; }',
  'System.debug(1);',
  'if (true) {',
);

const edit = fc.record({
  file: fc.nat(),
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  remove: fc.constantFrom(0, 0, 0, 1, 5, 40, 200),
  insert: inserted,
  undo: fc.boolean(),
});

describe('a project that was edited', () => {
  const projects = readCorpus().filter(({ files }) => [...files.keys()].some(isApex));

  const kinds = projects.flatMap((project) => [false, true].map((once) => ({ ...project, once })));

  it.each(kinds)('$name says the same as one that was read afresh, once: $once', ({ files, once }) => {
    const paths = [...files.keys()];
    const uris = paths.map((path) => `file:///p/${path}`);
    const apex = paths.filter(isApex);
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 5 }), (edits) => {
        const texts = new Map(files);
        const project = load(files, once);
        seen(project, uris);
        for (const { file, at, remove, insert, undo } of edits) {
          const path = (file % 5 === 0 ? paths : apex)[file % (file % 5 === 0 ? paths : apex).length]!;
          const before = texts.get(path)!;
          const start = Math.floor(before.length * at);
          const after = before.slice(0, start) + insert + before.slice(start + remove);
          for (const text of undo ? [after, before] : [after]) {
            texts.set(path, text);
            project.setFile(`file:///p/${path}`, text);
            project.findings(`file:///p/${path}`);
          }
          if (undo) project.closeFile(`file:///p/${path}`);
        }
        expect(seen(project, uris)).toEqual(seen(load(texts), uris));
      }),
      { numRuns: Number(process.env.RUNS ?? 6), seed: 20261122 },
    );
  });

  it('loses the findings of a file that is removed, and those that its rules gave', () => {
    const project = createProject({ root: 'file:///p' });
    project.setFile('file:///p/A.cls', 'public class A { void f(Lead l) { insert l; } }');
    expect(project.findings('file:///p/A.cls')).toHaveLength(1);
    project.removeFile('file:///p/A.cls');
    expect(project.findings('file:///p/A.cls')).toEqual([]);
  });

  it('follows what a method of another file writes to the record that it returns', () => {
    const maker = (fields: string) =>
      `public virtual class B { public virtual Account make() { return new Account(${fields}); } }`;
    const found = (project: Project) => project.findings('file:///p/A.cls').length;
    const project = createProject({ root: 'file:///p' });
    project.setFile('file:///p/A.cls', 'public class A { void f(B maker) { insert maker.make(); } }');
    project.setFile('file:///p/B.cls', maker("LastName = 'x'"));
    // None of the standard rules is for person accounts.
    expect(found(project)).toBe(0);
    project.setFile('file:///p/B.cls', maker("Name = 'x', BillingCity = 'y'"));
    expect(found(project)).toBe(1);
    project.setFile('file:///p/B.cls', maker("LastName = 'x'"));
    expect(found(project)).toBe(0);
    project.setFile(
      'file:///p/C.cls',
      'public class C extends B { public override Account make() { return null; } }',
    );
    expect(found(project)).toBe(1);
  });
});
