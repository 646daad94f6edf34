import { expect, test } from 'vitest';
import { guardProject } from '../../../server/src/lsp/guardedProject.ts';
import { FakeProject } from './fakeProject.ts';

class FailingProject extends FakeProject {
  override *analyseAll(): ReturnType<FakeProject['analyseAll']> {
    for (const uri of this.files) {
      this.saves(uri);
      yield { done: 0, total: 0, uri };
    }
  }

  override saves(uri: string) {
    if (uri.includes('Bad')) throw new Error('boom');
    return super.saves(uri);
  }
}

test('a file that fails does not keep the analysis from the others', () => {
  const told: string[] = [];
  const project = guardProject(new FailingProject(), (message) => told.push(message));
  for (const name of ['A', 'Bad', 'C']) project.setFile(`file:///${name}.cls`, 'insert x;');
  const seen = [...project.analyseAll()].map(({ uri }) => uri);
  expect(seen.slice(-3)).toEqual(['file:///A.cls', 'file:///Bad.cls', 'file:///C.cls']);
  expect(told.join()).toContain('Analysing file:///Bad.cls failed: Error: boom');
});

test('the same failure of a file is told once', () => {
  const told: string[] = [];
  const project = guardProject(new FailingProject(), (message) => told.push(message));
  expect(project.saves('file:///Bad.cls')).toEqual([]);
  expect(project.saves('file:///Bad.cls')).toEqual([]);
  expect(told).toHaveLength(1);
});
