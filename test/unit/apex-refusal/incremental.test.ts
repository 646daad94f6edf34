import { describe, expect, it } from 'vitest';
import { defaultSettings } from '../../../server/src/core/config/settings.ts';
import { ProjectSchema } from '../../../server/src/core/metadata/objects.ts';
import { ApexFrontEnd } from '../../../server/src/core/saves/apex/frontEnd.ts';

type Files = Readonly<Record<string, string>>;

const uriOf = (name: string) => `file:///project/classes/${name}`;

function projectOf(files: Files): ApexFrontEnd {
  const frontEnd = new ApexFrontEnd();
  frontEnd.setContext({
    settings: defaultSettings,
    schema: new ProjectSchema(),
    watchedFields: new Set(),
  });
  for (const [name, text] of Object.entries(files)) frontEnd.setFile(uriOf(name), text);
  return frontEnd;
}

function refusals(frontEnd: ApexFrontEnd, files: Files): unknown {
  return Object.keys(files).map((name) =>
    frontEnd.facts(uriOf(name)).sites.map(({ refusal: { kind, how, callers } }) => ({
      kind,
      how,
      deciding: callers?.deciding.map(({ enclosing }) => enclosing),
      losing: callers?.losing?.map(({ enclosing }) => enclosing),
      handling: callers?.handling,
    })),
  );
}

const knowing = (call: string) =>
  `try { ${call} } catch (DmlException e) { if (e.getDmlType(0) == StatusCode.DUPLICATES_DETECTED) { return; } throw e; }`;

const files: Files = {
  'Leads.cls': `public class Leads {
  public static void save(Lead l) { insert l; }
  public void store(Contact c) { put(c); }
  private void put(Contact c) { insert c; }
}`,
  'Sync.cls': `public class Sync {
  void run(List<Lead> all) { for (Lead one : all) { importOne(one); } }
  private void importOne(Lead l) { ${knowing('Leads.save(l);')} }
  void contacts(Contact c) { Leads leads = new Leads(); ${knowing('leads.store(c);')} }
}`,
  'Other.cls': 'public class Other { void run(Lead l) { Integer n = 0; } }',
};

function textsOf(frontEnd: ApexFrontEnd, names: Files): Files {
  return Object.fromEntries(Object.keys(names).map((name) => [name, frontEnd.text(uriOf(name))!]));
}

/** Edits one after the other: file, text, what it becomes. */
const edits: readonly (readonly [string, string, string])[] = [
  ['Other.cls', 'Integer n = 0;', 'Leads.save(l);'],
  ['Other.cls', 'Leads.save(l);', 'try { Leads.save(l); } catch (Exception e) { }'],
  ['Other.cls', 'catch (Exception e) { }', 'catch (Exception e) { l.addError(e.getMessage()); }'],
  ['Other.cls', 'Leads.save(l)', 'make().save(l)'],
  ['Other.cls', 'try { make().save(l); } catch (Exception e) { l.addError(e.getMessage()); }', ''],
  ['Sync.cls', 'importOne(one)', 'Leads.save(one)'],
  ['Sync.cls', 'Leads.save(one)', 'importOne(one)'],
  ['Leads.cls', 'insert l;', 'l.Company = null; insert l;'],
  ['Leads.cls', 'public static void save', '@AuraEnabled public static void save'],
  ['Leads.cls', '@AuraEnabled ', ''],
  ['Leads.cls', 'private void put', 'public virtual void put'],
  ['Leads.cls', 'public virtual void put', 'private void put'],
  ['Leads.cls', 'private void put', 'private void put(Lead l) { }\n  private void put'],
  ['Leads.cls', 'private void put(Lead l) { }\n', ''],
  ['Leads.cls', 'public class Leads {', 'public virtual class Leads {'],
  [
    'Other.cls',
    'public class Other {',
    'public class Other extends Leads { public void store(Account a) { }',
  ],
  ['Other.cls', 'void store(Account a)', 'void keep(Account a)'],
  ['Leads.cls', 'class Leads {', 'class Leads implements Storing {'],
  ['Leads.cls', ' implements Storing', ''],
  ['Sync.cls', 'Leads leads = new Leads()', 'Loads leads = new Loads()'],
  ['Sync.cls', 'Loads leads = new Loads()', 'Leads leads = new Leads()'],
  ['Sync.cls', 'catch (DmlException e)', 'catch (QueryException e)'],
];

describe('a refusal that callers in other files decide', () => {
  it('is what a fresh project says, edit by edit', () => {
    let now: Record<string, string> = { ...files };
    const frontEnd = projectOf(now);
    const seen = new Set([JSON.stringify(refusals(frontEnd, now))]);
    let before = refusals(frontEnd, now);
    for (const [name, from, to] of edits) {
      expect(now[name], `an edit of ${from}`).toContain(from);
      now = { ...now, [name]: now[name]!.replace(from, () => to) };
      const { generation } = frontEnd;
      frontEnd.setFile(uriOf(name), now[name]!);
      const hasGrown = frontEnd.generation > generation;
      const said = refusals(frontEnd, now);
      seen.add(JSON.stringify(said));
      expect(said, `after ${from} became ${to}`).toEqual(refusals(projectOf(now), now));
      const others = Object.keys(now).map((one, index) => one !== name && (said as unknown[])[index]);
      const asBefore = Object.keys(now).map((one, index) => one !== name && (before as unknown[])[index]);
      if (JSON.stringify(others) !== JSON.stringify(asBefore)) {
        expect(hasGrown, `others are told after ${from} became ${to}`).toBe(true);
      }
      before = said;
    }
    // The edits tell something apart.
    expect(seen.size).toBeGreaterThan(7);
  });

  it('is told anew when a body begins to call, handles, and no longer calls', () => {
    const frontEnd = projectOf(files);
    const lead = () => frontEnd.facts(uriOf('Leads.cls')).sites[0]!.refusal;
    const all = () => Object.keys(files).map((name) => frontEnd.facts(uriOf(name)));
    const other = (code: string) => `public class Other { void run(Lead l) { ${code} } }`;
    expect(lead().kind).toBe('handles-duplicates');
    const steps = [
      ['Leads.save(l);', 'propagates'],
      [knowing('Leads.save(l);'), 'handles-duplicates'],
      ['Leads.save(l);', 'propagates'],
      ['', 'handles-duplicates'],
    ] as const;
    for (const [code, expected] of steps) {
      all();
      const { generation } = frontEnd;
      frontEnd.setFile(uriOf('Other.cls'), other(code));
      expect(frontEnd.generation, code).toBeGreaterThan(generation);
      expect(lead().kind, code).toBe(expected);
    }
  });

  it.each([
    ['is known under another name', 'void run() { Leads.save(null); }', 'void start() { Leads.save(null); }'],
    [
      'is known with a parameter more',
      'void run() { Leads.save(null); }',
      'void run(Id i) { Leads.save(null); }',
    ],
    ['has stood in an initializer', '{ Leads.save(null); }', '{ Leads.save(null); } Integer n = 0;'],
  ])('tells others of a new caller once a body with a call %s', (_title, from, to) => {
    const caller = (members: string) => `public class Caller { ${members} void other(Lead l) { } }`;
    const now = { ...files, 'Caller.cls': caller(from) };
    const frontEnd = projectOf(now);
    const ask = () => refusals(frontEnd, now);
    ask();
    frontEnd.setFile(uriOf('Caller.cls'), caller(to));
    ask();
    const { generation } = frontEnd;
    frontEnd.setFile(uriOf('Other.cls'), files['Other.cls']!.replace('Integer n = 0;', 'Leads.save(l);'));
    expect(frontEnd.generation).toBeGreaterThan(generation);
    expect(ask()).toEqual(refusals(projectOf(textsOf(frontEnd, now)), now));
  });

  it('tells others of a new caller in the file of an initializer that calls', () => {
    const caller = (code: string) =>
      `public class Caller { static { Leads.save(null); } void other(Lead l) { ${code} } }`;
    const frontEnd = projectOf({ ...files, 'Caller.cls': caller('') });
    const lead = () => frontEnd.facts(uriOf('Leads.cls')).sites[0]!.refusal.callers;
    const before = lead();
    const { generation } = frontEnd;
    frontEnd.setFile(uriOf('Caller.cls'), caller('Leads.save(l);'));
    expect(frontEnd.generation).toBeGreaterThan(generation);
    expect(lead()).not.toEqual(before);
  });

  it('tells nobody of a body that calls what no other file looked for', () => {
    const frontEnd = projectOf(files);
    const before = Object.keys(files).map((name) => frontEnd.facts(uriOf(name)));
    const { generation } = frontEnd;
    frontEnd.setFile(uriOf('Other.cls'), files['Other.cls']!.replace('Integer n = 0;', 'System.debug(l);'));
    expect(frontEnd.generation).toBe(generation);
    expect(frontEnd.facts(uriOf('Leads.cls'))).toBe(before[0]);
  });
});
