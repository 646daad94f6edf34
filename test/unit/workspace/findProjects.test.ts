import { join, relative } from 'node:path';
import { expect, test } from 'vitest';
import { findProject, findProjects } from '../../../server/src/workspace/findProjects.ts';
import { makeTree, projectJson } from './tree.ts';

const tree = {
  '.git/HEAD': '',
  'one/sfdx-project.json': projectJson('app'),
  'one/app/classes/A.cls': '',
  'one/inner/sfdx-project.json': projectJson('app'),
  'one/inner/app/B.cls': '',
  'two/sfdx-project.json': projectJson('app'),
  'old/src/classes/C.cls': '',
  'node_modules/p/sfdx-project.json': projectJson('app'),
};

test.each([
  ['one/app/classes/A.cls', 'one', 'project-file'],
  ['one/app', 'one', 'project-file'],
  ['one', 'one', 'project-file'],
  ['one/inner/app/New.cls', 'one/inner', 'project-file'],
  ['old/src/classes/C.cls', '', 'git'],
])('the project of %s', (path, root, by) => {
  const folder = makeTree(tree);
  expect(findProject(join(folder, path))).toEqual({ root: join(folder, root), by });
});

test('without a repository the folder itself is the project', () => {
  const folder = makeTree({ 'src/classes/C.cls': '' });
  expect(findProject(join(folder, 'src'))).toEqual({ root: join(folder, 'src'), by: 'path' });
  expect(findProject(join(folder, 'src/classes/C.cls')).root).toBe(join(folder, 'src/classes'));
});

test.each([
  ['', ['one', 'one/inner', 'two']],
  ['one', ['one', 'one/inner']],
  ['one/app', ['one']],
  ['old', ['']],
])('the projects of the folder %j', (path, roots) => {
  const folder = makeTree(tree);
  expect(findProjects(join(folder, path)).map(({ root }) => relative(folder, root))).toEqual(roots);
});
