import { TestClient, type TestClientOptions } from './testClient.ts';

export const rule = 'file:///ws/rules/Lead.Email.duplicateRule-meta.xml';
export const save = 'file:///ws/classes/Save.cls';
export const other = 'file:///ws/classes/Other.cls';

/** A project with a rule, a class with a save in columns 2 to 8, and one without. */
export const files = {
  'file:///ws/sfdx-project.json': '{}',
  [rule]: '<DuplicateRule/>',
  [save]: '  insert lead;',
  [other]: 'nothing',
};

export function startClient(options: TestClientOptions = {}): Promise<TestClient> {
  return TestClient.start(files, options);
}
