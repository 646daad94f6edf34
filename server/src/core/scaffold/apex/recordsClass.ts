import type { ApexField, ProvenRule } from '../model.ts';
import type { ScaffoldNames } from '../names.ts';
import { type ApexDialect, inSystemMode, withSystemMode } from './dialect.ts';

/** The class that makes records for tests, by which the rule is proved. */
export function recordsClass(names: ScaffoldNames, proven: ProvenRule, dialect: ApexDialect): string {
  const { rule, object, against, existing, duplicate, different, areApart, helpers, accountsAreRefused } =
    proven;
  const helperTexts = [
    helpers.has('picklist') ? picklistHelper : '',
    helpers.has('account') ? accountHelper(dialect) : '',
    helpers.has('person-account') ? personAccountHelper : '',
  ];
  const reason =
    helpers.has('account') && accountsAreRefused
      ? '// duplicate-rules-disable-file missing-duplicate-rule-header -- its own saves only make records\n'
      : '';
  return `${reason}/**
 * Records for tests of the duplicate rule ${rule.fullName}.
 * Where an org requires other fields, give them values here.
 */
@IsTest
public class ${names.records(object)} {
    /** Is there before. */
    public static ${against} existing() {
        return ${record(against, existing)};
    }

    /** Matches {@link existing} by the rule. */
    public static ${object} duplicate() {
        return ${record(object, duplicate)};
    }

    /** ${areApart ? 'Matches neither {@link existing} nor another one.' : 'Does not match {@link existing}; several may match each other.'} */
    public static ${object} different(Integer number) {
        return ${record(object, different)};
    }
${helperTexts.join('')}}
`;
}

function record(object: string, fields: readonly ApexField[]): string {
  if (fields.length === 0) return `new ${object}()`;
  const lines = fields.map(({ name, expression }) => `            ${name} = ${expression}`);
  return `new ${object}(\n${lines.join(',\n')}\n        )`;
}

const picklistHelper = `
    private static String picklistValue(SObjectField field, Integer index) {
        List<Schema.PicklistEntry> entries = field.getDescribe().getPicklistValues();
        return entries[Math.min(index, entries.size() - 1)].getValue();
    }
`;

function accountHelper(dialect: ApexDialect): string {
  return `
    private static final Map<String, Id> ACCOUNT_IDS = new Map<String, Id>();

    private static Id accountId(String name) {
        if (!ACCOUNT_IDS.containsKey(name)) {
            // What the setup of a test has made is there; the map is not.
            List<Account> made = [SELECT Id FROM Account WHERE Name = :name${withSystemMode(dialect)} LIMIT 1];
            if (made.isEmpty()) {
                made.add(new Account(Name = name));
                Database.insert(made, true${inSystemMode(dialect)});
            }
            ACCOUNT_IDS.put(name, made[0].Id);
        }
        return ACCOUNT_IDS.get(name);
    }
`;
}

const personAccountHelper = `
    private static Id personAccountType() {
        for (Schema.RecordTypeInfo info : Account.SObjectType.getDescribe().getRecordTypeInfos()) {
            if (info.isActive() && !info.isMaster() && PERSON_TYPES.contains(info.getRecordTypeId())) {
                return info.getRecordTypeId();
            }
        }
        return null;
    }

    private static final Set<Id> PERSON_TYPES = new Map<Id, RecordType>(
        [SELECT Id FROM RecordType WHERE SobjectType = 'Account' AND IsPersonType = TRUE]
    ).keySet();
`;
