import { describe, expect, it } from 'vitest';
import { createProject } from '../../../server/src/core/project.ts';
import { expandRules } from '../../support/rulesShorthand.ts';

const alert = 'Lead.A: Alert/Report matching Email';
const folder = 'file:///p/loads/';

function findingsIn(files: Readonly<Record<string, string>>, rules = alert): string[] {
  const project = createProject({ root: 'file:///p' });
  for (const [file, text] of expandRules(rules)) project.setFile(`file:///p/${file}`, text);
  for (const [file, text] of Object.entries(files)) project.setFile(folder + file, text);
  for (const _ of project.analyseAll());
  return Object.keys(files).flatMap((file) =>
    project.findings(folder + file).map((finding) => {
      const { start, end } = finding.location;
      return `${file}: ${finding.severity} ${finding.ruleId} at ${files[file]!.slice(start, end)}`;
    }),
  );
}

const entry = (key: string, value: string) => `<entry key="${key}" value="${value}"/>`;
const allow = entry('pilot.sfdc.duplicateRule.allowSave', 'true');
const bean = (...entries: string[]) =>
  `<beans><bean id="load"><property name="configOverrideMap"><map>${entries.join('')}</map></property></bean></beans>`;
const insert = [entry('sfdc.entity', 'Lead'), entry('process.operation', 'insert')];

describe('processes of Data Loader', () => {
  it.each<[string, Readonly<Record<string, string>>, readonly string[]]>([
    ['refused rows go to the error file', { 'process-conf.xml': bean(...insert) }, []],
    [
      'a bypass',
      { 'process-conf.xml': bean(...insert, allow) },
      [`process-conf.xml: warning allow-save-bypass at ${allow}`],
    ],
    [
      'a bypass that bulk mode does not send',
      { 'process-conf.xml': bean(...insert, allow, entry('sfdc.useBulkApi', 'true')) },
      [`process-conf.xml: warning ineffective-duplicate-header at ${allow}`],
    ],
    ['allowSave=false', { 'process-conf.xml': bean(...insert, allow.replace('"true"', '"false"')) }, []],
    [
      'an extraction',
      { 'process-conf.xml': bean(insert[0]!, entry('process.operation', 'extract'), allow) },
      [],
    ],
    ['no process', { 'process-conf.xml': '<beans/>' }, []],
    ['half a file', { 'process-conf.xml': '<beans><bean id="load"><entry key="process.operation' }, []],
    [
      'a bypass for all processes',
      {
        'config.properties': '# shared\npilot.sfdc.duplicateRule.allowSave = true\n',
        'process-conf.xml': bean(...insert),
      },
      ['config.properties: warning allow-save-bypass at pilot.sfdc.duplicateRule.allowSave = true'],
    ],
    [
      'one that the process takes back',
      {
        'config.properties': 'pilot.sfdc.duplicateRule.allowSave=true\n',
        'process-conf.xml': bean(...insert, allow.replace('"true"', '"false"')),
      },
      [],
    ],
    [
      'settings of a process in a list',
      {
        'config.properties':
          'sfdc.entity=Lead\r\nprocess.operation=insert\r\npilot.sfdc.duplicateRule.allowSave=true\r\n',
      },
      ['config.properties: warning allow-save-bypass at pilot.sfdc.duplicateRule.allowSave=true'],
    ],
    [
      'a reason in a comment',
      {
        'process-conf.xml': bean(
          ...insert,
          '\n<!-- duplicate-rules: allow-save-bypass -- the file is merged before -->\n',
          allow,
        ),
      },
      [],
    ],
    ['a list of another program', { 'config.properties': 'sfdc=1\nallowSave=true\n' }, []],
  ])('%s', (_, files, expected) => {
    expect(findingsIn(files)).toEqual(expected);
  });
});
