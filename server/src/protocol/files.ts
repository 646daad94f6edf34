/**
 * A cheap look at a text: whether there may be anything in it for the server. What the server itself goes by is
 * narrower.
 */
export function mentionsSalesforce(text: string): boolean {
  return salesforceMention.test(text);
}

const salesforceMention =
  /sales_?force|s_?force|sfdc|\bsf(?:dx)?\b|\b_?sf_|(?<!\bi)sobject|force\.com|services\/(?:data|apexrest|async|soap)|jobs\/(?:ingest|query)|ui-api|composite\/|lightning\/ui|duplicate_?rule|duplicateres|duplicates_detected|duplicate_value|allow_?save|\w__(?:c|r|pc)\b|record(?:Creates|Updates)|\.(?:account|contact|lead|opportunity|case)\.(?:create|update|upsert)/i;

/**
 * Files that the server wants to be told of and, those of the first three groups, wants to see while they are open.
 */
export const watchedFiles = {
  sources: '**/*.{cls,trigger,apex}',
  integration:
    '**/{*.js,*.mjs,*.cjs,*.jsx,*.ts,*.mts,*.cts,*.tsx,*.py,*.java,*.cs,*.rb,*.php,*.sh,*.bash,*.zsh,*.ksh,*.ps1,*.psm1,*.yml,*.yaml,*.http,*.rest,*.postman_collection.json,*.flow-meta.xml,*.flow,package.json,process-conf*.xml,config*.properties}',
  rules: '**/*.{duplicateRule-meta.xml,duplicateRule,matchingRule-meta.xml,matchingRule}',
  metadata:
    '**/*.{field-meta.xml,object-meta.xml,object,settings-meta.xml,settings,cls-meta.xml,trigger-meta.xml,flowDefinition-meta.xml,flowDefinition}',
  project: '**/{sfdx-project.json,.forceignore,duplicate-rules.config.json}',
  /** Name the project's default org. */
  orgs: '**/{.sf/config.json,.sfdx/sfdx-config.json}',
  /** A deleted folder is told of alone, not with its files. */
  folders:
    '**/{classes,triggers,duplicateRules,matchingRules,objects,settings,flows,flowDefinitions,lwc,aura}',
} as const;
