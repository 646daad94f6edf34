/** The id of a source in the list at the end of the page. */
export function sourceId(title: string): string {
  return `source-${title.replace(/[^a-z0-9]+/gi, '-').toLowerCase()}`;
}

const developer = 'https://developer.salesforce.com/docs';
const help = (id: string) => `https://help.salesforce.com/s/articleView?id=sales.${id}.htm&type=5`;
const apex = (page: string) => `${developer}/atlas.en-us.apexref.meta/apexref/${page}.htm`;

/** As docs/what-circulates.md has them. */
const pages: ReadonlyMap<string, string> = new Map([
  [
    'Metadata API Developer Guide, DuplicateRule',
    `${developer}/atlas.en-us.api_meta.meta/api_meta/meta_duplicaterule.htm`,
  ],
  [
    'Metadata API Developer Guide, MatchingRules',
    `${developer}/atlas.en-us.api_meta.meta/api_meta/meta_matchingrule.htm`,
  ],
  ['Salesforce Help, Standard Account Duplicate Rule', help('duplicate_rules_standard_account_rule')],
  ['Salesforce Help, Standard Lead and Contact Duplicate Rules', help('duplicate_rules_standard_lead_rule')],
  [
    'Apex Reference Guide, DMLOptions.DuplicateRuleHeader',
    apex('apex_class_Database_DMLOptions_DuplicateRuleHeader'),
  ],
  ['Apex Reference Guide, Database.DMLOptions', apex('apex_methods_system_database_dmloptions')],
  ['Apex Reference Guide, DuplicateError and DuplicateResult', apex('apex_class_Database_DuplicateError')],
]);

/**
 * Where a source can be read: a page of Salesforce's, or what its title says (an article of Salesforce Knowledge, an
 * issue on GitHub; the first of several); null where that is not known.
 */
export function sourceLink(title: string): string | null {
  const page = pages.get(title);
  if (page !== undefined) return page;
  const article = /^Salesforce Knowledge (\d{9})\b/.exec(title);
  if (article) return `https://help.salesforce.com/s/articleView?id=${article[1]}&type=1`;
  const issue = /^([\w.-]+\/[\w.-]+) (?:issues?|pull request) (\d+)\b/.exec(title);
  return issue ? `https://github.com/${issue[1]}/issues/${issue[2]}` : null;
}
