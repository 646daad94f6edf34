import { describe, expect, it } from 'vitest';
import { savesIn } from '../../../support/codeSaves.ts';

describe('records of a declared type', () => {
  it.each([
    ['List<Contact> rows', 'rows.toArray(new Contact[0])', 'update Contact'],
    ['Contact[] rows', 'rows', 'update Contact'],
    ['List<SObject> rows', 'rows.toArray(new SObject[0])', 'update <generic>'],
    ['SObject[] rows', 'rows', 'update <generic>'],
    ['List<T> rows', 'rows.toArray(array)', 'update <generic>'],
    ['List<PartnerSObjectImpl> rows', 'rows', 'update <generic>'],
    ['Collection rows', 'rows', 'update <generic>'],
  ])('%s of WSC', async (parameter, records, site) => {
    const code = `import com.sforce.soap.enterprise.EnterpriseConnection;
class Sync {
  private EnterpriseConnection connection;
  void push(${parameter}) throws ConnectionException { connection.update(${records}); }
}`;
    expect(await savesIn('src/Sync.java', code)).toEqual([expect.stringContaining(site)]);
  });

  it.each([
    ['List<Contact> rows', 'rows.ToArray()', 'insert Contact'],
    ['IEnumerable<Contact> rows', 'rows.ToArray()', 'insert Contact'],
    ['sObject[] rows', 'rows', 'insert <generic>'],
  ])('%s of a .NET proxy', async (parameter, records, site) => {
    const code = `using Sf;
class Sync {
  private readonly SforceService binding;
  void Push(${parameter}) { binding.create(${records}); }
}`;
    expect(await savesIn('src/Sync.cs', code)).toEqual([expect.stringContaining(site)]);
  });
});
