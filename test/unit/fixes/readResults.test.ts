import { describe, expect, it } from 'vitest';
import { alert, fixesIn, inClass, mended, mendedText, offered } from '../../support/mended.ts';

const read = (statements: string) => mended(alert, 'read-results', statements);
const partial = (statements: string) => mended(alert, 'change-to-partial-save', statements);

describe('a partial save whose results nobody reads', () => {
  it('has them read', () => {
    expect(read('Database.insert(leads, false); // what can be saved')).toMatchInlineSnapshot(`
      "List<Database.SaveResult> results = Database.insert(leads, false); // what can be saved
      for (Database.SaveResult result : results) {
          for (Database.Error error : result.getErrors()) {
              if (error instanceof Database.DuplicateError) {
                  // TODO: handle the duplicate: these are the records that it matches
                  for (Datacloud.MatchResult match : ((Database.DuplicateError) error).getDuplicateResult().getMatchResults()) {
                      System.debug(LoggingLevel.WARN, match.getMatchRecords());
                  }
              }
          }
      }"
    `);
  });

  it('has the result of one record read', () => {
    expect(read('Database.update(one, false, AccessLevel.SYSTEM_MODE);')).toMatchInlineSnapshot(`
      "Database.SaveResult result = Database.update(one, false, AccessLevel.SYSTEM_MODE);
      for (Database.Error error : result.getErrors()) {
          if (error instanceof Database.DuplicateError) {
              // TODO: handle the duplicate: these are the records that it matches
              for (Datacloud.MatchResult match : ((Database.DuplicateError) error).getDuplicateResult().getMatchResults()) {
                  System.debug(LoggingLevel.WARN, match.getMatchRecords());
              }
          }
      }"
    `);
  });

  it('keeps the variable that holds them', () => {
    expect(
      read('Database.SaveResult[] results = Database.insert(leads, false);\nSystem.debug(results);'),
    ).toMatchInlineSnapshot(`
      "Database.SaveResult[] results = Database.insert(leads, false);
      for (Database.SaveResult result : results) {
          for (Database.Error error : result.getErrors()) {
              if (error instanceof Database.DuplicateError) {
                  // TODO: handle the duplicate: these are the records that it matches
                  for (Datacloud.MatchResult match : ((Database.DuplicateError) error).getDuplicateResult().getMatchResults()) {
                      System.debug(LoggingLevel.WARN, match.getMatchRecords());
                  }
              }
          }
      }
      System.debug(results);"
    `);
  });

  it('takes names that are free', () => {
    expect(
      read('Integer results = 0;\nString result, error, match;\nDatabase.insert(leads, false);'),
    ).toMatchInlineSnapshot(`
      "Integer results = 0;
      String result, error, match;
      List<Database.SaveResult> saveResult = Database.insert(leads, false);
      for (Database.SaveResult saveResult2 : saveResult) {
          for (Database.Error saveError : saveResult2.getErrors()) {
              if (saveError instanceof Database.DuplicateError) {
                  // TODO: handle the duplicate: these are the records that it matches
                  for (Datacloud.MatchResult matchResult : ((Database.DuplicateError) saveError).getDuplicateResult().getMatchResults()) {
                      System.debug(LoggingLevel.WARN, matchResult.getMatchRecords());
                  }
              }
          }
      }"
    `);
  });

  it('says that options without optAllOrNone are meant to be partial', () => {
    expect(
      read('Database.DMLOptions dml = new Database.DMLOptions();\nDatabase.insert(leads, dml);'),
    ).toMatchInlineSnapshot(`
      "Database.DMLOptions dml = new Database.DMLOptions();
      dml.optAllOrNone = false;
      List<Database.SaveResult> results = Database.insert(leads, dml);
      for (Database.SaveResult result : results) {
          for (Database.Error error : result.getErrors()) {
              if (error instanceof Database.DuplicateError) {
                  // TODO: handle the duplicate: these are the records that it matches
                  for (Datacloud.MatchResult match : ((Database.DuplicateError) error).getDuplicateResult().getMatchResults()) {
                      System.debug(LoggingLevel.WARN, match.getMatchRecords());
                  }
              }
          }
      }"
    `);
  });

  it('reads in the loop that is there', () => {
    expect(
      read(
        'for (Database.UpsertResult r : Database.upsert(leads, Lead.Web_Id__c, false)) {\n    System.debug(r.getErrors());\n}',
      ),
    ).toMatchInlineSnapshot(`
      "for (Database.UpsertResult r : Database.upsert(leads, Lead.Web_Id__c, false)) {
          for (Database.Error error : r.getErrors()) {
              if (error instanceof Database.DuplicateError) {
                  // TODO: handle the duplicate: these are the records that it matches
                  for (Datacloud.MatchResult match : ((Database.DuplicateError) error).getDuplicateResult().getMatchResults()) {
                      System.debug(LoggingLevel.WARN, match.getMatchRecords());
                  }
              }
          }
          System.debug(r.getErrors());
      }"
    `);
  });

  it('reads the results of conversions', () => {
    expect(
      mended(
        `Account: Alert/Alert\nContact: Alert/Alert\nsetting leadConversion on`,
        'read-results',
        'Database.convertLead(new Database.LeadConvert(), false);',
      ),
    ).toMatchInlineSnapshot(`
      "Database.LeadConvertResult result = Database.convertLead(new Database.LeadConvert(), false);
      for (Database.Error error : result.getErrors()) {
          if (error instanceof Database.DuplicateError) {
              // TODO: handle the duplicate: these are the records that it matches
              for (Datacloud.MatchResult match : ((Database.DuplicateError) error).getDuplicateResult().getMatchResults()) {
                  System.debug(LoggingLevel.WARN, match.getMatchRecords());
              }
          }
      }"
    `);
  });
});

describe('a partial save in a method that is called', () => {
  const service = (returns: string, body: string) =>
    `public class Sample {\n    static ${returns} store(List<SObject> records) {\n        ${body}\n    }\n    static void run(List<Lead> leads) {\n        store(leads);\n    }\n}\n`;

  it('has its results read there where it keeps them', () => {
    const text = service('void', 'Database.insert(records, false);');
    expect(mendedText(alert, 'read-results', text)).toMatchInlineSnapshot(`
      "public class Sample {
          static void store(List<SObject> records) {
              List<Database.SaveResult> results = Database.insert(records, false);
              for (Database.SaveResult result : results) {
                  for (Database.Error error : result.getErrors()) {
                      if (error instanceof Database.DuplicateError) {
                          // TODO: handle the duplicate: these are the records that it matches
                          for (Datacloud.MatchResult match : ((Database.DuplicateError) error).getDuplicateResult().getMatchResults()) {
                              System.debug(LoggingLevel.WARN, match.getMatchRecords());
                          }
                      }
                  }
              }
          }
          static void run(List<Lead> leads) {
              store(leads);
          }
      }
      "
    `);
  });

  it('has its results read by the caller who gets them', () => {
    const text = service('List<Database.SaveResult>', 'return Database.insert(records, false);');
    expect(mendedText(alert, 'read-results', text)).toMatchInlineSnapshot(`
      "public class Sample {
          static List<Database.SaveResult> store(List<SObject> records) {
              return Database.insert(records, false);
          }
          static void run(List<Lead> leads) {
              List<Database.SaveResult> results = store(leads);
              for (Database.SaveResult result : results) {
                  for (Database.Error error : result.getErrors()) {
                      if (error instanceof Database.DuplicateError) {
                          // TODO: handle the duplicate: these are the records that it matches
                          for (Datacloud.MatchResult match : ((Database.DuplicateError) error).getDuplicateResult().getMatchResults()) {
                              System.debug(LoggingLevel.WARN, match.getMatchRecords());
                          }
                      }
                  }
              }
          }
      }
      "
    `);
  });
});

describe('an all-or-none save that becomes partial', () => {
  it('still throws other errors', () => {
    expect(partial('insert leads; // new ones')).toMatchInlineSnapshot(`
      "List<Database.SaveResult> results = Database.insert(leads, false); // new ones
      for (Database.SaveResult result : results) {
          for (Database.Error error : result.getErrors()) {
              if (error instanceof Database.DuplicateError) {
                  // TODO: handle the duplicate: these are the records that it matches
                  for (Datacloud.MatchResult match : ((Database.DuplicateError) error).getDuplicateResult().getMatchResults()) {
                      System.debug(LoggingLevel.WARN, match.getMatchRecords());
                  }
              } else {
                  // This exception carries no details of rows: its getNumDml() is 0.
                  throw new DmlException(error.getMessage());
              }
          }
      }"
    `);
  });

  it('keeps the external id and the access level', () => {
    expect(partial('upsert as user leads Web_Id__c;')).toMatchInlineSnapshot(`
      "List<Database.UpsertResult> results = Database.upsert(leads, Lead.Web_Id__c, false, AccessLevel.USER_MODE);
      for (Database.UpsertResult result : results) {
          for (Database.Error error : result.getErrors()) {
              if (error instanceof Database.DuplicateError) {
                  // TODO: handle the duplicate: these are the records that it matches
                  for (Datacloud.MatchResult match : ((Database.DuplicateError) error).getDuplicateResult().getMatchResults()) {
                      System.debug(LoggingLevel.WARN, match.getMatchRecords());
                  }
              } else {
                  // This exception carries no details of rows: its getNumDml() is 0.
                  throw new DmlException(error.getMessage());
              }
          }
      }"
    `);
  });

  it('turns the flag round, in braces where it needs some', () => {
    expect(partial('if (leads.size() > 1) Database.insert(leads, true);')).toMatchInlineSnapshot(`
      "if (leads.size() > 1) {
          List<Database.SaveResult> results = Database.insert(leads, false);
          for (Database.SaveResult result : results) {
              for (Database.Error error : result.getErrors()) {
                  if (error instanceof Database.DuplicateError) {
                      // TODO: handle the duplicate: these are the records that it matches
                      for (Datacloud.MatchResult match : ((Database.DuplicateError) error).getDuplicateResult().getMatchResults()) {
                          System.debug(LoggingLevel.WARN, match.getMatchRecords());
                      }
                  } else {
                      // This exception carries no details of rows: its getNumDml() is 0.
                      throw new DmlException(error.getMessage());
                  }
              }
          }
      }"
    `);
  });

  const noteOf = (statements: string) => /which the code below uses.*/.exec(partial(statements))?.[0];

  it('says that the Id is null which the code below uses', () => {
    expect(partial('insert one;\nSystem.debug(one.Id);')).toMatchInlineSnapshot(`
      "Database.SaveResult result = Database.insert(one, false);
      for (Database.Error error : result.getErrors()) {
          if (error instanceof Database.DuplicateError) {
              // TODO: handle the duplicate: these are the records that it matches; one.Id, which the code below uses, is null here
              for (Datacloud.MatchResult match : ((Database.DuplicateError) error).getDuplicateResult().getMatchResults()) {
                  System.debug(LoggingLevel.WARN, match.getMatchRecords());
              }
          } else {
              // This exception carries no details of rows: its getNumDml() is 0.
              throw new DmlException(error.getMessage());
          }
      }
      System.debug(one.Id);"
    `);
    expect(noteOf('upsert one;\nif (leads.isEmpty()) System.debug(one.id);')).toBe(
      'which the code below uses, is null here if the record is new',
    );
  });

  it.each([
    ['an element', 'insert leads;\nSystem.debug(leads[0].Id);'],
    ['an element by get', 'insert leads;\nSystem.debug(leads.get(0).Id);'],
    ['a loop', 'insert leads;\nfor (Lead each : leads) System.debug(each.Id);'],
    ['a map', 'insert leads;\nMap<Id, Lead> byId = new Map<Id, Lead>(leads);'],
  ])('says so of records in a list, by %s', (_, statements) => {
    expect(partial(statements)).toContain(
      'these are the records that it matches; the Id of such a record, which the code below uses, is null here\n',
    );
  });

  it.each([
    ['the list itself', 'insert leads;\nSystem.debug(leads.size());'],
    ['a loop over another list', 'insert leads;\nfor (Lead each : others) System.debug(each.Id);'],
    ['records that have one', 'update leads;\nSystem.debug(leads[0].Id);'],
    ['another record', 'insert one;\nSystem.debug(leads[0].Id);'],
    ['another field', 'insert one;\nSystem.debug(one.Name);'],
    ['code above', 'System.debug(one.Id);\ninsert one;'],
    ['another branch', 'if (leads.isEmpty()) insert one; else System.debug(one.Id);'],
    ['a record that has one', 'update one;\nSystem.debug(one.Id);'],
  ])('says nothing of an Id for %s', (_, statements) => {
    expect(noteOf(statements)).toBeUndefined();
  });

  it('speaks of other rows only where there are some', () => {
    const title = (statements: string) =>
      fixesIn(alert, inClass(statements)).find(({ id }) => id === 'change-to-partial-save')!.title;
    expect(title('insert one;')).not.toContain('rows');
    expect(title('insert leads;')).toContain('saves other rows');
  });

  it.each([
    ['getDmlMessage', 'DmlException', 'System.debug(e.getDmlMessage(0));', false],
    ['getNumDml, cast', 'Exception', 'System.debug(((DmlException) e).getNumDml());', false],
    ['getMessage', 'DmlException', 'System.debug(e.getMessage());', true],
  ])('minds whether the catch clause reads rows: %s', (_, type, code, isOffered) => {
    const text = inClass(`try {\n    insert leads;\n} catch (${type} e) {\n    ${code}\n}`);
    expect(offered(alert, text).includes('change-to-partial-save')).toBe(isOffered);
  });

  it('is not offered where records may be one or several, or the flag is not known', () => {
    expect(offered(alert, inClass('insert leads;'))).toContain('change-to-partial-save');
    expect(
      offered(alert, inClass('Boolean strict = one.IsConverted;\nDatabase.insert(leads, strict);')),
    ).not.toContain('change-to-partial-save');
  });
});
