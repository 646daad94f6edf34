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
  expect(findProject(join(folder, path))).toMatchObject({ root: join(folder, root), by, around: null });
});

test('without a repository the folder itself is the project', () => {
  const folder = makeTree({ 'src/classes/C.cls': '' });
  expect(findProject(join(folder, 'src'))).toMatchObject({ root: join(folder, 'src'), by: 'path' });
  expect(findProject(join(folder, 'src/classes/C.cls')).root).toBe(join(folder, 'src/classes'));
});

test.each([
  // The folder itself is there for what stands beside the projects.
  ['', ['one', 'one/inner', 'two', '']],
  ['one', ['one', 'one/inner']],
  ['one/app', ['one']],
  ['old', ['']],
])('the projects of the folder %j', (path, roots) => {
  const folder = makeTree(tree);
  expect(findProjects(join(folder, path)).map(({ root }) => relative(folder, root))).toEqual(roots);
});

test('integration code beside the only project of a folder belongs to it', () => {
  const folder = makeTree({ 'sfdc/sfdx-project.json': projectJson('app'), 'loader/load.py': '' });
  expect(findProjects(folder)).toEqual([
    { root: join(folder, 'sfdc'), by: 'project-file', around: folder, isCodeOnly: false },
  ]);
});

test('beside several projects nothing but code is read', () => {
  const folder = makeTree(tree);
  const beside = findProjects(folder).filter(({ root }) => root === folder);
  expect(beside).toEqual([{ root: folder, by: 'path', around: null, isCodeOnly: true }]);
  expect(findProjects(join(folder, 'one')).every(({ isCodeOnly }) => !isCodeOnly)).toBe(true);
});
