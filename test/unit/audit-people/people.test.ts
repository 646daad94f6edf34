import { describe, expect, it } from 'vitest';
import type { OrgPeople, OrgUser } from '../../../server/src/core/orgData/people.ts';
import {
  byJobs,
  custom,
  type Files,
  field,
  people,
  permissionSet,
  profile,
  root,
  told,
  user,
  writes,
} from './peopleSections.ts';

describe('whom conditions exempt', () => {
  const profiles: Files = {
    'profiles/Admin.profile-meta.xml': profile('<custom>false</custom>'),
    'profiles/Sales.profile': profile('<custom>true</custom>'),
    'profiles/Loader %26 Co.profile-meta.xml': profile('<custom>true</custom>'),
  };
  it.each<[why: string, rules: string, files: Files, told: readonly string[]]>([
    ['nobody, without a condition on the user', 'Lead: Block/Block when Status equals New', profiles, []],
    ['an inactive rule asks nobody', 'Lead: Block/Block when $User.Alias equals x inactive', profiles, []],
    [
      'a profile, by the name that Setup shows',
      'Lead: Block/Block when $User.Profile notEqual "System Administrator"',
      profiles,
      [
        `medium: Rule 'Lead Rule' does not run where the running user's Profile equals "System Administrator".`,
        '- Of the 3 profiles in the files 1 is exempt by that: System Administrator.',
        byJobs,
      ],
    ],
    [
      'everybody else, where a rule is for some',
      'Lead: Block/Block when $User.Profile contains Sales',
      profiles,
      [
        `medium: Rule 'Lead Rule' does not run where the running user's Profile does not contain "Sales".`,
        '- Of the 3 profiles in the files 2 are exempt by that: Loader & Co and System Administrator.',
        byJobs,
      ],
    ],
    [
      'a profile that no file has',
      'Lead: Block/Block when $User.Profile notEqual Nobody',
      profiles,
      [
        `medium: Rule 'Lead Rule' does not run where the running user's Profile equals "Nobody".`,
        '- None of the 3 profiles in the files is exempt by that.',
        byJobs,
      ],
    ],
    [
      'users of a name',
      'Lead: Report/Report when $User.FirstName notEqual Integration',
      {},
      [
        `low: Rule 'Lead Rule' does not run where the running user's FirstName equals "Integration".`,
        '- It goes by FirstName: every user with such a value counts, whoever it is.',
        '- By its words it is meant for an integration: "Integration".',
        byJobs,
      ],
    ],
  ])('%s', (_, rules, files, expected) => {
    expect(told({ rules, files }, 'exempt-users')).toEqual(expected);
  });

  it('a stated reason stands with it', () => {
    const rules = 'Lead: Block/Block when $User.Username notEqual a@b.c';
    const [statement] = people({ rules, reason: 'the old system repeats itself' }).statements;
    expect(statement).toMatchObject({ kind: 'exempt-users', risk: 'low', recommendation: null });
    expect(statement!.details).toContain('Stated reason: the old system repeats itself');
  });
});

describe('who can change rules', () => {
  const files: Files = {
    'profiles/Admin.profile-meta.xml': profile(user('CustomizeApplication'), user('ModifyMetadata')),
    'profiles/Off.profile-meta.xml': profile(
      '<userPermissions><enabled>false</enabled><name>CustomizeApplication</name></userPermissions>',
    ),
    'permissionsets/Deploy.permissionset-meta.xml': permissionSet(
      user('CustomizeApplication'),
      '<label>Deployer</label>',
    ),
    'permissionsetgroups/All.permissionsetgroup-meta.xml': root(
      'PermissionSetGroup',
      '<label>All of it</label><permissionSets>Deploy</permissionSets>',
    ),
    'permissionsetgroups/Less.permissionsetgroup-meta.xml': root(
      'PermissionSetGroup',
      '<label>Less</label><mutingPermissionSets>Quiet</mutingPermissionSets><permissionSets>Deploy</permissionSets>',
    ),
    'mutingpermissionsets/Quiet.mutingpermissionset-meta.xml': root(
      'MutingPermissionSet',
      user('CustomizeApplication'),
    ),
  };

  it('is who has Customize Application, groups without those that turn it off', () => {
    expect(told({ files }, 'rule-changers')).toEqual([
      'low: Rules can be changed and switched off with Customize Application, which 1 profile, 1 permission set and 1 permission set group give, as far as the files say.',
      '- Profiles: System Administrator.',
      '- Permission sets: Deployer.',
      '- Permission set groups: All of it.',
      '- Turned off by a muting permission set in the groups: Less.',
      '- 1 of these also gives Modify Metadata or Modify All Data, with which rules are deployed through the Metadata API.',
    ]);
    const { places } = people({ files }).statements.find(({ kind }) => kind === 'rule-changers')!;
    expect(places.map(({ path, line }) => `${path}:${line}`)).toEqual([
      'force-app/profiles/Admin.profile-meta.xml:3',
      'force-app/permissionsets/Deploy.permissionset-meta.xml:3',
    ]);
  });

  it('is graver where it is an integration', () => {
    const integration = {
      'profiles/Integration.profile': profile(user('CustomizeApplication'), user('ApiUserOnly')),
    };
    const [statement] = people({ files: integration }).statements;
    expect(statement).toMatchObject({
      risk: 'medium',
      recommendation: { key: 'integrations-change-rules' },
    });
  });

  it('counts a profile once whose parts stand in several packages', () => {
    const parts = {
      'a/profiles/Admin.profile': profile(user('CustomizeApplication')),
      'b/profiles/Admin.profile': profile(user('ModifyAllData'), user('CustomizeApplication')),
    };
    expect(told({ files: parts }, 'rule-changers').slice(0, 2)).toEqual([
      'low: Rules can be changed and switched off with Customize Application, which 1 profile gives, as far as the files say.',
      '- Profiles: System Administrator.',
    ]);
  });

  it('says nothing where no file has it', () => {
    expect(told({ files: { 'profiles/A.profile': profile() } }, 'rule-changers')).toEqual([]);
  });
});

describe('who sees what', () => {
  const object = (model: string) => root('CustomObject', `<sharingModel>${model}</sharingModel>`);
  const integration = profile('<userLicense>Salesforce Integration</userLicense>', writes('Lead'));
  const seeing = profile(writes('Lead', '<viewAllRecords>true</viewAllRecords>'), user('ApiUserOnly'));
  it.each<[why: string, files: Files, told: readonly string[]]>([
    [
      'everybody, by the default',
      { 'objects/Lead/Lead.object-meta.xml': object('ReadWrite'), 'profiles/A.profile': integration },
      [
        "none: Rule 'Lead Rule' compares only with what the user who saves can see, and by the org-wide default (ReadWrite) internal users who may read Lead see all of its records.",
      ],
    ],
    [
      'an integration does not, as far as is known',
      {
        'objects/Lead/Lead.object-meta.xml': object('Private'),
        'profiles/A.profile': integration,
        'profiles/B.profile': seeing,
      },
      [
        "medium: Rule 'Lead Rule' compares only with what the user who saves can see.",
        '- The org-wide default of Lead is Private: users see what they own and what reaches them by sharing.',
        '- Who sees every record all the same, as far as the files say: B.',
        '- Of what looks like integrations, 1 profile or permission set may create or edit Lead and does not see every record by itself: A. Duplicates that users with no more than that do not see are saved without a word.',
      ],
    ],
    ['it is not known', {}, []],
    [
      'only who sees all is known',
      { 'profiles/B.profile': seeing },
      [
        "none: Rule 'Lead Rule' compares only with what the user who saves can see.",
        '- The org-wide default of Lead is in no file here: it is not known who sees what by it.',
        '- Who sees every record all the same, as far as the files say: B.',
      ],
    ],
  ])('%s', (_, files, expected) => {
    expect(told({ rules: 'Lead: Block/Block sharing', files }, 'sharing-enforced')).toEqual(expected);
  });

  it('a rule that bypasses sharing sees all', () => {
    expect(told({}, 'sharing-bypassed')[0]).toBe(
      "none: Rule 'Lead Rule' compares with all records, also with those that the user who saves cannot see.",
    );
  });
});

it('says that no permission exempts, and who has those that are taken for it', () => {
  const files = { 'profiles/Admin.profile': profile(user('ModifyAllData'), user('ViewAllData')) };
  expect(told({ files }, 'no-permission-exempts')).toEqual([
    'none: No permission exempts a user from duplicate rules: not Modify All Data, not View All Data, not the profile System Administrator, and there is none to bypass or manage duplicates that does.',
    '- Modify All Data: 1 profile in the files gives it.',
    '- View All Data: 1 profile in the files gives it.',
    '- Only the condition of a rule exempts users. For whoever sees more records a rule that enforces sharing finds more duplicates, if anything, not fewer.',
  ]);
});

describe('integrations', () => {
  it.each<[name: string, text: string, row: readonly string[] | null]>([
    ['Sales.profile', profile(), null],
    ['Capital.profile', profile(), null],
    ['Sales.profile', profile(user('ApiUserOnly')), ['API Only User', 'well-founded']],
    ['ERP Integration.profile', profile(), ['its name', 'weak']],
    ['Okta API.profile', profile(), ['its name', 'weak']],
    [
      'X.profile',
      profile('<userLicense>Salesforce Integration</userLicense>', user('ApiUserOnly')),
      ['API Only User, the licence Salesforce Integration', 'documented'],
    ],
    [
      'Y.profile',
      profile('<userLicense>Analytics Cloud Integration User</userLicense>'),
      ["the licence Analytics Cloud Integration User of a feature of Salesforce's own", 'well-founded'],
    ],
  ])('%s', (name, text, expected) => {
    const [table] = people({ files: { [`profiles/${name}`]: text } }).tables;
    expect(table === undefined ? null : table.rows[0]!.slice(1, 3)).toEqual(expected);
  });
});

describe('with an org', () => {
  const someone = (username: string, more: Partial<OrgUser> = {}): OrgUser => ({
    id: `005${username}`,
    username,
    userType: 'Standard',
    profile: 'Sales',
    license: 'Salesforce',
    fields: { 'profile.name': more.profile ?? 'Sales' },
    ...more,
  });
  const users = [
    someone('ada@example.com'),
    someone('integration@example.com', { profile: 'System Administrator' }),
  ];
  const org: OrgPeople = {
    readAt: '2026-03-01T09:00:00Z',
    users: { read: users, more: false, unreadable: [] },
    permissions: [
      {
        name: 'CustomizeApplication',
        givers: [{ kind: 'profile', name: 'profile System Administrator' }],
        users: ['005integration@example.com'],
        more: false,
      },
    ],
    customPermissions: [],
    problems: ['PermissionSet cannot be read.'],
  };
  const rules = 'Lead: Block/Block when $User.Profile notEqual "System Administrator"';

  it('users are counted, and named only where that is asked for', () => {
    expect(told({ rules, org }, 'exempt-users')).toContain(
      '- In the org it exempts 1 of 2 active users by that.',
    );
    expect(told({ rules, org }, 'rule-changers')[0]).toBe(
      'low: In the org 1 active user can change and switch off rules, by Customize Application.',
    );
    expect(JSON.stringify(people({ rules, org }))).not.toContain('@example.com');
    expect(told({ rules, org, names: true }, 'exempt-users')).toContain(
      '- They are integration@example.com.',
    );
  });

  it('what looks like an integration is a hint', () => {
    const read = [
      someone('ada@example.com'),
      someone('erp.integration@example.com'),
      someone('autoproc@00d', { userType: 'AutomatedProcess' }),
      someone('loader@example.com', { license: 'Salesforce Integration' }),
    ];
    const found = people({ org: { ...org, users: { ...org.users!, read } } }).statements.find(
      ({ kind }) => kind === 'integration-users',
    );
    expect(found).toMatchObject({ risk: 'none', confidence: 'weak', count: 3 });
    expect(found!.details[0]).toBe(
      'By its name (weak): 1; the kind of user AutomatedProcess (well-founded): 1; the licence Salesforce Integration (documented): 1.',
    );
  });

  it('users are judged by their role too', () => {
    const read = [
      someone('a@example.com', { fields: { 'userrole.developername': 'Donor_Care' } }),
      someone('b@example.com', { fields: { 'userrole.developername': null } }),
    ];
    const byRole = 'Lead: Block/Block when $User.UserRole.DeveloperName contains Donor_Care';
    const asked = { rules: byRole, org: { ...org, users: { ...org.users!, read } } };
    expect(told(asked, 'exempt-users')).toContain('- In the org it exempts 1 of 2 active users by that.');
  });

  it('what cannot be read is told', () => {
    expect(people({ rules, org }).notLookedAt.map(({ why }) => why)).toContain(
      'PermissionSet cannot be read.',
    );
    const blind = { ...org, users: { read: users, more: true, unreadable: ['profile.name'] } };
    expect(told({ rules, org: blind }, 'exempt-users')).toContain(
      '- Profile.Name of users cannot be read here, so that who is exempt by it is not counted.',
    );
  });
});

it('bears files that are cut off anywhere', () => {
  const text = profile(
    user('CustomizeApplication'),
    custom('Bypass_Dups'),
    writes('Lead'),
    field('Lead.A__c'),
  );
  for (let end = 0; end < text.length; end += 7) {
    const files = { 'profiles/A.profile': text.slice(0, end), 'objects/Lead.object': text.slice(end) };
    expect(people({ files }).statements.length).toBeGreaterThan(0);
  }
});

it('says which files hold something else, or break off', () => {
  const files = {
    'profiles/A.profile': 'no profile',
    'permissionsets/B.permissionset': '<PermissionSet><userPermissions><name>Customize',
    'customPermissions/C.customPermission': '',
  };
  expect(people({ files }).notLookedAt.map(({ id }) => id)).toEqual([
    'unread-file:force-app/profiles/A.profile',
    'unread-file:force-app/permissionsets/B.permissionset',
    'unread-file:force-app/customPermissions/C.customPermission',
    'users',
  ]);
});
