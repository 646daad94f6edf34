import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { compileReference, isCompiled } from '../../../server/src/core/matching/compile.ts';
import { standardRules } from '../../../server/src/core/metadata/standardRules.ts';
import { catalogWith } from '../../support/catalog.ts';
import { compiled, type Fields, matchingRule, recordOf } from '../../support/matchingRules.ts';

const ada = { FirstName: 'Augusta', LastName: 'Byron' };
const transposed = { FirstName: 'Byron', LastName: 'Augusta' };

describe('the equation of contacts and leads', () => {
  const home = { MailingStreet: '12 St James Square', MailingCity: 'London', MailingPostalCode: '10001' };
  const street = { MailingStreet: home.MailingStreet };

  it.each<[Fields, boolean]>([
    [{ ...ada, Title: 'Countess', 'Account.Name': 'Analytical Engines' }, true],
    [{ ...ada, 'Account.Name': 'Analytical Engines' }, false],
    [{ ...ada, Title: 'Countess' }, false],
    [{ ...ada, Email: 'ada@byron.example' }, true],
    [{ ...ada, Phone: '(415) 555-1234' }, true],
    [{ ...ada, ...street, MailingCity: 'London' }, true],
    [{ ...ada, ...street, MailingPostalCode: '10001' }, true],
    [{ ...ada, ...street, Title: 'Countess' }, true],
    [{ ...ada, ...street }, false],
    [{ ...ada, MailingCity: 'London', MailingPostalCode: '10001' }, false],
    [ada, false],
    [{ FirstName: 'Augusta', LastName: 'Lovelace', Email: 'ada@byron.example' }, false],
    [{ FirstName: 'Zenobia', LastName: 'Byron', Email: 'ada@byron.example' }, false],
    // Names transposed.
    [{ ...transposed, Email: 'ada@byron.example' }, true],
    [{ ...transposed, Phone: '4155551234' }, true],
    [transposed, false],
    // Blank names are ignored beside Email, and nowhere else.
    [{ LastName: 'Byron', Email: 'ada@byron.example' }, true],
    [{ LastName: 'Lovelace', Email: 'ada@byron.example' }, false],
    [{ LastName: 'Byron', Phone: '(415) 555-1234' }, false],
    [{ LastName: 'Byron', ...home, Title: 'Countess' }, false],
  ])('%o: %s', (other, matches) => {
    const all = {
      ...ada,
      ...home,
      Title: 'Countess',
      'Account.Name': 'Analytical Engines',
      Email: 'ada@byron.example',
      Phone: '415-555-1234',
    };
    const contacts = compiled('Standard Contact');
    expect(contacts.compare(recordOf(contacts, all), recordOf(contacts, other)).matches).toBe(matches);
    const leads = compiled('Standard Lead');
    const [one, two] = [all, other].map((fields) =>
      recordOf(
        leads,
        Object.fromEntries(
          Object.entries(fields).map(([name, value]) => [
            name.replace('Mailing', '').replace('Account.Name', 'Company'),
            value,
          ]),
        ),
      ),
    );
    expect(leads.compare(one!, two!).matches).toBe(matches);
  });

  it('is no surer than a page of 2016 makes it', () => {
    const rule = compiled('Standard Contact');
    const one = recordOf(rule, { ...ada, Email: 'ada@byron.example' });
    expect(rule.compare(one, recordOf(rule, { ...ada, Email: 'ada@byron.example' }))).toEqual({
      matches: true,
      certainty: 'documented',
      confidence: 100,
    });
    expect(rule.compare(one, recordOf(rule, {}))).toMatchObject({ matches: false, certainty: 'documented' });
    expect(rule.notes[0]).toMatch(/help page of 2016/);
    expect(rule.engine).toBe('FuzzyMatchEngine');
  });

  it('is undecided without the account name that an id leads to', () => {
    const rule = compiled('Standard Contact');
    const one = recordOf(rule, { ...ada, Title: 'Countess', 'Account.Name': 'Acme' });
    const other = { ...ada, Title: 'Countess', 'Account.Name': undefined, AccountId: '0015g00000LxyzAAAR' };
    expect(rule.compare(one, recordOf(rule, other)).matches).toBeNull();
  });
});

describe('the equation of person accounts', () => {
  const rule = compiled('Standard PersonAccount');
  const home = { BillingStreet: '123 Maple Avenue', BillingCity: 'Springfield', BillingPostalCode: '10001' };

  it.each<[Fields, boolean]>([
    [{ ...ada, PersonEmail: 'ada@byron.example' }, true],
    [{ LastName: 'Byron', PersonEmail: 'ada@byron.example' }, true],
    [{ ...ada, BillingStreet: '123 Maple Ave', BillingCity: 'Springfield' }, true],
    [{ ...ada, BillingStreet: '123 Maple Ave', BillingPostalCode: '10001' }, true],
    [{ ...ada, BillingStreet: '123 Maple Ave' }, false],
    [{ ...ada, Phone: '415-555-1234' }, true],
    [{ LastName: 'Byron', Phone: '415-555-1234' }, false],
    [{ ...transposed, Phone: '415-555-1234' }, true],
  ])('%o: %s', (other, matches) => {
    const all = { ...ada, ...home, PersonEmail: 'ada@byron.example', Phone: '415-555-1234' };
    expect(rule.compare(recordOf(rule, all), recordOf(rule, other)).matches).toBe(matches);
    expect(rule.object).toBe('Account');
  });

  it('asks less of names in its fourth condition, and is not sure of it', () => {
    const one = { ...home, Phone: '415-555-1234', PersonMailingStreet: '1 Elm Street' };
    const method = rule.items[0]!.method;
    const scoreOf = (other: string) => method.score(method.prepare('Marta'), method.prepare(other));
    const other = ['Marius', 'Margot', 'Malta', 'Mara', 'Matti', 'Magda'].find(
      (name) => scoreOf(name) >= 75 && scoreOf(name) < 85,
    )!;
    const near = ['Marta', other];
    const [sample, candidate] = near.map((FirstName) =>
      recordOf(rule, { ...one, FirstName, LastName: 'Byron' }),
    );
    expect(rule.compare(sample!, candidate!)).toMatchObject({ matches: true, certainty: 'approximate' });
    const elsewhere = recordOf(rule, { FirstName: other, LastName: 'Byron', Phone: '415-555-1234' });
    expect(rule.compare(sample!, elsewhere).matches).toBe(false);
  });
});

it('compares leads with contacts by the mapping of the standard duplicate rules', () => {
  const across = (object: string, other: string) => {
    const reference = standardRules
      .find((rule) => rule.object === object)!
      .matchRules.find(({ objectType }) => objectType === other)!;
    const rule = compileReference(reference, catalogWith([], []));
    if (!isCompiled(rule)) throw new Error(rule.why);
    return { rule, mapping: reference.mapping };
  };
  const contact = { ...ada, Title: 'Countess', 'Account.Name': 'Acme', MailingCity: 'London' };
  const lead = { ...ada, Title: 'Countess', Company: 'ACME Inc.', City: 'London' };
  const toContacts = across('Lead', 'Contact');
  const sample = recordOf(toContacts.rule, lead, toContacts.mapping);
  expect(toContacts.rule.compare(sample, recordOf(toContacts.rule, contact)).matches).toBe(true);
  const toLeads = across('Contact', 'Lead');
  expect(
    toLeads.rule.compare(recordOf(toLeads.rule, contact, toLeads.mapping), recordOf(toLeads.rule, lead))
      .matches,
  ).toBe(true);
});

it('takes a standard rule that the catalogue holds without items', () => {
  const name = 'Standard_Lead_Match_Rule_v1_0';
  const held = matchingRule('Lead: ', 'Inactive', name);
  const rule = compileReference(
    { objectType: 'Lead', matchingRule: name, mapping: null },
    catalogWith([], [held]),
  );
  expect(isCompiled(rule) && rule.rule).toBe(held);
  expect(isCompiled(rule) && rule.keys).toHaveLength(4);
});

const text = (...values: string[]) => fc.constantFrom<string | undefined>('', undefined, ...values);
const person = fc.record({
  FirstName: text('Jon', 'Jonathan', 'J', 'Maria', 'Luis', 'Antonio', 'Élodie'),
  LastName: text('Smith', 'Smyth', 'Antonio', 'Luis', 'Byron', '李'),
  Email: text('a@b.example', 'A@B.example', 'c@d.example'),
  Title: text('VP Sales', 'VP of Sales', 'Vice President'),
  'Account.Name': text('Acme Inc.', 'ACME', 'Advanced Micro Devices', 'AMD'),
  Phone: text('415-555-1234', '1-415-555-5678', '+44 20 7946 0958'),
  MailingStreet: text('123 Market St', '123 Market Dr', 'Hauptstr. 5'),
  MailingCity: text('London', 'Londen'),
  MailingPostalCode: text('10001', '10001-1234', 'M30 2WZ'),
});
const custom =
  'Contact: FirstName FirstName, LastName LastName, Email, Account CompanyName MatchBlanks, Phone Phone; ' +
  '(1 AND 2 AND NOT 3) OR (3 AND 4) OR (2 AND 5)';

test('verdicts are symmetric, and a trace says the same', () => {
  const rules = [compiled('Standard Contact'), compiled(custom)];
  fc.assert(
    fc.property(person, person, fc.constantFrom(...rules), (a, b, rule) => {
      const [one, other] = [recordOf(rule, a), recordOf(rule, b)];
      const verdict = rule.compare(one, other);
      expect(rule.compare(other, one)).toEqual(verdict);
      const trace = rule.trace(one, other);
      expect(trace.verdict).toEqual(verdict);
      const holding = trace.segments.filter(({ segment }) => segment.leftOut === null);
      expect(holding.some(({ holds }) => holds === true)).toBe(verdict.matches === true);
      expect(holding.every(({ holds }) => holds === false)).toBe(verdict.matches === false);
      expect(trace.summary).not.toMatch(/undefined|null|NaN/);
      for (const key of trace.keys)
        expect([key.key.of(one), key.key.of(other)]).toEqual([key.sample, key.candidate]);
    }),
    { numRuns: 400 },
  );
});

test('records that are equal match, and keys bring them together', () => {
  const rule = compiled('Standard Contact');
  fc.assert(
    fc.property(person, (fields) => {
      const [one, other] = [recordOf(rule, fields), recordOf(rule, fields)];
      const isFilled = (...names: (keyof typeof fields)[]) => names.every((name) => fields[name]);
      if (!isFilled('FirstName', 'LastName') || !(fields.Email || fields.Phone)) return;
      expect(rule.compare(one, other).matches).toBe(true);
      const { keys, compared } = rule.trace(one, other);
      expect(compared.value).toBe(true);
      expect(keys.every(({ sample, equal }) => equal === (sample !== null))).toBe(true);
    }),
    { numRuns: 200 },
  );
});
