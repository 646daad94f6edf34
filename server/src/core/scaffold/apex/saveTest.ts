import type { ProvenRule } from '../model.ts';
import type { ScaffoldNames } from '../names.ts';
import { type ApexDialect, assertionsOf, inSystemMode } from './dialect.ts';
import { optionReason } from './optionReason.ts';

/** Tests of the class that saves, by a rule that refuses. */
export function saveTest(names: ScaffoldNames, proven: ProvenRule, dialect: ApexDialect): string {
  const { object, insert, update, isAlone } = proven;
  const records = names.records(object);
  const { save } = names;
  const check = assertionsOf(dialect);
  const mode = inSystemMode(dialect);
  const isAlert = insert === 'refused-unless-allow-save';
  return `// duplicate-rules-disable-file missing-duplicate-rule-header -- its own saves only make records
/** Tests of {@link ${save}} by the duplicate rule ${proven.rule.fullName}. */
@IsTest
private class ${names.saveTest} {
    private static final Integer COUNT = 100;

    @TestSetup
    static void makeRecord() {
        Database.insert(${records}.existing(), true${mode});
    }

    @IsTest
    static void givesBackWhatIsRefusedAndSavesTheRest() {
        List<${object}> given = new List<${object}>();
        for (Integer number = 0; number < COUNT; number++) {
            given.add(${records}.duplicate());
            given.add(${records}.different(number));
        }

        Test.startTest();
        ${save}.Outcome outcome = ${save}.insertRecords(given);
        Test.stopTest();

        ${check.equal('COUNT', 'outcome.saved.size()', "'Saved: ' + outcome.failed")}
        ${check.isTrue('outcome.failed.isEmpty()', "'Not saved for another reason: ' + outcome.failed")}
        ${check.isFalse('outcome.isComplete()', "'Something was refused'")}
        Set<Integer> refused = new Set<Integer>();
        for (${save}.Refusal refusal : outcome.refused) {
            refused.add(refusal.index);
            ${check.isTrue('given[refusal.index] === refusal.record', "'The record that was refused'")}
            ${check.isFalse('String.isBlank(refusal.rule)', "'The rule that refused it'")}
            ${check.isFalse('refusal.duplicates.isEmpty()', "'What it is a duplicate of'")}${
              isAlone
                ? `
            ${check.equal(String(isAlert), 'refusal.canBeAllowed', "'Whether it can be saved over an alert'")}`
                : ''
            }
        }
        ${check.equal('COUNT', 'refused.size()', "'Each duplicate is refused'")}
    }

    @IsTest
    static void tellsOtherFailuresFromDuplicates() {
        ${object} there = ${records}.different(1);
        Database.insert(there, true${mode});

        Test.startTest();
        ${save}.Outcome outcome = ${save}.insertRecords(new List<${object}>{ there });
        Test.stopTest();

        ${check.equal('1', 'outcome.failed.size()', "'A record with an id cannot be inserted'")}
        ${check.isTrue('outcome.refused.isEmpty()', "'No rule refused it'")}
    }
${update === null ? '' : updateTest(names, proven, dialect)}${isAlone ? overAlertsTest(names, proven, dialect) : ''}
    @IsTest
    static void savesNothingOfNothing() {
        Test.startTest();
        ${save}.Outcome inserted = ${save}.insertRecords(new List<${object}>());
        ${save}.Outcome updated = ${save}.updateRecords(new List<${object}>());
        Integer statements = Limits.getDmlStatements();
        Test.stopTest();

        ${check.isTrue('inserted.isComplete() && updated.isComplete()', "'Nothing to refuse'")}
        ${check.equal('0', 'statements', "'DML statements'")}
    }

    @IsTest
    static void leavesSharingToSalesforceUnlessTold() {
        Test.startTest();
        Database.DMLOptions untold = ${save}.options(false, null);
        Database.DMLOptions told = ${save}.options(false, true);
        Test.stopTest();

        ${check.equal('null', 'untold.DuplicateRuleHeader.runAsCurrentUser', "'Not set'")}
        ${check.equal('true', 'told.DuplicateRuleHeader.runAsCurrentUser', "'Set'")}
        ${check.equal('false', 'told.optAllOrNone', "'Others are saved'")}
    }
}
`;
}

function updateTest(names: ScaffoldNames, { object }: ProvenRule, dialect: ApexDialect): string {
  const records = names.records(object);
  const check = assertionsOf(dialect);
  return `
    @IsTest
    static void givesBackEditsThatMakeDuplicates() {
        List<${object}> others = new List<${object}>();
        for (Integer number = 0; number < COUNT; number++) {
            others.add(${records}.different(number));
        }
        Database.insert(others, true${inSystemMode(dialect)});
        List<${object}> edited = new List<${object}>();
        for (${object} other : others) {
            ${object} one = ${records}.duplicate();
            one.Id = other.Id;
            edited.add(one);
        }

        Test.startTest();
        ${names.save}.Outcome outcome = ${names.save}.updateRecords(edited);
        Test.stopTest();

        ${check.isTrue('outcome.saved.isEmpty()', "'All are duplicates'")}
        ${check.isFalse('outcome.refused.isEmpty()', "'Edits that make duplicates'")}
    }
`;
}

function overAlertsTest(names: ScaffoldNames, proven: ProvenRule, dialect: ApexDialect): string {
  const { object, insert } = proven;
  const records = names.records(object);
  const check = assertionsOf(dialect);
  const isAlert = insert === 'refused-unless-allow-save';
  return `
    @IsTest
    static void ${isAlert ? 'savesOverAlerts' : 'doesNotPassARuleThatBlocks'}() {
        Test.startTest();
        ${names.save}.Outcome outcome = ${names.save}.insertRecords(
            new List<${object}>{ ${records}.duplicate() },
            ${optionReason(proven)}
            ${names.save}.options(true, null)
        );
        Test.stopTest();

        ${isAlert ? check.equal('1', 'outcome.saved.size()', "'Saved over the alert'") : check.equal('1', 'outcome.refused.size()', "'allowSave does not pass a rule that blocks'")}
    }
`;
}
