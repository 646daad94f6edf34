import { describe, expect, it } from 'vitest';
import { alert, block, fixesIn, inClass, mended, offered } from '../../support/mended.ts';

const made = 'Database.DMLOptions dml = new Database.DMLOptions();\n';
const bypass = `${made}dml.optAllOrNone = true;\n// they may come twice\ndml.DuplicateRuleHeader.allowSave = true;\nDatabase.insert(leads, dml);`;

describe('a bypass without a reason', () => {
  it('is taken out, and the refusal handled', () => {
    expect(mended(alert, 'take-out-allow-save', bypass)).toMatchInlineSnapshot(`
      "Database.DMLOptions dml = new Database.DMLOptions();
      dml.optAllOrNone = true;
      // they may come twice
      try {
          Database.insert(leads, dml);
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

  it('takes the suppression without a reason along', () => {
    expect(
      mended(
        alert,
        'take-out-allow-save',
        bypass.replace('they may come twice', 'duplicate-rules: allow-save-bypass'),
      ),
    ).toMatchInlineSnapshot(`
      "Database.DMLOptions dml = new Database.DMLOptions();
      dml.optAllOrNone = true;
      try {
          Database.insert(leads, dml);
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

  it('has its results read where it is partial', () => {
    expect(
      mended(
        alert,
        'take-out-allow-save',
        `${made}dml.optAllOrNone = false;\ndml.DuplicateRuleHeader.allowSave = true;\nDatabase.insert(leads, dml);`,
      ),
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

  it('makes a comment its reason', () => {
    expect(mended(alert, 'state-reason', bypass)).toMatchInlineSnapshot(`
      "Database.DMLOptions dml = new Database.DMLOptions();
      dml.optAllOrNone = true;
      // duplicate-rules: allow-save-bypass -- they may come twice
      dml.DuplicateRuleHeader.allowSave = true;
      Database.insert(leads, dml);"
    `);
    expect(
      mended(
        alert,
        'state-reason',
        `${made}dml.DuplicateRuleHeader.allowSave = true; // merged nightly\nDatabase.insert(leads, dml);`,
      ),
    ).toMatchInlineSnapshot(`
      "Database.DMLOptions dml = new Database.DMLOptions();
      dml.DuplicateRuleHeader.allowSave = true; // duplicate-rules: allow-save-bypass -- merged nightly
      Database.insert(leads, dml);"
    `);
  });

  it('is given a place for the reason', () => {
    expect(
      mended(alert, 'state-reason', bypass.replace('// they may come twice\n', '')),
    ).toMatchInlineSnapshot(`
      "Database.DMLOptions dml = new Database.DMLOptions();
      dml.optAllOrNone = true;
      // duplicate-rules: allow-save-bypass -- TODO: say why duplicates may be saved here
      dml.DuplicateRuleHeader.allowSave = true;
      Database.insert(leads, dml);"
    `);
  });

  it('stays where it depends on something', () => {
    const conditional = `${made}dml.optAllOrNone = true;\nif (leads.size() > 1) dml.DuplicateRuleHeader.allowSave = true;\nDatabase.insert(leads, dml);`;
    expect(offered(alert, inClass(conditional))).toEqual(['state-reason']);
  });
});

describe('options that do nothing', () => {
  const onRecord = `${made}dml.DuplicateRuleHeader.allowSave = true;\none.setOptions(dml);\ninsert one; // it`;

  it('go with the call instead', () => {
    expect(mended(alert, 'pass-options', onRecord)).toMatchInlineSnapshot(`
      "Database.DMLOptions dml = new Database.DMLOptions();
      // duplicate-rules: allow-save-bypass -- TODO: say why duplicates may be saved here
      dml.DuplicateRuleHeader.allowSave = true;
      dml.optAllOrNone = true;
      Database.insert(one, dml); // it"
    `);
    expect(fixesIn(alert, inClass(onRecord))[0]!.title).toContain('duplicates will then be saved');
  });

  it('take the loop along that only sets them', () => {
    expect(
      mended(
        alert,
        'pass-options',
        `${made}dml.DuplicateRuleHeader.allowSave = true;\nfor (Lead each : leads) {\n    each.setOptions(dml);\n}\nDatabase.insert(leads, false, AccessLevel.USER_MODE);`,
      ),
    ).toMatchInlineSnapshot(`
      "Database.DMLOptions dml = new Database.DMLOptions();
      // duplicate-rules: allow-save-bypass -- TODO: say why duplicates may be saved here
      dml.DuplicateRuleHeader.allowSave = true;
      dml.optAllOrNone = false;
      Database.insert(leads, dml, AccessLevel.USER_MODE);"
    `);
  });

  it('are taken out where only Block rules are', () => {
    expect(mended(block, 'take-out-allow-save', bypass)).toMatchInlineSnapshot(`
      "Database.DMLOptions dml = new Database.DMLOptions();
      dml.optAllOrNone = true;
      // they may come twice
      try {
          Database.insert(leads, dml);
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
    expect(offered(block, inClass(onRecord))).not.toContain('pass-options');
  });
});

describe('options that make a save partial', () => {
  const silent = `${made}Database.SaveResult[] results = Database.insert(leads, dml);\nif (!results[0].isSuccess()) {\n    one.addError('no');\n}`;

  it('are made all or none', () => {
    expect(mended(alert, 'all-or-none', silent)).toMatchInlineSnapshot(`
      "Database.DMLOptions dml = new Database.DMLOptions();
      dml.optAllOrNone = true;
      Database.SaveResult[] results = Database.insert(leads, dml);
      if (!results[0].isSuccess()) {
          one.addError('no');
      }"
    `);
  });

  it('say that it is meant', () => {
    expect(mended(alert, 'state-partial', silent)).toMatchInlineSnapshot(`
      "Database.DMLOptions dml = new Database.DMLOptions();
      dml.optAllOrNone = false;
      Database.SaveResult[] results = Database.insert(leads, dml);
      if (!results[0].isSuccess()) {
          one.addError('no');
      }"
    `);
  });
});

describe('options that do not compile', () => {
  it('lose the member that Apex does not have, safely', () => {
    const text = `${made}dml.DuplicateRuleHeader.includeRecordDetails = true; // more\nDatabase.insert(leads, dml);`;
    expect(mended('', 'remove-include-record-details', text)).toMatchInlineSnapshot(`
      "Database.DMLOptions dml = new Database.DMLOptions();
      Database.insert(leads, dml);"
    `);
    expect(
      fixesIn('', inClass(text))
        .filter(({ safe }) => safe)
        .map(({ id }) => id),
    ).toEqual(['remove-include-record-details']);
  });

  it('are no argument of Database.upsert', () => {
    expect(
      mended(alert, 'drop-upsert-options', `${made}dml.optAllOrNone = true;\nDatabase.upsert(leads, dml);`),
    ).toMatchInlineSnapshot(`
      "Database.DMLOptions dml = new Database.DMLOptions();
      dml.optAllOrNone = true;
      Database.upsert(leads, true);"
    `);
    expect(
      mended(alert, 'drop-upsert-options', `${made}Database.upsert(leads, Lead.Web_Id__c, dml);`),
    ).toMatchInlineSnapshot(`
      "Database.DMLOptions dml = new Database.DMLOptions();
      Database.upsert(leads, Lead.Web_Id__c, false);"
    `);
  });
});
