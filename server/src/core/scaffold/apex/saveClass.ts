import type { ScaffoldNames } from '../names.ts';
import type { ApexDialect } from './dialect.ts';

/** The class that sets DMLOptions in one place. */
export function saveClass({ save }: ScaffoldNames, dialect: ApexDialect): string {
  const { hasAccessLevel } = dialect;
  const insertWith = withOptions('insert', dialect);
  const updateWith = withOptions('update', dialect);
  const mode = hasAccessLevel
    ? ` * Saves are in user mode unless the caller says otherwise. A rule that enforces sharing does not find duplicates
 * which the user cannot see: such saves go through without a word.`
    : ` * Object and field permissions are not checked by this version of Apex: check them before, where a person asks for the
 * save. A rule that enforces sharing does not find duplicates which the user cannot see: such saves go through
 * without a word.`;
  return `/**
 * Saves records with a decision about duplicates, and gives back what duplicate rules refuse instead of losing it. The
 * one place that sets Database.DMLOptions.DuplicateRuleHeader.
 *
 * A rule with the action Block refuses whatever the options say; allowSave goes over the alert of a rule with
 * Allow + Alert. Records of one list are not compared with each other, only with what is saved already.
 *
 * Who goes over alerts asks for it by name, {@code ${save}.options(true, null)}, and says why in a comment above
 * that line: {@code // duplicate-rules: allow-save-bypass -- why duplicates are wanted here}.
 *
${mode}
 */
public inherited sharing class ${save} {
    /** What became of the records of a save. */
    public class Outcome {
        /** In the order in which they were given. */
        public final List<SObject> saved = new List<SObject>();
        /** Refused by a duplicate rule. */
        public final List<Refusal> refused = new List<Refusal>();
        /** Not saved for another reason. */
        public final List<Failure> failed = new List<Failure>();

        public Boolean isComplete() {
            return refused.isEmpty() && failed.isEmpty();
        }
    }

    /** A record that a duplicate rule refused, with what it is a duplicate of. */
    public class Refusal {
        public final SObject record;
        /** Its place in the list that was given, from 0. */
        public final Integer index;
        /** Developer name of the duplicate rule. */
        public final String rule;
        /** The alert text of the rule. */
        public final String message;
        /** Whether a save over the alert would go through; false: the rule blocks. */
        public final Boolean canBeAllowed;
        /** Records that are there already: their ids, and the fields that Salesforce gives with them. */
        public final List<SObject> duplicates;

        public Refusal(SObject record, Integer index, Datacloud.DuplicateResult found) {
            this.record = record;
            this.index = index;
            this.rule = found.getDuplicateRule();
            this.message = found.getErrorMessage();
            this.canBeAllowed = found.isAllowSave();
            this.duplicates = duplicatesIn(found);
        }
    }

    /** A record that was not saved for another reason than a duplicate rule. */
    public class Failure {
        public final SObject record;
        /** Its place in the list that was given, from 0. */
        public final Integer index;
        public final List<Database.Error> errors;

        public Failure(SObject record, Integer index, List<Database.Error> errors) {
            this.record = record;
            this.index = index;
            this.errors = errors;
        }
    }

    /** Inserts what no duplicate rule refuses. */
    public static Outcome insertRecords(List<SObject> records) {
        return insertRecords(records, options(false, null));
    }

${insertWith}
    /** Updates what no duplicate rule refuses. */
    public static Outcome updateRecords(List<SObject> records) {
        return updateRecords(records, options(false, null));
    }

${updateWith}
    /**
     * Options for a save that tells refused records from saved ones.
     *
     * @param allowSave        whether to go over the alerts of rules with Allow + Alert: what they find is saved
     * @param runAsCurrentUser whether rules look with the sharing of the user; null: as Salesforce does by default
     */
    public static Database.DMLOptions options(Boolean allowSave, Boolean runAsCurrentUser) {
        Database.DMLOptions options = new Database.DMLOptions();
        // One refused record does not take the others with it: each is in the outcome.
        options.optAllOrNone = false;
        options.DuplicateRuleHeader.allowSave = allowSave;
        if (runAsCurrentUser != null) {
            options.DuplicateRuleHeader.runAsCurrentUser = runAsCurrentUser;
        }
        return options;
    }

    private static Outcome outcomeOf(List<SObject> records, List<Database.SaveResult> results) {
        Outcome outcome = new Outcome();
        for (Integer index = 0; index < results.size(); index++) {
            Database.SaveResult result = results[index];
            if (result.isSuccess()) {
                outcome.saved.add(records[index]);
                continue;
            }
            List<Refusal> refusals = refusalsIn(result.getErrors(), records[index], index);
            if (refusals.isEmpty()) {
                outcome.failed.add(new Failure(records[index], index, result.getErrors()));
            } else {
                outcome.refused.addAll(refusals);
            }
        }
        return outcome;
    }

    /** One for each rule that refused the record. */
    private static List<Refusal> refusalsIn(List<Database.Error> errors, SObject record, Integer index) {
        List<Refusal> refusals = new List<Refusal>();
        for (Database.Error error : errors) {
            if (error instanceof Database.DuplicateError) {
                Datacloud.DuplicateResult found = ((Database.DuplicateError) error).getDuplicateResult();
                refusals.add(new Refusal(record, index, found));
            }
        }
        return refusals;
    }

    private static List<SObject> duplicatesIn(Datacloud.DuplicateResult found) {
        List<SObject> duplicates = new List<SObject>();
        for (Datacloud.MatchResult match : found.getMatchResults()) {
            for (Datacloud.MatchRecord one : match.getMatchRecords()) {
                duplicates.add(one.getRecord());
            }
        }
        return duplicates;
    }
}
`;
}

/** The saves with options; in user mode unless the caller says otherwise, where this version of Apex has modes. */
function withOptions(verb: 'insert' | 'update', { hasAccessLevel }: ApexDialect): string {
  const title = verb === 'insert' ? 'Inserts records' : 'Updates records';
  const options = `
     * @param options as {@link options} makes them: with all or nothing, one refusal would be thrown, and the rest lost`;
  const save = (parameter: string, argument: string) => `Database.DMLOptions options${parameter}) {
        if (records.isEmpty()) {
            return new Outcome();
        }
        return outcomeOf(records, Database.${verb}(records, options${argument}));
    }
`;
  const start = `    public static Outcome ${verb}Records(List<SObject> records, `;
  if (!hasAccessLevel) {
    return `    /**
     * ${title} with other options.
     *${options}
     */
${start}${save('', '')}`;
  }
  return `    /**
     * ${title} with other options, in user mode.
     *${options}
     */
${start}Database.DMLOptions options) {
        return ${verb}Records(records, options, AccessLevel.USER_MODE);
    }

    /**
     * ${title} with other options, in another mode.
     *${options}
     * @param access  USER_MODE checks the user's object and field permissions; SYSTEM_MODE is for work that is not the
     *                user's own. What a rule looks at is up to its security option and runAsCurrentUser; that the
     *                mode changes it is not documented.
     */
${start}${save(', AccessLevel access', ', access')}`;
}
