import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { condition, duplicateRuleFile, matchingRulesFile, matchRule } from '../../support/sandboxRules.ts';
import { all, deploy, emailBlock, emailRule, inactive, metadata, packed, start } from './deployments.ts';

/** Tests of what a deployment is refused with. */
export function ownWords(): void {
  describe('Salesforce’s own words', () => {
    const named = (name: string, sortOrder = 1) =>
      duplicateRuleFile({ object: 'Lead', name, sortOrder, matchRules: matchRule('Lead', 'Email') });
    const changed = (status: string) => matchingRulesFile('Lead', { Email: ['Phone'] }, status);
    const text = (file: readonly [string, string], from: string, to: string) =>
      [file[0], file[1].replace(from, to)] as const;

    it.each<[string, readonly (readonly [string, string])[], readonly (readonly [string, string])[], string]>(
      [
        [
          'a duplicate rule naming an absent matching rule',
          [],
          [emailBlock],
          'Lead.Email: In field: matchingRule - no MatchingRule named Lead.Email found',
        ],
        [
          'an inactive matching rule under an active duplicate rule',
          [inactive],
          [emailBlock],
          'Lead.Email: Before you can use this duplicate rule, all associated matching rules must be active and have their fields mapped.',
        ],
        [
          'an unknown field of a matching rule',
          [],
          [matchingRulesFile('Lead', { Email: ['Nope__c'] })],
          'Lead.Email: In field: fieldName - no CustomField named Lead.Nope__c found',
        ],
        [
          'an unknown field of a condition',
          [emailRule],
          [duplicateRuleFile({ object: 'Lead', name: 'Email', filter: condition('Nope__c', 'equals', 'x') })],
          'Lead.Email: In field: field - no CustomField named Lead.Nope__c found',
        ],
        [
          'a change of an active matching rule',
          [emailRule],
          [changed('Active')],
          'Lead.Email: Before you change a matching rule, you must deactivate it.',
        ],
        [
          'a change of an inactive one that activates it as well',
          [inactive],
          [changed('Active')],
          'Lead.Email: Change the matching rule status separately from other changes.',
        ],
        [
          'a matching rule that an active duplicate rule needs',
          [emailRule, emailBlock],
          [inactive],
          'Lead.Email: Before you deactivate this matching rule, deactivate the duplicate rule that uses it: Lead.Email.',
        ],
        [
          'a gap in the sort order',
          [emailRule, named('One')],
          [named('Three', 3)],
          'Lead.Three: SortOrder must be in sequential order from 1.',
        ],
        [
          'a sixth active duplicate rule',
          [emailRule, ...['A', 'B', 'C', 'D', 'E'].map((name, index) => named(name, index + 1))],
          [named('F', 6)],
          'Lead.F: There can be at most 5 active duplicate rules for Lead.',
        ],
        [
          'a sixth active matching rule',
          [
            matchingRulesFile(
              'Lead',
              Object.fromEntries(['A', 'B', 'C', 'D', 'E'].map((name) => [name, ['Email']])),
            ),
          ],
          [emailRule],
          'Lead.Email: There can be at most 5 active matching rules for Lead.',
        ],
        [
          'filter logic',
          [],
          [text(emailRule, '<label>', '<booleanFilter>1 AND 2</booleanFilter><label>')],
          'Lead.Email: The filter logic 1 AND 2 is invalid.',
        ],
        [
          'an element that there is not',
          [emailRule],
          [text(emailBlock, '<isActive>', '<isBlocking>true</isBlocking><isActive>')],
          'Lead.Email: Error parsing file: Element {http://soap.sforce.com/2006/04/metadata}isBlocking invalid at this location in type DuplicateRule',
        ],
        [
          'a name twice',
          [],
          [
            text(
              emailRule,
              '</MatchingRules>',
              /<matchingRules>.*<\/matchingRules>/.exec(emailRule[1])![0] + '</MatchingRules>',
            ),
          ],
          "Lead.Email: Duplicate name 'Lead.Email' specified",
        ],
        [
          'a field of a kind that is not held here',
          [],
          [
            [
              'objects/Lead.object',
              '<CustomObject><fields><fullName>F__c</fullName><label>F</label><type>Location</type></fields></CustomObject>',
            ],
          ],
          'Lead.F__c: The embedded org holds no fields of type Location.',
        ],
      ],
    )('%s', async (_, before, files, failure) => {
      await start(before);
      const result = await deploy(packed(files));
      expect([result.status, [...new Set(result.failures)]]).toEqual(['Failed', [failure]]);
    });

    it('say where, as Salesforce counts', async () => {
      await start([emailRule]);
      const [path, content] = changed('Active');
      const lines = content.replace('<matchingRules>', '\n    <matchingRules>');
      const { text: answer } = await deploy(packed([[path, lines]]));
      expect([all(answer, 'lineNumber'), all(answer, 'columnNumber')]).toEqual([['3'], ['20']]);
      const broken = await deploy(packed([[path, '<MatchingRules>\n  <matchingRules>\n</MatchingRules>']]));
      expect(broken.failures[0]).toMatch(/^Lead: Error parsing file: /);
      expect(all(broken.text, 'lineNumber')[0]).toBe('2');
    });

    it.each<
      [
        string,
        Readonly<Record<string, readonly string[]>>,
        readonly (readonly [string, string])[],
        readonly string[],
      ]
    >([
      [
        'a file that the manifest does not name',
        { MatchingRules: ['Lead'] },
        [emailRule, emailBlock],
        ['Lead.Email: Not in package.xml'],
      ],
      [
        'a name without a file',
        { DuplicateRule: ['Lead.Nope'] },
        [],
        [
          "Lead.Nope: An object 'Lead.Nope' of type DuplicateRule was named in package.xml, but was not found in zipped directory",
        ],
      ],
      [
        'types that are not held here',
        { ApexClass: ['Foo'], Settings: ['Case'] },
        [
          ['classes/Foo.cls', ''],
          ['classes/Foo.cls-meta.xml', ''],
        ],
        [
          'Foo: The embedded org holds no components of type ApexClass.',
          'Case: The embedded org holds no settings Case.',
        ],
      ],
      [
        'one rule of several in a file',
        { MatchingRule: ['Lead.Email'] },
        [matchingRulesFile('Lead', { Email: ['Email'], Bad: ['Nope__c'] })],
        [],
      ],
    ])('%s', async (_, manifest, files, failures) => {
      await start([]);
      const result = await deploy(packed(files, manifest));
      expect(result).toMatchObject({ status: failures.length > 0 ? 'Failed' : 'Succeeded', failures });
    });

    it('what is no package', async () => {
      await start([]);
      expect((await deploy(Buffer.from('nonsense'))).failures).toEqual([
        'package.xml: The zip file cannot be read.',
      ]);
      expect((await deploy(zipSync({ 'a/b.txt': strToU8('x') }))).failures).toEqual([
        'package.xml: No package.xml found',
      ]);
      expect(
        await metadata(
          '<checkDeployStatus><asyncProcessId>0Af000000000000</asyncProcessId></checkDeployStatus>',
        ),
      ).toContain('INVALID_CROSS_REFERENCE_KEY');
    });
  });
}
