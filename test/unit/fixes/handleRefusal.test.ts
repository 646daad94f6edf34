import { describe, expect, it } from 'vitest';
import { alert, fixesIn, inClass, mended, mendedText, offered } from '../../support/mended.ts';

const inTry = (statements: string) => mended(alert, 'handle-refusal', statements);
const inCatch = (statements: string) => mended(alert, 'handle-refusal-in-catch', statements);

describe('an all-or-none save that throws', () => {
  it('is wrapped, and throws on', () => {
    expect(inTry('insert leads; // new ones')).toMatchInlineSnapshot(`
      "try {
          insert leads; // new ones
      } catch (DmlException e) {
          for (Integer i = 0; i < e.getNumDml(); i++) {
              if (e.getDmlType(i) == StatusCode.DUPLICATES_DETECTED) {
                  // TODO: handle the duplicate (skip the row, update the existing record, tell the user)
                  System.debug(LoggingLevel.WARN, 'Row ' + e.getDmlIndex(i) + ': ' + e.getDmlMessage(i));
              }
          }
          throw e;
      }"
    `);
  });

  it('keeps what is declared in reach', () => {
    expect(
      inTry('Database.SaveResult[] results = Database.insert(leads); // all\nSystem.debug(results);'),
    ).toMatchInlineSnapshot(`
      "Database.SaveResult[] results;
      try {
          results = Database.insert(leads); // all
      } catch (DmlException e) {
          for (Integer i = 0; i < e.getNumDml(); i++) {
              if (e.getDmlType(i) == StatusCode.DUPLICATES_DETECTED) {
                  // TODO: handle the duplicate (skip the row, update the existing record, tell the user)
                  System.debug(LoggingLevel.WARN, 'Row ' + e.getDmlIndex(i) + ': ' + e.getDmlMessage(i));
              }
          }
          throw e;
      }
      System.debug(results);"
    `);
  });

  it('keeps the flag and the access level', () => {
    expect(inTry('Database.update(leads, true, AccessLevel.USER_MODE);')).toMatchInlineSnapshot(`
      "try {
          Database.update(leads, true, AccessLevel.USER_MODE);
      } catch (DmlException e) {
          for (Integer i = 0; i < e.getNumDml(); i++) {
              if (e.getDmlType(i) == StatusCode.DUPLICATES_DETECTED) {
                  // TODO: handle the duplicate (skip the row, update the existing record, tell the user)
                  System.debug(LoggingLevel.WARN, 'Row ' + e.getDmlIndex(i) + ': ' + e.getDmlMessage(i));
              }
          }
          throw e;
      }"
    `);
  });

  it('takes names that are free', () => {
    expect(inTry('Integer i = 0;\nException e = null;\ninsert as user leads;')).toMatchInlineSnapshot(`
      "Integer i = 0;
      Exception e = null;
      try {
          insert as user leads;
      } catch (DmlException error) {
          for (Integer row = 0; row < error.getNumDml(); row++) {
              if (error.getDmlType(row) == StatusCode.DUPLICATES_DETECTED) {
                  // TODO: handle the duplicate (skip the row, update the existing record, tell the user)
                  System.debug(LoggingLevel.WARN, 'Row ' + error.getDmlIndex(row) + ': ' + error.getDmlMessage(row));
              }
          }
          throw error;
      }"
    `);
  });

  it('gives an unbraced branch braces', () => {
    expect(inTry('if (one.Id == null)\n    insert one;\nelse\n    delete one;')).toMatchInlineSnapshot(`
      "if (one.Id == null) {
          try {
              insert one;
          } catch (DmlException e) {
              for (Integer i = 0; i < e.getNumDml(); i++) {
                  if (e.getDmlType(i) == StatusCode.DUPLICATES_DETECTED) {
                      // TODO: handle the duplicate (skip the row, update the existing record, tell the user)
                      System.debug(LoggingLevel.WARN, 'Row ' + e.getDmlIndex(i) + ': ' + e.getDmlMessage(i));
                  }
              }
              throw e;
          }
      }
      else
          delete one;"
    `);
  });

  it('keeps a comment between a condition and its unbraced branch', () => {
    expect(inTry('if (one.Id == null) // a new one\n    insert one;')).toMatchInlineSnapshot(`
      "if (one.Id == null) // a new one
          {
              try {
                  insert one;
              } catch (DmlException e) {
                  for (Integer i = 0; i < e.getNumDml(); i++) {
                      if (e.getDmlType(i) == StatusCode.DUPLICATES_DETECTED) {
                          // TODO: handle the duplicate (skip the row, update the existing record, tell the user)
                          System.debug(LoggingLevel.WARN, 'Row ' + e.getDmlIndex(i) + ': ' + e.getDmlMessage(i));
                      }
                  }
                  throw e;
              }
          }"
    `);
  });

  it('moves statements of several lines', () => {
    expect(
      inTry("insert new Lead(\n    // required\n    LastName = 'x',\n    Email = one.Email\n);"),
    ).toMatchInlineSnapshot(`
      "try {
          insert new Lead(
              // required
              LastName = 'x',
              Email = one.Email
          );
      } catch (DmlException e) {
          for (Integer i = 0; i < e.getNumDml(); i++) {
              if (e.getDmlType(i) == StatusCode.DUPLICATES_DETECTED) {
                  // TODO: handle the duplicate (skip the row, update the existing record, tell the user)
                  System.debug(LoggingLevel.WARN, 'Row ' + e.getDmlIndex(i) + ': ' + e.getDmlMessage(i));
              }
          }
          throw e;
      }"
    `);
  });

  it('returns from within the try', () => {
    expect(
      mendedText(
        alert,
        'handle-refusal',
        'public class Sample {\n  Database.SaveResult[] run(List<Lead> leads) {\n    return Database.insert(leads);\n  }\n}\n',
      ),
    ).toMatchInlineSnapshot(`
      "public class Sample {
        Database.SaveResult[] run(List<Lead> leads) {
          try {
            return Database.insert(leads);
          } catch (DmlException e) {
            for (Integer i = 0; i < e.getNumDml(); i++) {
              if (e.getDmlType(i) == StatusCode.DUPLICATES_DETECTED) {
                // TODO: handle the duplicate (skip the row, update the existing record, tell the user)
                System.debug(LoggingLevel.WARN, 'Row ' + e.getDmlIndex(i) + ': ' + e.getDmlMessage(i));
              }
            }
            throw e;
          }
        }
      }
      "
    `);
  });

  it('is left alone in a condition, and where several variables are declared', () => {
    expect(offered(alert, inClass('if (Database.insert(one).isSuccess()) {\n}'))).not.toContain(
      'handle-refusal',
    );
    expect(offered(alert, inClass('Database.SaveResult a = Database.insert(one), b;'))).not.toContain(
      'handle-refusal',
    );
  });

  it('is the preferred fix, and the only one', () => {
    const fixes = fixesIn(alert, inClass('insert leads;'));
    expect(fixes.filter(({ preferred }) => preferred).map(({ id }) => id)).toEqual(['handle-refusal']);
    expect(fixes.some(({ safe }) => safe)).toBe(false);
  });
});

describe('an all-or-none save in a try', () => {
  it('has its rows handled in the catch clause', () => {
    expect(
      inCatch('try {\n    insert leads;\n} catch (DmlException ex) {\n    System.debug(ex); // logged\n}'),
    ).toMatchInlineSnapshot(`
      "try {
          insert leads;
      } catch (DmlException ex) {
          for (Integer i = 0; i < ex.getNumDml(); i++) {
              if (ex.getDmlType(i) == StatusCode.DUPLICATES_DETECTED) {
                  // TODO: handle the duplicate (skip the row, update the existing record, tell the user)
                  System.debug(LoggingLevel.WARN, 'Row ' + ex.getDmlIndex(i) + ': ' + ex.getDmlMessage(i));
              }
          }
          System.debug(ex); // logged
      }"
    `);
  });

  it('asks what was caught where anything is', () => {
    expect(
      inCatch('Integer i = 0;\ntry {\n    insert leads;\n} catch (Exception dmlError) {\n}'),
    ).toMatchInlineSnapshot(`
      "Integer i = 0;
      try {
          insert leads;
      } catch (Exception dmlError) {
          if (dmlError instanceof DmlException) {
              DmlException dmlException = (DmlException) dmlError;
              for (Integer row = 0; row < dmlException.getNumDml(); row++) {
                  if (dmlException.getDmlType(row) == StatusCode.DUPLICATES_DETECTED) {
                      // TODO: handle the duplicate (skip the row, update the existing record, tell the user)
                      System.debug(LoggingLevel.WARN, 'Row ' + dmlException.getDmlIndex(row) + ': ' + dmlException.getDmlMessage(row));
                  }
              }
          }
      }"
    `);
  });

  it('opens a clause that stands on one line', () => {
    expect(
      inCatch('try { insert leads; } catch (DmlException e) { System.debug(e); }'),
    ).toMatchInlineSnapshot(`
      "try { insert leads; } catch (DmlException e) {
          for (Integer i = 0; i < e.getNumDml(); i++) {
              if (e.getDmlType(i) == StatusCode.DUPLICATES_DETECTED) {
                  // TODO: handle the duplicate (skip the row, update the existing record, tell the user)
                  System.debug(LoggingLevel.WARN, 'Row ' + e.getDmlIndex(i) + ': ' + e.getDmlMessage(i));
              }
          }
          System.debug(e);
      }"
    `);
  });

  it('keeps a comment behind the brace', () => {
    expect(
      inCatch('try {\n    insert leads;\n} catch (DmlException e) { // ignored\n}'),
    ).toMatchInlineSnapshot(`
      "try {
          insert leads;
      } catch (DmlException e) { // ignored
          for (Integer i = 0; i < e.getNumDml(); i++) {
              if (e.getDmlType(i) == StatusCode.DUPLICATES_DETECTED) {
                  // TODO: handle the duplicate (skip the row, update the existing record, tell the user)
                  System.debug(LoggingLevel.WARN, 'Row ' + e.getDmlIndex(i) + ': ' + e.getDmlMessage(i));
              }
          }
      }"
    `);
  });

  it('is wrapped where no clause gets a DmlException', () => {
    expect(
      inTry('try {\n    insert leads;\n} catch (QueryException e) {\n    System.debug(e);\n}'),
    ).toMatchInlineSnapshot(`
      "try {
          try {
              insert leads;
          } catch (DmlException e) {
              for (Integer i = 0; i < e.getNumDml(); i++) {
                  if (e.getDmlType(i) == StatusCode.DUPLICATES_DETECTED) {
                      // TODO: handle the duplicate (skip the row, update the existing record, tell the user)
                      System.debug(LoggingLevel.WARN, 'Row ' + e.getDmlIndex(i) + ': ' + e.getDmlMessage(i));
                  }
              }
              throw e;
          }
      } catch (QueryException e) {
          System.debug(e);
      }"
    `);
  });
});

describe('an all-or-none save in a method that is called', () => {
  const service = (body: string) =>
    `public class Sample {\n    static void store(List<SObject> records) {\n        ${body}\n    }\n    static void run(List<Lead> leads) {\n        store(leads); // all\n    }\n}\n`;

  it('is handled by the caller that gets the exception', () => {
    const text = mendedText(alert, 'handle-refusal', service('insert records;'));
    expect(text).toContain(
      '        try {\n            store(leads); // all\n        } catch (DmlException e) {\n',
    );
    expect(text).toContain('        insert records;\n    }\n');
  });

  it('is handled in the clause that catches it', () => {
    const body = 'try { insert records; } catch (Exception e) { System.debug(e); }';
    const text = mendedText(alert, 'handle-refusal-in-catch', service(body));
    expect(text).toContain('catch (Exception e) {\n            if (e instanceof DmlException) {\n');
    expect(text).toContain('        store(leads); // all\n    }\n');
  });
});

describe('a save that is only collected', () => {
  it('is caught where the records are saved, not where they are registered', () => {
    const text = `public class Sample {
    private List<SObject> waiting = new List<SObject>();
    void register(List<SObject> records) {
        waiting.addAll(records);
    }
    void commitAll() {
        insert waiting;
    }
    static void run(List<Lead> leads) {
        Sample work = new Sample();
        work.register(leads);
        work.commitAll();
    }
}
`;
    const registered = text.indexOf('register(leads)');
    expect(fixesIn(alert, text)[0]!.finding.location.start).toBe(registered);
    expect(offered(alert, text)).toEqual(['handle-refusal-where-saved']);
    const after = mendedText(alert, 'handle-refusal-where-saved', text);
    expect(after).toContain('        try {\n            insert waiting;\n        } catch (DmlException e) {');
    expect(after).toContain('        work.register(leads);\n        work.commitAll();');
  });
});

describe('names', () => {
  it('differ from fields, whatever their case', () => {
    const fields = 'String E, I, OPTIONS; Integer Results { get; set; }\n    ';
    const text = inClass('insert leads;').replace('void run', `${fields}void run`);
    expect(mendedText(alert, 'handle-refusal', text)).toContain('catch (DmlException error) {');
    expect(mendedText(alert, 'handle-refusal', text)).toContain('for (Integer row = 0;');
    expect(mendedText(alert, 'allow-save', text)).toContain('Database.insert(leads, dmlOptions);');
    expect(mendedText(alert, 'change-to-partial-save', text)).toContain(
      'List<Database.SaveResult> saveResult =',
    );
  });

  it('differ from parameters and from variables that come later', () => {
    const text = inClass('insert leads;\nInteger options = 1;').replace('Lead one', 'Lead one, Integer e');
    expect(mendedText(alert, 'handle-refusal', text)).toContain('catch (DmlException error) {');
    expect(mendedText(alert, 'allow-save', text)).toContain('Database.insert(leads, dmlOptions);');
  });

  it('may be those of another block', () => {
    const text = inClass('try {\n    delete one;\n} catch (DmlException e) {\n    return;\n}\ninsert leads;');
    expect(mendedText(alert, 'handle-refusal', text).match(/catch \(DmlException e\)/g)).toHaveLength(2);
  });
});
