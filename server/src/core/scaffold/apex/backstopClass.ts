import type { ScaffoldNames } from '../names.ts';
import { type ApexDialect, inSystemMode } from './dialect.ts';

/** The scheduled batch that looks for duplicates among saved records. */
export function backstopClass(
  { backstop, finding }: ScaffoldNames,
  objects: readonly string[],
  dialect: ApexDialect,
): string {
  const watched = objects.map((object) => `        ${object}.SObjectType`).join(',\n');
  const leads = objects.includes('Lead')
    ? `        if (objectName == 'Lead') {
            // Salesforce's rules do not look at converted leads.
            conditions.add('IsConverted = FALSE');
        }
`
    : '';
  return `/**
 * Looks for duplicates among records that are saved already, and records what it finds in ${finding}: those that
 * got past the duplicate rules, because a rule was off or exempted somebody, because records came in one save, which are
 * not compared with each other, or because nobody was shown what sharing hides.
 *
 * It asks the active duplicate rules themselves (Datacloud.FindDuplicatesByIds), at most 50 records in a call as
 * documented, and changes no record. What could not be looked at is recorded too: it is not known to be clean.
 *
 * Schedule it as a user who sees all records and all fields that the rules compare: what sharing or field permissions
 * hide from that user may be missed.
 *
 *     System.schedule('Duplicate backstop', '0 0 2 * * ?', new ${backstop}());
 */
public without sharing class ${backstop} implements Schedulable, Database.Batchable<SObject>, Database.Stateful {
    /** Records of one object that one call takes (Apex Reference Guide, Datacloud.FindDuplicatesByIds). */
    public static final Integer MOST_RECORDS = 50;

    /** Far below the 10,000 rows that a transaction may save. */
    private static final Integer MOST_PAIRS = 5000;

    private static final List<SObjectType> WATCHED = new List<SObjectType>{
${watched}
    };

    private final List<String> objectNames;
    private final Integer days;
    /** The object that is looked at: after it, the next one. */
    private final Integer at;
    private Integer notChecked = 0;
    private Integer notRecorded = 0;
    private String problem;

    /** All records of the objects that are watched. */
    public ${backstop}() {
        this(WATCHED, null);
    }

    /**
     * @param objects one batch for each, one after the other
     * @param days    only records that were changed in so many days; null: all
     */
    public ${backstop}(List<SObjectType> objects, Integer days) {
        this(namesOf(objects), days, 0);
    }

    private ${backstop}(List<String> objectNames, Integer days, Integer at) {
        this.objectNames = objectNames;
        this.days = days;
        this.at = at;
    }

    /** Starts the batch for the first object. */
    public void execute(SchedulableContext context) {
        Database.executeBatch(new ${backstop}(objectNames, days, 0), MOST_RECORDS);
    }

    /** In system mode: a duplicate that the user may not see is one all the same. Only ids are read. */
    public Database.QueryLocator start(Database.BatchableContext context) {
        String objectName = objectNames[at];
        List<String> conditions = new List<String>();
${leads}        Datetime since = days == null ? null : System.now().addDays(-days);
        if (since != null) {
            conditions.add('SystemModstamp >= :since');
        }
        String query = 'SELECT Id FROM ' + String.escapeSingleQuotes(objectName);
        if (!conditions.isEmpty()) {
            query += ' WHERE ' + String.join(conditions, ' AND ');
        }
        return Database.getQueryLocator(query${inSystemMode(dialect)});
    }

    /** Takes more records than one call may ask about, too: then it makes several. */
    public void execute(Database.BatchableContext context, List<SObject> scope) {
        Map<String, ${finding}> found = new Map<String, ${finding}>();
        List<Id> ids = new List<Id>();
        for (SObject record : scope) {
            ids.add(record.Id);
            if (ids.size() == MOST_RECORDS) {
                look(ids, found);
                ids = new List<Id>();
            }
        }
        if (!ids.isEmpty()) {
            look(ids, found);
        }
        save(found.values());
    }

    public void finish(Database.BatchableContext context) {
        if (notChecked > 0 || notRecorded > 0) {
            save(new List<${finding}>{ gap() });
        }
        if (at + 1 < objectNames.size()) {
            Database.executeBatch(new ${backstop}(objectNames, days, at + 1), MOST_RECORDS);
        }
    }

    private void look(List<Id> ids, Map<String, ${finding}> found) {
        List<Datacloud.FindDuplicatesResult> results;
        try {
            results = Datacloud.FindDuplicatesByIds.findDuplicatesByIds(ids);
        } catch (Exception failure) {
            // An object without an active duplicate rule, for one. The other records are looked at; finish() records this.
            leaveOut(ids.size(), failure.getMessage());
            return;
        }
        // One result for each record, in their order, whether it has duplicates or not.
        for (Integer index = 0; index < results.size(); index++) {
            read(ids[index], results[index], found);
        }
    }

    private void read(Id recordId, Datacloud.FindDuplicatesResult result, Map<String, ${finding}> found) {
        if (!result.isSuccess()) {
            // Not known, which is not clean.
            List<Database.Error> errors = result.getErrors();
            leaveOut(1, errors.isEmpty() ? 'The search failed.' : errors[0].getMessage());
            return;
        }
        for (Datacloud.DuplicateResult byRule : result.getDuplicateResults()) {
            read(recordId, byRule, found);
        }
    }

    private void read(Id recordId, Datacloud.DuplicateResult byRule, Map<String, ${finding}> found) {
        for (Datacloud.MatchResult match : byRule.getMatchResults()) {
            if (!match.isSuccess()) {
                // Not known, which is not clean.
                leaveOut(1, 'Matching rule ' + match.getRule() + ' could not be run.');
                continue;
            }
            for (Datacloud.MatchRecord one : match.getMatchRecords()) {
                ${finding} pair = pairOf(recordId, one, byRule.getDuplicateRule(), match.getRule());
                if (found.size() < MOST_PAIRS || found.containsKey(pair.Key__c)) {
                    found.put(pair.Key__c, pair);
                } else {
                    notRecorded++;
                    problem = 'More than ' + MOST_PAIRS + ' pairs in one batch.';
                }
            }
        }
    }

    /** The same from whichever side a pair is found. The status is left to the people who look at it. */
    private static ${finding} pairOf(Id recordId, Datacloud.MatchRecord match, String rule, String matchingRule) {
        Id first = recordId;
        Id second = match.getRecord().Id;
        if (String.valueOf(first).compareTo(String.valueOf(second)) > 0) {
            first = second;
            second = recordId;
        }
        // Negative where the matching engine gives none.
        Double confidence = match.getMatchConfidence() < 0 ? null : match.getMatchConfidence();
        return new ${finding}(
            Key__c = first + ' ' + second + ' ' + rule,
            Kind__c = 'Duplicate',
            Object__c = String.valueOf(first.getSobjectType()),
            Record_Id__c = first,
            Duplicate_Object__c = String.valueOf(second.getSobjectType()),
            Duplicate_Id__c = second,
            Duplicate_Rule__c = rule,
            Matching_Rule__c = matchingRule,
            Confidence__c = confidence,
            Last_Seen__c = System.now()
        );
    }

    /** What the batch did not look at, or did not record. */
    private ${finding} gap() {
        return new ${finding}(
            Key__c = 'Not checked: ' + objectNames[at],
            Kind__c = 'Not checked',
            Object__c = objectNames[at],
            Detail__c = notChecked + ' not checked, ' + notRecorded + ' not recorded. ' + problem,
            Last_Seen__c = System.now()
        );
    }

    private void leaveOut(Integer count, String why) {
        notChecked += count;
        problem = why;
    }

    /** In system mode: these rows are the job's own, and nobody has to be able to create them. */
    private void save(List<${finding}> findings) {
        if (findings.isEmpty()) {
            return;
        }
        List<Database.UpsertResult> results = Database.upsert(
            findings,
            ${finding}.Key__c,
            false${inSystemMode(dialect).replace(', ', ',\n            ')}
        );
        for (Database.UpsertResult result : results) {
            if (!result.isSuccess()) {
                notRecorded++;
                problem = result.getErrors()[0].getMessage();
            }
        }
    }

    private static List<String> namesOf(List<SObjectType> objects) {
        List<String> names = new List<String>();
        for (SObjectType one : objects) {
            names.add(one.getDescribe().getName());
        }
        return names;
    }
}
`;
}
