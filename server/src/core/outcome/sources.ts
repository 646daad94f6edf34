/**
 * The documentation pages, threads and public code that the outcome table rests on, by key. Readers see the
 * title; the key is what the table's rows hold.
 */
export const sources = {
  MetaDup: 'Metadata API Developer Guide, DuplicateRule',
  MetaMR: 'Metadata API Developer Guide, MatchingRules',
  Considerations: 'Salesforce Help, Considerations for Duplicate Rules',
  Overview: 'Salesforce Help, Things to Know About Duplicate Rules',
  StdAcctRule: 'Salesforce Help, Standard Account Duplicate Rule',
  StdLeadContactRule: 'Salesforce Help, Standard Lead and Contact Duplicate Rules',
  StdAccountMatch: 'Salesforce Knowledge 000386375 and 000212293 on the standard account matching rule',
  MatchCriteria: 'Salesforce Help, Matching Criteria for Matching Rules',
  MatchKeys: 'Salesforce Help, Match Keys',
  MatchConsiderations: 'Salesforce Help, Things to Know Before You Customize Matching Rules',
  UsZip: 'Salesforce Knowledge 000247089 on ZIP code matching',
  MatchAlgorithms: 'Salesforce Help, Matching Algorithms Available with Fuzzy Matching Methods',
  MatchMethods: 'Salesforce Help, Matching Methods (copies of 2016 and later)',
  MatchLimits: 'Salesforce Knowledge 000392912 on the limits of matching rules',
  SortOrders: 'SalesforceCommerceCloud/b2c-crm-sync issue 120 and salto pull request 3853',
  UnmappedRule: 'forcedotcom/cli issue 569 on deploying duplicate rules',
  UpdateOnlyMatchingFields: 'Salesforce Knowledge 005237351 on updates and duplicate rules',
  RollupReports: 'declarative-lookup-rollup-summaries issues 919, 1004 and 1007',
  LeadConversion: 'Salesforce Knowledge 000204497 on lead conversion and duplicate rules',
  LeadConfig: 'Metadata API Developer Guide, LeadConfigSettings',
  LeadConvert: 'Apex Reference Guide, LeadConvert',
  BypassInUse: 'a public org project that sets the dedupe bypass on every conversion',
  ApexHeader: 'Apex Reference Guide, DMLOptions.DuplicateRuleHeader',
  ApexHeaderOld: 'Apex Reference Guide, DMLOptions.DuplicateRuleHeader, API version 36',
  ApexHeaderJapanese: 'Apex Reference Guide (Japanese), API version 34',
  ApexDuplicateError: 'Apex Reference Guide, DuplicateError and DuplicateResult',
  ApexSetOptions: 'Apex Developer Guide, Setting DML Options',
  SetOptionsTest: 'Salesforce Stack Exchange 374271 (a test with assertions)',
  DmlOptions: 'Apex Reference Guide, Database.DMLOptions',
  ApexOverloads:
    "the Apex library stubs in Salesforce's apex-language-support and apex-dev-tools/standard-types",
  NpspDml: 'SalesforceFoundation/NPSP, UTIL_DMLService and its test',
  NpspMerge: 'SalesforceFoundation/NPSP, CON_ContactMerge_CTRL',
  EdaOptions: 'SalesforceFoundation/EDA commit 59101da2e',
  PlainDmlReports: 'SalesforceFoundation/NPSP issues 1964, 2383, 2475 and SalesforceFoundation/EDA issue 190',
  NestedDmlReports:
    'declarative-lookup-rollup-summaries issues 706 and 1004, SalesforceFoundation/NPSP issue 2475',
  ConvertReports: 'Trailblazer forum 9065d0000007CFRAA2 on Database.convertLead',
  RestHeader: 'REST API Developer Guide, Duplicate Rule Headers',
  RestHeaderJapanese: 'REST API Developer Guide (Japanese), Duplicate Rule Headers',
  RestErrorBody: 'answers of the REST API in the test data of rudder-transformer and other public consumers',
  RestReports: 'jsforce issue 1055, simple-salesforce issue 337, Salesforce-Inspector-reloaded issue 721',
  CompositeHeaders: 'REST API Developer Guide, Composite Subrequest',
  JsforceArrays: 'jsforce, Connection (array DML goes to composite/sobjects)',
  SoapHeader: 'SOAP API Developer Guide, DuplicateRuleHeader',
  PartnerWsdl: 'the Partner WSDL, version 47',
  Bulk2Headers: 'Bulk API 2.0 Developer Guide, Request Headers',
  Bulk1Headers: 'Bulk API Developer Guide, Request Headers',
  BulkReports: 'simple-salesforce issue 628 and SalesforceFoundation/NPSP, bulk data tasks',
  DataLoader: 'forcedotcom/dataloader, PartnerClient and AppConfig',
  DataLoaderTest: 'CloudKaam, July 2018 (Block and Allow rules tried with Data Loader)',
  CliCode: 'salesforcecli/plugin-data and forcedotcom/cli issue 2055',
  FlowFault: 'published Flow fault texts and Salesforce Stack Exchange 375359',
  WebToLead: 'Salesforce Knowledge 000387310 and 000212677 on Web-to-Lead',
  UiRecordInput: 'User Interface API Developer Guide, Record Input',
  LwcCreate: 'Lightning Web Components Developer Guide, createRecord',
  LwcInUse: 'public Lightning web components that pass allowSaveOnDuplicate',
  GraphQlMutations: 'GraphQL API Developer Guide, Mutations Schema',
  Infallible: 'Infallible Techie, 2015',
  UserConditions: 'Forcery and LeanData on conditions on the running user',
  SharingReport: 'SfactsAbhishek on rules that enforce sharing',
  RuleOrderBlog: 'Tootling, a blog on several duplicate rules for one object',
  OrderOfExecution: 'Apex Developer Guide, Triggers and Order of Execution',
  VersionedBehaviour: 'Apex Reference Guide, Versioned Behavior Changes',
} as const;

export type SourceKey = keyof typeof sources;

/** The titles of the sources, for a reader: `Title A; Title B`. */
export function cite(keys: readonly SourceKey[]): string {
  return keys.map((key) => sources[key]).join('; ');
}
