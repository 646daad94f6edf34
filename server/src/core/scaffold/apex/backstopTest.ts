import type { ProvenRule } from '../model.ts';
import type { ScaffoldNames } from '../names.ts';
import { type ApexDialect, assertionsOf, inSystemMode, withSystemMode } from './dialect.ts';

/** Tests of the backstop by a rule that compares records of one object with each other. */
export function backstopTest(names: ScaffoldNames, proven: ProvenRule, dialect: ApexDialect): string {
  const { object } = proven;
  const { backstop, finding } = names;
  const records = names.records(object);
  const check = assertionsOf(dialect);
  const system = withSystemMode(dialect);
  return `// duplicate-rules-disable-file missing-duplicate-rule-header -- its own saves only make records
/** Tests of {@link ${backstop}} by the duplicate rule ${proven.rule.fullName}. */
@IsTest
private class ${names.backstopTest} {
    @TestSetup
    static void makeRecords() {
        // Records of one save are not compared with each other: this is one of the ways in which duplicates get in.
        List<SObject> made = new List<SObject>{ ${records}.existing(), ${records}.duplicate() };
        for (Integer number = 0; number < 48; number++) {
            made.add(${records}.different(number));
        }
        Database.insert(made, true${inSystemMode(dialect)});
    }

    @IsTest
    static void recordsAPairOnce() {
        Test.startTest();
        Database.executeBatch(backstop(), ${backstop}.MOST_RECORDS);
        Test.stopTest();

        ${check.isFalse('pairs().isEmpty()', "'The duplicate is recorded'")}
        for (${finding} pair : pairs()) {
            ${check.isFalse('pair.Record_Id__c == pair.Duplicate_Id__c', "'Two records'")}
            ${check.isFalse('String.isBlank(pair.Duplicate_Rule__c)', "'The rule that finds it'")}
            ${check.equal("'New'", 'pair.Status__c', "'Nobody has looked at it'")}
        }
    }

    @IsTest
    static void leavesTheStatusToPeople() {
        ${backstop} batch = backstop();
        List<SObject> scope = [SELECT Id FROM ${object}${system}];
        batch.execute((Database.BatchableContext) null, scope);
        List<${finding}> before = pairs();
        for (${finding} pair : before) {
            pair.Status__c = 'Not a duplicate';
        }
        Database.update(before, true${inSystemMode(dialect)});

        Test.startTest();
        batch.execute((Database.BatchableContext) null, scope);
        Test.stopTest();

        List<${finding}> after = pairs();
        ${check.equal('before.size()', 'after.size()', "'A pair is recorded once'")}
        for (${finding} pair : after) {
            ${check.equal("'Not a duplicate'", 'pair.Status__c', "'What somebody has said'")}
        }
    }

    @IsTest
    static void asksInCallsOfFifty() {
        // Each call gets the same records: more of them would be another save, which a rule could refuse.
        List<SObject> saved = [SELECT Id FROM ${object}${system} ORDER BY Id LIMIT 50];
        List<SObject> scope = new List<SObject>();
        for (Integer call = 0; call < 4; call++) {
            scope.addAll(saved);
        }
        ${check.isTrue('scope.size() > 150', "'More than one call takes'")}

        Test.startTest();
        backstop().execute((Database.BatchableContext) null, scope);
        Test.stopTest();

        ${check.isFalse('pairs().isEmpty()', "'The duplicate is among the first'")}
        List<${finding}> gaps = [
            SELECT Id
            FROM ${finding}
            WHERE Kind__c = 'Not checked'${system}
        ];
        ${check.isTrue('gaps.isEmpty()', "'All are looked at'")}
    }

    @IsTest
    static void recordsWhatIsNotChecked() {
        ${backstop} batch = backstop();
        // The object itself has no duplicate rule, and cannot be asked about.
        ${finding} unruled = new ${finding}(Key__c = 'unruled', Kind__c = 'Duplicate');
        Database.insert(unruled, true${inSystemMode(dialect)});

        Test.startTest();
        batch.execute((Database.BatchableContext) null, new List<SObject>{ unruled });
        batch.finish(null);
        Test.stopTest();

        List<${finding}> gaps = [
            SELECT Detail__c
            FROM ${finding}
            WHERE Kind__c = 'Not checked'${system}
        ];
        ${check.equal('1', 'gaps.size()', "'What was not looked at is not known to be clean'")}
        ${check.isTrue("gaps[0].Detail__c.startsWith('1 not checked')", 'gaps[0].Detail__c')}
    }

    @IsTest
    static void isScheduled() {
        Test.startTest();
        Id jobId = System.schedule('${backstop} test', '0 0 2 * * ?', new ${backstop}());
        Test.stopTest();

        ${check.equal('1', '[SELECT COUNT() FROM CronTrigger WHERE Id = :jobId]', "'The job'")}
        List<AsyncApexJob> batches = [
            SELECT Id
            FROM AsyncApexJob
            WHERE ApexClass.Name = '${backstop}' AND JobType = 'BatchApex'
        ];
        ${check.isFalse('batches.isEmpty()', "'The batch of the first object'")}
    }

    private static ${backstop} backstop() {
        return new ${backstop}(new List<SObjectType>{ ${object}.SObjectType }, null);
    }

    private static List<${finding}> pairs() {
        return [
            SELECT Record_Id__c, Duplicate_Id__c, Duplicate_Rule__c, Status__c
            FROM ${finding}
            WHERE Kind__c = 'Duplicate'${system}
        ];
    }
}
`;
}
