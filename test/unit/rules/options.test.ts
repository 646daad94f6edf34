import { describe, expect, it } from 'vitest';
import { catalogOf } from '../../support/catalog.ts';
import { contextOf, inShort, reportsOn } from '../../support/findings.ts';
import { at, conditional, known, parameter, type SiteDraft } from '../../support/sites.ts';

const alert = 'Lead.A: Alert/Alert';
const block = 'Lead.A: Block/Block';
const report = 'Lead.A: Report/Report';
const bypass = 'warning allow-save-bypass';
const ineffective = 'ineffective-duplicate-header';

/** Saves whose refusals are handled, so that only findings on options are left. */
function found(
  rules: string,
  drafts: readonly SiteDraft[],
  complete: readonly string[] = [],
): readonly string[] {
  return inShort(reportsOn(drafts.map(handled), contextOf(catalogOf(rules, complete))));
}

function handled(draft: SiteDraft): SiteDraft {
  return {
    refusal: 'handles-duplicates',
    ...draft,
    options: { optAllOrNone: known(true, at(70)), ...draft.options },
  };
}

const allow: SiteDraft = { options: { allowSave: known(true) } };
const generic: SiteDraft = { ...allow, target: { kind: 'generic', why: 'a parameter' } };

describe('what is said of a bypass', () => {
  const message = (draft: SiteDraft) =>
    reportsOn([handled({ ...allow, ...draft })], contextOf(catalogOf(alert)))[0]!.message.split(' past ')[0];

  it.each<[SiteDraft, string]>([
    [{ channel: 'rest-record' }, 'allowSave=true takes insert of Lead'],
    [{ channel: 'ui-api' }, 'allowSaveOnDuplicate=true takes insert of Lead'],
    [{ channel: 'lwc' }, 'allowSaveOnDuplicate=true may take insert of Lead'],
    [{ channel: 'rest-tree' }, 'allowSave=true may take insert of Lead'],
  ])('%j', (draft, expected) => {
    expect(message(draft)).toBe(expected);
  });
});

describe('allowSave=true', () => {
  it.each<[string, string, readonly SiteDraft[], readonly string[]]>([
    ['an Alert rule', alert, [allow], [bypass]],
    ['an assumed rule', '', [allow], ['information allow-save-bypass']],
    ['the assumed rule on edit', '', [{ ...allow, operation: 'update' }], []],
    ['Alert beside Block', `${alert}\nLead.B: Block/Block`, [allow], [bypass]],
    ['only Block', block, [allow], [`warning ${ineffective}`]],
    ['only Report', report, [allow], []],
    ['an object without rules', alert, [{ ...allow, objects: ['Case'] }], []],
    ['no saves of it known', alert, [generic], ['information allow-save-bypass']],
    [
      'a wrapper and its caller',
      alert,
      [
        { ...generic, place: at(200) },
        { ...allow, via: [at(200)] },
      ],
      [bypass],
    ],
    [
      'a wrapper and a caller that only Block covers',
      block,
      [
        { ...generic, place: at(200) },
        { ...allow, via: [at(200)] },
      ],
      [`warning ${ineffective}`],
    ],
    [
      'a wrapper and a caller without rules',
      alert,
      [
        { ...generic, place: at(200) },
        { ...allow, objects: ['Case'], via: [at(200)] },
      ],
      [],
    ],
    [
      'a generic save beside one that only Block covers',
      block,
      [generic, allow],
      ['information allow-save-bypass'],
    ],
    [
      'one save that Alert covers beside one that Block covers',
      `${alert}\nContact.B: Block/Block`,
      [allow, { ...allow, objects: ['Contact'] }],
      [bypass],
    ],
    ['on some path', alert, [{ options: { allowSave: conditional(true, 'x') } }], [bypass]],
    ['false', alert, [{ options: { allowSave: known(false) } }], []],
    ['passed in', alert, [{ options: { allowSave: parameter('x') } }], []],
    [
      'a doubtful rule',
      'Lead.A: Alert/Alert matching Email',
      [{ ...allow, fields: { LastName: 'x' } }],
      ['information allow-save-bypass'],
    ],
    ['LWC', alert, [{ ...allow, channel: 'lwc' }], [bypass]],
    ['a tree', alert, [{ ...allow, channel: 'rest-tree' }], [bypass]],
    ['Bulk', alert, [{ ...allow, channel: 'bulk-2' }], [`warning ${ineffective}`]],
    [
      'a header that does not reach the save',
      alert,
      [
        {
          channel: 'rest-composite',
          options: { allowSave: known(true), ineffective: 'subrequests do not take over the outer header' },
        },
      ],
      [`warning ${ineffective}`],
    ],
    [
      'Bulk, an object that is not known',
      alert,
      [{ ...generic, channel: 'bulk-2' }],
      [`warning ${ineffective}`],
    ],
    ['Bulk, an object without rules', alert, [{ ...allow, objects: ['Case'], channel: 'bulk-2' }], []],
    [
      'below version 52, an object that is not known',
      alert,
      [{ ...generic, channel: 'rest-record', apiVersion: 50 }],
      [`warning ${ineffective}`],
    ],
    ['GraphQL', alert, [{ ...allow, channel: 'graphql' }], []],
    [
      'Data Loader in bulk mode',
      alert,
      [{ ...allow, channel: 'data-loader-bulk' }],
      [`warning ${ineffective}`],
    ],
    ['Data Loader in SOAP mode', alert, [{ ...allow, channel: 'data-loader-soap' }], [bypass]],
    [
      'below version 52',
      alert,
      [{ ...allow, channel: 'rest-record', apiVersion: 50 }],
      [`warning ${ineffective}`],
    ],
    ['version 52', alert, [{ ...allow, channel: 'rest-record', apiVersion: 52 }], [bypass]],
    [
      'setOptions',
      alert,
      [{ options: { form: 'set-options', allowSave: known(true) } }],
      [`information ${ineffective}`],
    ],
    [
      'setOptions and only Block',
      block,
      [{ options: { form: 'set-options', allowSave: known(true) } }],
      [`warning ${ineffective}`],
    ],
    [
      'setOptions on an SObject',
      alert,
      [{ ...generic, options: { form: 'set-options', allowSave: known(true) } }],
      [`information ${ineffective}`],
    ],
    [
      'convertLead',
      'Account.A: Alert/Alert',
      [{ ...allow, operation: 'convertLead', channel: 'apex-convert-lead' }],
      [`information ${ineffective}`],
    ],
    ['an upsert, which does not compile', alert, [{ ...allow, operation: 'upsert' }], []],
    ['in a test', alert, [{ ...allow, inTest: true }], []],
    ['in a test and elsewhere', alert, [{ ...allow, inTest: true }, allow], [bypass]],
  ])('%s', (_, rules, drafts, expected) => {
    expect(found(rules, drafts)).toEqual(expected);
  });

  it('says that there is nothing to allow where the rules are completely known', () => {
    expect(found('', [allow], ['Lead'])).toEqual([`information ${ineffective}`]);
    expect(found(`${block} inactive`, [allow], ['Lead'])).toEqual([`information ${ineffective}`]);
    expect(found(`${block} inactive`, [allow])).toEqual([]);
  });
});

describe('runAsCurrentUser', () => {
  const system = 'information system-context-bypass';
  const sharing = 'information sharing-hides-duplicates';
  const as = (value: boolean, rest: SiteDraft['options'] = {}): SiteDraft => ({
    options: { runAsCurrentUser: known(value, at(60)), ...rest },
  });

  it.each<[string, string, SiteDraft, readonly string[]]>([
    ['false', alert, as(false), [system]],
    ['false, Block', block, as(false), [system]],
    ['false, only Report', report, as(false), []],
    ['false, no rules', alert, { ...as(false), objects: ['Case'] }, []],
    ['false beside allowSave=true', alert, as(false, { allowSave: known(true) }), [bypass]],
    ['false beside allowSave=false', alert, as(false, { allowSave: known(false) }), [system]],
    ['false on REST', alert, { ...as(false), channel: 'rest-record' }, []],
    ['false on SOAP', alert, { ...as(false), channel: 'soap' }, []],
    ['true, a rule that bypasses sharing', alert, as(true), []],
    ['true, a rule that enforces sharing', `${alert} sharing`, as(true), [sharing]],
    ['true, assumed rules enforce sharing', '', as(true), [sharing]],
    ['true, only Report', `${report} sharing`, as(true), []],
    [
      'true on convertLead',
      'Account.A: Block/Block sharing\nsetting leadConversion on',
      { ...as(true), operation: 'convertLead', channel: 'apex-convert-lead' },
      [],
    ],
  ])('%s', (_, rules, draft, expected) => {
    expect(found(rules, [draft])).toEqual(expected);
  });
});

describe('inside a branch that handles duplicates', () => {
  const inside: SiteDraft = { refusal: { insideHandling: true } };
  const runAs = (value: boolean) => ({ runAsCurrentUser: known(value, at(60)) });

  it.each<[string, string, SiteDraft, readonly string[]]>([
    ['a retry with allowSave=true', alert, { ...inside, ...allow }, [bypass]],
    ['a retry that only Block covers', block, { ...inside, ...allow }, []],
    ['runAsCurrentUser=false', alert, { ...inside, options: runAs(false) }, []],
    ['runAsCurrentUser=true', `${alert} sharing`, { ...inside, options: runAs(true) }, []],
  ])('%s', (_, rules, draft, expected) => {
    expect(found(rules, [draft])).toEqual(expected);
  });
});

describe('what is said', () => {
  const message = (rules: string, ...drafts: readonly SiteDraft[]) =>
    reportsOn(drafts.map(handled), contextOf(catalogOf(rules)))[0]!.message;
  const path = (name: string) => `force-app/…/${name}.duplicateRule-meta.xml`;

  it('stands at the option and names the saves that it reaches', () => {
    const second: SiteDraft = { ...allow, operation: 'update', place: at(300) };
    const [found] = reportsOn(
      [allow, second].map(handled),
      contextOf(catalogOf(`${alert}\nLead.B: Block/Report`)),
    );
    expect(found).toMatchObject({
      ruleId: 'allow-save-bypass',
      place: at(50),
      fingerprint: 'allowSave|A.run|insert|lead',
    });
    expect(found!.message).toBe(
      `allowSave=true takes insert of Lead and update of Lead past the alert of rule 'A' (Allow + Alert on create and edit, ${path('Lead.A')}): a duplicate is saved. No reason is stated. Rule 'B' (Block on create, ${path('Lead.B')}) still refuses it: no option passes a Block rule. Write down why, as the page of this rule shows, or take the option out and handle the refusal.`,
    );
    expect(found!.related.map(({ message }) => message)).toEqual([
      'Insert of Lead that the option reaches',
      'Update of Lead that the option reaches',
      "Rule 'A'",
      "Rule 'B'",
    ]);
  });

  const step =
    'Write down why, as the page of this rule shows, or take the option out and handle the refusal.';
  const three = 'Lead.A: Alert/Report when Country equals US\nLead.B: Alert/Report\nLead.C: Alert/Report';

  it.each<[string, string, readonly SiteDraft[], string]>([
    [
      'three alerts, the one that decides first',
      three,
      [allow],
      `allowSave=true takes insert of Lead past the alert of rule 'B' (Allow + Alert on create, ${path('Lead.B')}): a duplicate is saved. No reason is stated.\nIt passes the alerts of rule 'C' (Allow + Alert on create) and rule 'A' (Allow + Alert on create), too. Rule 'A' runs only where Country equals "US".\n${step}`,
    ],
    [
      'three alerts on a channel that may not honour it, beside a block',
      `${three}\nLead.D: Block/Block`,
      [{ ...allow, channel: 'rest-tree' }],
      `allowSave=true may take insert of Lead past the alert of rule 'B' (Allow + Alert on create, ${path('Lead.B')}): a duplicate may be saved. No reason is stated.\nIt may pass the alerts of rule 'C' (Allow + Alert on create) and rule 'A' (Allow + Alert on create), too. Rule 'A' runs only where Country equals "US".\nRule 'D' (Block on create, ${path('Lead.D')}) still refuses it: no option passes a Block rule. Whether this resource honours the header is not documented. ${step}`,
    ],
    [
      'three alerts of which none bears on every save',
      'Lead.A: Alert/Report\nLead.B: Alert/Report\nLead.C: Report/Alert',
      [allow, { ...allow, operation: 'update', place: at(300) }],
      `allowSave=true takes insert of Lead and update of Lead past the alert of rule 'A' (Allow + Alert on create, ${path('Lead.A')}), rule 'B' (Allow + Alert on create) and rule 'C' (Allow + Alert on edit): a duplicate is saved. No reason is stated. ${step}`,
    ],
    [
      'three alerts of two objects',
      'Lead.A: Alert/Alert\nLead.B: Alert/Alert\nContact.C: Alert/Alert',
      [{ ...allow, objects: ['Lead', 'Contact'] }],
      `allowSave=true takes insert of Lead or Contact past the alert of rule 'A' (Allow + Alert on create, ${path('Lead.A')}), rule 'B' (Allow + Alert on create) and rule 'C' (Allow + Alert on create): a duplicate is saved. No reason is stated. ${step}`,
    ],
  ])('names the rules: %s', (_, rules, drafts, expected) => {
    expect(message(rules, ...drafts)).toBe(expected);
  });

  it('says a condition of the option once, and nothing that holds without it', () => {
    expect(message(alert, { options: { allowSave: conditional(true, 'skip') } })).toBe(
      `allowSave=true when skip takes insert of Lead past the alert of rule 'A' (Allow + Alert on create, ${path('Lead.A')}): a duplicate is saved. No reason is stated. Write down why, as the page of this rule shows, or take the option out and handle the refusal.`,
    );
  });

  it('is as severe as the most severe of its reasons', () => {
    const drafts: readonly SiteDraft[] = [
      { options: { form: 'set-options', allowSave: known(true) } },
      { ...allow, objects: ['Contact'] },
    ];
    expect(found(`${alert}\nContact.B: Block/Block`, drafts)).toEqual([`warning ${ineffective}`]);
  });

  it('says that there is nothing to allow', () => {
    const nothing = (objects: readonly string[]) =>
      reportsOn([handled({ ...allow, objects })], contextOf(catalogOf('', ['Lead', 'Contact'])))[0]!.message;
    expect(nothing(['Lead'])).toContain('Lead has no active duplicate rule');
    expect(nothing(['Lead', 'Contact'])).toContain('Lead and Contact have no active duplicate rule');
  });

  it.each<[string, string, SiteDraft, string]>([
    [
      'a condition',
      alert,
      { options: { allowSave: conditional(true, 'settings.skip') } },
      'allowSave=true when settings.skip takes insert of Lead',
    ],
    [
      'runAsCurrentUser=false beside it',
      alert,
      { options: { allowSave: known(true), runAsCurrentUser: known(false, at(60)) } },
      'runAsCurrentUser=false switches no rule off',
    ],
    ['an unknown object', alert, generic, 'Which object it saves is not known here.'],
    ['LWC', alert, { ...allow, channel: 'lwc' }, 'passing allowSaveOnDuplicate is not supported'],
    [
      'only Block',
      block,
      allow,
      `Insert of Lead is covered by Block rules only, and no option passes them: rule 'A' (Block on create, ${path('Lead.A')}). Take it out.`,
    ],
    [
      'an old version',
      alert,
      { ...allow, channel: 'rest-record', apiVersion: 50 },
      'API version 50.0, and the option is documented from 52.0. Below that, whether it works is not known. Ask for API version 52.0 or later.',
    ],
    [
      'only Block, in an old version',
      block,
      { ...allow, channel: 'rest-record', apiVersion: 50 },
      'Insert of Lead is covered by Block rules only, and no option passes them',
    ],
    [
      'setOptions',
      alert,
      { options: { form: 'set-options', allowSave: known(true) } },
      'documented to work as options that are passed are, and reported not to',
    ],
    [
      'a lead conversion',
      'Account.A: Alert/Alert',
      { ...allow, operation: 'convertLead', channel: 'apex-convert-lead' },
      'its effect on a lead conversion is not documented',
    ],
  ])('%s', (_, rules, draft, expected) => {
    expect(message(rules, draft)).toContain(expected);
  });

  it.each<[string, string, readonly SiteDraft[], string]>([
    ['a Block rule', block, [allow], 'Look for StatusCode.DUPLICATES_DETECTED in the errors of the results.'],
    [
      'Bulk',
      alert,
      [{ ...allow, channel: 'bulk-2' }],
      'Read the failed rows of the job, and deal with those that a rule refused.',
    ],
    [
      'the header of the outer request',
      alert,
      [
        {
          channel: 'rest-composite',
          options: { allowSave: known(true), ineffective: 'it is not inherited' },
        },
      ],
      'Put it into the httpHeaders of each subrequest.',
    ],
    ['nothing to allow', '', [{ ...allow, objects: ['Case'] }], 'Take it out.'],
    [
      'saves of several kinds',
      block,
      [allow, { ...allow, channel: 'bulk-2', place: at(300) }],
      'Take it out, and handle DUPLICATES_DETECTED at each of these saves.',
    ],
  ])('the next step: %s', (_, rules, drafts, step) => {
    const reports = reportsOn(drafts, contextOf(catalogOf(rules, ['Case'])));
    expect(reports.find(({ ruleId }) => ruleId === ineffective)!.message.endsWith(` ${step}`)).toBe(true);
  });

  it('tells saves that it does not reach together', () => {
    const unreached = {
      channel: 'rest-composite',
      options: { allowSave: known(true), ineffective: 'it is not inherited' },
    } as const;
    const drafts = [unreached, { ...unreached, operation: 'update', place: at(300) } as const];
    const reports = reportsOn(drafts, contextOf(catalogOf('Lead: Alert/Alert')));
    expect(reports.find(({ ruleId }) => ruleId === ineffective)!.message).toContain(
      'allowSave=true: it does not reach insert of Lead and update of Lead: it is not inherited. Put',
    );
  });
});
