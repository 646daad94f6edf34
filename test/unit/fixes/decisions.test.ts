import { describe, expect, it } from 'vitest';
import { alert, block, inClass, mended, mendedText, offered } from '../../support/mended.ts';

const allow = (statements: string) => mended(alert, 'allow-save', statements);
const refuse = (statements: string) => mended(block, 'state-refusal', statements);

describe('letting duplicates be saved', () => {
  it('keeps a statement all or none', () => {
    expect(allow('insert leads; // new ones')).toMatchInlineSnapshot(`
      "Database.DMLOptions options = new Database.DMLOptions();
      options.optAllOrNone = true;
      // duplicate-rules: allow-save-bypass -- TODO: say why duplicates may be saved here
      options.DuplicateRuleHeader.allowSave = true;
      Database.insert(leads, options); // new ones"
    `);
  });

  it('copies the flag and the access level', () => {
    expect(
      allow('Boolean strict = one.IsConverted;\nDatabase.insert(leads, strict, AccessLevel.USER_MODE);'),
    ).toMatchInlineSnapshot(`
      "Boolean strict = one.IsConverted;
      Database.DMLOptions options = new Database.DMLOptions();
      options.optAllOrNone = strict;
      // duplicate-rules: allow-save-bypass -- TODO: say why duplicates may be saved here
      options.DuplicateRuleHeader.allowSave = true;
      Database.insert(leads, options, AccessLevel.USER_MODE);"
    `);
  });

  it('keeps user mode', () => {
    expect(allow('update as user one;')).toMatchInlineSnapshot(`
      "Database.DMLOptions options = new Database.DMLOptions();
      options.optAllOrNone = true;
      // duplicate-rules: allow-save-bypass -- TODO: say why duplicates may be saved here
      options.DuplicateRuleHeader.allowSave = true;
      Database.update(one, options, AccessLevel.USER_MODE);"
    `);
  });

  it('uses the options that are there', () => {
    expect(
      allow(
        'Database.DMLOptions dml = new Database.DMLOptions();\ndml.optAllOrNone = true;\nDatabase.insert(leads, dml);',
      ),
    ).toMatchInlineSnapshot(`
      "Database.DMLOptions dml = new Database.DMLOptions();
      dml.optAllOrNone = true;
      // duplicate-rules: allow-save-bypass -- TODO: say why duplicates may be saved here
      dml.DuplicateRuleHeader.allowSave = true;
      Database.insert(leads, dml);"
    `);
  });

  it('stands before the statement around the call', () => {
    expect(
      allow('if (Database.insert(one).isSuccess()) {\n    System.debug(one);\n}'),
    ).toMatchInlineSnapshot(`
      "Database.DMLOptions options = new Database.DMLOptions();
      options.optAllOrNone = true;
      // duplicate-rules: allow-save-bypass -- TODO: say why duplicates may be saved here
      options.DuplicateRuleHeader.allowSave = true;
      if (Database.insert(one, options).isSuccess()) {
          System.debug(one);
      }"
    `);
  });

  it('gives an unbraced branch braces', () => {
    expect(allow('for (Lead each : leads) insert each;')).toMatchInlineSnapshot(`
      "for (Lead each : leads) {
          Database.DMLOptions options = new Database.DMLOptions();
          options.optAllOrNone = true;
          // duplicate-rules: allow-save-bypass -- TODO: say why duplicates may be saved here
          options.DuplicateRuleHeader.allowSave = true;
          Database.insert(each, options);
      }"
    `);
  });

  it('opens an else branch', () => {
    expect(
      allow(
        'if (one == null) {\n    return;\n} else if (Database.insert(one).isSuccess()) {\n    System.debug(one);\n}',
      ),
    ).toMatchInlineSnapshot(`
      "if (one == null) {
          return;
      } else {
          Database.DMLOptions options = new Database.DMLOptions();
          options.optAllOrNone = true;
          // duplicate-rules: allow-save-bypass -- TODO: say why duplicates may be saved here
          options.DuplicateRuleHeader.allowSave = true;
          if (Database.insert(one, options).isSuccess()) {
              System.debug(one);
          }
      }"
    `);
  });

  it('is offered only where every rule alerts and the save takes options', () => {
    expect(offered(alert, inClass('insert leads;'))).toContain('allow-save');
    expect(offered(`Lead.A: Alert/Alert\nLead.B: Block/Alert`, inClass('insert leads;'))).not.toContain(
      'allow-save',
    );
    expect(offered(`Lead.A: Alert/Alert\nLead.B: Block/Alert`, inClass('update leads;'))).toContain(
      'allow-save',
    );
    expect(offered(alert, inClass('upsert leads;'))).not.toContain('allow-save');
  });

  it('leaves options alone that other saves use', () => {
    const shared =
      'Database.DMLOptions dml = new Database.DMLOptions();\ndml.optAllOrNone = true;\nDatabase.insert(leads, dml);\nDatabase.insert(one, dml);';
    expect(offered(alert, inClass(shared))).not.toContain('allow-save');
  });
});

describe('stating that duplicates are refused', () => {
  it('changes nothing that happens', () => {
    expect(refuse('Integer options = 1;\ninsert leads;')).toMatchInlineSnapshot(`
      "Integer options = 1;
      Database.DMLOptions dmlOptions = new Database.DMLOptions();
      dmlOptions.optAllOrNone = true;
      dmlOptions.DuplicateRuleHeader.allowSave = false;
      Database.insert(leads, dmlOptions);"
    `);
  });
});

describe('a lead conversion', () => {
  const rules = 'Account: Alert/Alert\nContact: Alert/Alert\nsetting leadConversion on';
  const convert =
    'Database.LeadConvert conversion = new Database.LeadConvert();\nDatabase.convertLead(conversion);';

  it('may look with the sharing of the user', () => {
    expect(mended(rules, 'run-as-current-user', convert)).toMatchInlineSnapshot(`
      "Database.LeadConvert conversion = new Database.LeadConvert();
      Database.DMLOptions options = new Database.DMLOptions();
      options.optAllOrNone = true;
      options.DuplicateRuleHeader.runAsCurrentUser = true;
      Database.convertLead(conversion, options);"
    `);
  });

  it('is never offered allowSave', () => {
    expect(offered(rules, inClass(convert))).toEqual([
      'handle-refusal',
      'change-to-partial-save',
      'run-as-current-user',
    ]);
  });
});

describe('an upsert by id', () => {
  const split = (statements: string) => mended(alert, 'split-upsert', statements);

  it('is split within a savepoint', () => {
    expect(split('upsert leads; // both')).toMatchInlineSnapshot(`
      "// both
      List<Lead> toInsert = new List<Lead>();
      List<Lead> toUpdate = new List<Lead>();
      for (Lead record : leads) {
          if (record.Id == null) {
              toInsert.add(record);
          } else {
              toUpdate.add(record);
          }
      }
      Database.DMLOptions options = new Database.DMLOptions();
      options.optAllOrNone = true;
      // duplicate-rules: allow-save-bypass -- TODO: say why duplicates may be saved here
      options.DuplicateRuleHeader.allowSave = true;
      Savepoint beforeUpsert = Database.setSavepoint();
      try {
          Database.insert(toInsert, options);
          Database.update(toUpdate, options);
      } catch (DmlException e) {
          Database.rollback(beforeUpsert);
          // A rollback leaves the ids of the records as they are.
          for (Lead record : toInsert) {
              record.Id = null;
          }
          throw e;
      }"
    `);
  });

  it('is split for one record', () => {
    expect(split('if (one != null) Database.upsert(one, AccessLevel.USER_MODE);')).toMatchInlineSnapshot(`
      "if (one != null) {
          Database.DMLOptions options = new Database.DMLOptions();
          options.optAllOrNone = true;
          // duplicate-rules: allow-save-bypass -- TODO: say why duplicates may be saved here
          options.DuplicateRuleHeader.allowSave = true;
          if (one.Id == null) {
              Database.insert(one, options, AccessLevel.USER_MODE);
          } else {
              Database.update(one, options, AccessLevel.USER_MODE);
          }
      }"
    `);
  });

  it('stays whole with an external id, with results that are used, or where a rule blocks', () => {
    expect(offered(alert, inClass('upsert leads Web_Id__c;'))).not.toContain('split-upsert');
    expect(offered(alert, inClass('Database.UpsertResult[] r = Database.upsert(leads);'))).not.toContain(
      'split-upsert',
    );
    expect(offered(block, inClass('upsert leads;'))).not.toContain('split-upsert');
  });
});

describe('a class of options', () => {
  it('is made, and named at the save', () => {
    expect(mended(alert, 'use-options-class', 'insert leads;')).toMatchInlineSnapshot(`
      "// duplicate-rules: allow-save-bypass -- TODO: say why duplicates may be saved here
      Database.insert(leads, DuplicateRuleOptions.forSave(true, true));"
    `);
    expect(mended(block, 'use-options-class', 'insert as user leads;')).toMatchInlineSnapshot(
      `"Database.insert(leads, DuplicateRuleOptions.forSave(true, false), AccessLevel.USER_MODE);"`,
    );
  });

  it('is not for scripts', () => {
    const uri = 'file:///p/scripts/apex/a.apex';
    expect(() => mendedText(alert, 'use-options-class', 'insert new List<Lead>();', uri)).toThrow(
      /no use-options-class/,
    );
  });
});
