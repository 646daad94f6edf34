import { describe, expect, test } from 'vitest';
import { projectOf, uriOf } from '../../support/ruleFiles.ts';
import { checkRuleFiles as check } from '../../support/ruleFileTable.ts';

describe('bypass-condition', () => {
  const on = (field: string) => `information bypass-condition @${field}`;
  const objects = 'force-app/main/default/objects';
  const checkbox = `${objects}/Lead/fields/Skip__c.field-meta.xml`;
  const field = (type: string) =>
    `<CustomField><fullName>Skip__c</fullName><label>Skip</label><type>${type}</type></CustomField>`;
  check([
    ['a user', { 'Lead.A': { when: 'User.Username notEqual a@b.c' } }, [on('Username')]],
    [
      'a profile, and a user: once',
      { 'Lead.A': { when: 'Profile.Name equals Sales, User.Alias notEqual x' } },
      [on('Name')],
    ],
    ['a field', { 'Lead.A': { when: 'Bypass_Rules__c equals false' } }, [on('Bypass_Rules__c')]],
    [
      'a checkbox',
      { 'Lead.A': { when: 'Skip__c equals false' }, [checkbox]: field('Checkbox') },
      [on('Skip__c')],
    ],
    ['a picklist', { 'Lead.A': { when: 'Skip__c equals No' }, [checkbox]: field('Picklist') }, []],
    ['a country', { 'Lead.A': { when: 'Country equals US' } }, []],
    ['inactive', { 'Lead.A': { when: 'User.Username notEqual a@b.c', active: false } }, []],
    [
      'words of the settings',
      { 'Lead.A': { when: 'Bulk_Load__c equals false' } },
      [on('Bulk_Load__c')],
      { bypassFieldWords: ['bulk'] },
    ],
  ]);

  test('quotes all of the condition, and names what sets the field so', () => {
    const files = { 'Lead.A': { when: 'Country equals US, Skip__c equals false', filter: '1 OR 2' } };
    const project = projectOf(files);
    const apex = (value: boolean) =>
      `public class Load { void run(Lead one) { one.Skip__c = ${value}; update one; } }`;
    const uri = uriOf('force-app/main/default/classes/Load.cls');
    const say = () => {
      for (const _ of project.analyseAll());
      const [finding] = project.findings(uriOf('Lead.A'));
      return [finding!.message, finding!.related.map(({ location }) => location.uri)];
    };
    const told = `Rule 'A' runs only where Country equals "US" or Skip__c equals "false". A record whose Skip__c says otherwise is exempt: the rule does not run.`;
    expect(say()).toEqual([told, []]);
    project.setFile(uri, apex(true));
    expect(say()).toEqual([`${told} Skip__c is set so in force-app/…/Load.cls.`, [uri]]);
    project.setFile(uri, apex(false));
    expect(say()).toEqual([told, []]);
  });
});
