import type { ProvenRule } from '../model.ts';
import type { ScaffoldNames } from '../names.ts';
import { type ApexDialect, assertionsOf, inSystemMode, literal } from './dialect.ts';
import { optionReason } from './optionReason.ts';
import { refusalText } from './refusalText.ts';

/** The test that proves that the rule refuses a duplicate. */
export function refusalTest(names: ScaffoldNames, proven: ProvenRule, dialect: ApexDialect): string {
  const { rule, object, isAlone, insert, update } = proven;
  const records = names.records(object);
  const check = assertionsOf(dialect);
  const mode = inSystemMode(dialect);
  const ruleName = isAlone
    ? `
        ${check.equal(literal(rule.name), 'found.getDuplicateRule()', "'The rule that refused it'")}
        ${check.equal(String(insert === 'refused-unless-allow-save'), 'found.isAllowSave()', "'Whether it can be saved over an alert'")}`
    : '';
  return `// duplicate-rules-disable-file missing-duplicate-rule-header -- saves that are refused are what it proves
/** Proves that ${rule.fullName} is active and refuses duplicates${refusalText(proven)}. */
@IsTest
private class ${names.refusalTest(object)} {
    @TestSetup
    static void makeRecord() {
        Database.insert(${records}.existing(), true${mode});
    }

    @IsTest
    static void refusesADuplicate() {
        Test.startTest();
        Database.SaveResult result = Database.insert(${records}.duplicate(), false${mode});
        Test.stopTest();

        ${check.isFalse('result.isSuccess()', "'A duplicate was saved'")}
        Database.Error error = result.getErrors()[0];
        ${check.equal('StatusCode.DUPLICATES_DETECTED', 'error.getStatusCode()', 'error.getMessage()')}
        ${check.isTrue('error instanceof Database.DuplicateError', "'No duplicate error: ' + error.getMessage()")}
        Datacloud.DuplicateResult found = ((Database.DuplicateError) error).getDuplicateResult();
        ${check.isFalse('found.getMatchResults()[0].getMatchRecords().isEmpty()', "'What it is a duplicate of'")}${ruleName}
    }

    @IsTest
    static void refusesEachOfMany() {
        List<${object}> duplicates = new List<${object}>();
        for (Integer number = 0; number < 200; number++) {
            duplicates.add(${records}.duplicate());
        }

        Test.startTest();
        List<Database.SaveResult> results = Database.insert(duplicates, false${mode});
        Test.stopTest();

        for (Database.SaveResult result : results) {
            ${check.isFalse('result.isSuccess()', "'A duplicate was saved'")}
        }
    }

    @IsTest
    static void savesWhatIsDifferent() {
        List<${object}> others = new List<${object}>();
        for (Integer number = 0; number < 200; number++) {
            others.add(${records}.different(number));
        }

        Test.startTest();
        List<Database.SaveResult> results = Database.insert(others, false${mode});
        Test.stopTest();

        for (Database.SaveResult result : results) {
            ${check.isTrue('result.isSuccess()', "'Not saved: ' + result.getErrors()")}
        }
    }
${update === null ? '' : editTest(proven, records, dialect)}${isAlone ? optionTest(proven, records, dialect) : ''}}
`;
}

function editTest({ object }: ProvenRule, records: string, dialect: ApexDialect): string {
  const check = assertionsOf(dialect);
  const mode = inSystemMode(dialect);
  return `
    @IsTest
    static void refusesAnEditThatMakesADuplicate() {
        ${object} other = ${records}.different(1);
        Database.insert(other, true${mode});
        ${object} edited = ${records}.duplicate();
        edited.Id = other.Id;

        Test.startTest();
        Database.SaveResult result = Database.update(edited, false${mode});
        Test.stopTest();

        ${check.isFalse('result.isSuccess()', "'An edit made a duplicate'")}
        ${check.equal('StatusCode.DUPLICATES_DETECTED', 'result.getErrors()[0].getStatusCode()', 'result.getErrors()[0].getMessage()')}
    }
`;
}

/** allowSave goes over alerts, and is documented for nothing else. */
function optionTest(proven: ProvenRule, records: string, dialect: ApexDialect): string {
  const { insert } = proven;
  const check = assertionsOf(dialect);
  const isAlert = insert === 'refused-unless-allow-save';
  return `
    @IsTest
    static void ${isAlert ? 'savesOverItsAlert' : 'refusesWithAllowSaveToo'}() {
        Database.DMLOptions options = new Database.DMLOptions();
        options.optAllOrNone = false;
        ${optionReason(proven)}
        options.DuplicateRuleHeader.allowSave = true;

        Test.startTest();
        Database.SaveResult result = Database.insert(${records}.duplicate(), options${inSystemMode(dialect)});
        Test.stopTest();

        ${isAlert ? check.isTrue('result.isSuccess()', "'Not saved over the alert: ' + result.getErrors()") : check.isFalse('result.isSuccess()', "'allowSave passed a rule that blocks'")}
    }
`;
}
