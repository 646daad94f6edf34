import type { Statement, TableChannel } from './tableModel.ts';

/**
 * What whoever saves gets to see of a refusal, per channel: sections 1.2 and 2 of the facts. Null where rules are not
 * run, or nothing is known of it.
 */
export function seenOfRefusal(channel: TableChannel): Statement | null {
  return seen[channel];
}

/** What a person sees in a form where a rule asks. */
export const seenWhereAsked: Statement = {
  text: 'A dialog with the alert text of the rule, in which the user may save all the same.',
  confidence: 'documented',
  sources: ['MetaDup'],
};

const restError: Statement = {
  text: 'HTTP 400 and an error with the errorCode DUPLICATES_DETECTED, the alert text as its message, and rule and matches in duplicateResut (so spelled; read duplicateResult too).',
  confidence: 'documented',
  sources: ['RestHeader', 'RestErrorBody'],
};

const bulkRow: Omit<Statement, 'sources'> = {
  text: 'The row is among the failed results of the job; its error holds DUPLICATES_DETECTED and the alert text.',
  confidence: 'weak',
};

const seen: Readonly<Record<TableChannel, Statement | null>> = {
  'ui-form': {
    text: 'An error in the form: the record cannot be saved.',
    confidence: 'documented',
    sources: ['MetaDup'],
  },
  'apex-statement': {
    text: 'A DmlException: "Insert failed. First exception on row 0; first error: DUPLICATES_DETECTED, …" with the alert text.',
    confidence: 'documented',
    sources: ['PlainDmlReports'],
  },
  'apex-database': {
    text: 'A DmlException; with allOrNone=false, which DMLOptions have unless they say otherwise, a Database.DuplicateError in the SaveResult.',
    confidence: 'documented',
    sources: ['ApexDuplicateError', 'DmlOptions'],
  },
  'apex-set-options': {
    text: 'A DmlException, or with allOrNone=false an error in the SaveResult, as without the options.',
    confidence: 'well-founded',
    sources: ['SetOptionsTest'],
  },
  'apex-upsert': {
    text: 'A DmlException; of Database.upsert with allOrNone=false, an error in the UpsertResult.',
    confidence: 'documented',
    sources: ['PlainDmlReports', 'ApexOverloads'],
  },
  'nested-dml': {
    text: 'The outer save fails with CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY around DUPLICATES_DETECTED, unless the inner code handles it.',
    confidence: 'documented',
    sources: ['NestedDmlReports'],
  },
  'apex-async': {
    text: 'As in other Apex: a DmlException, or an error in the results.',
    confidence: 'well-founded',
    sources: ['ApexDuplicateError'],
  },
  'apex-convert-lead': {
    text: 'A DmlException: "ConvertLead failed …" with DUPLICATES_DETECTED.',
    confidence: 'documented',
    sources: ['ConvertReports'],
  },
  'merge-apex': null,
  'rest-record': restError,
  'rest-external-id': restError,
  'rest-collections': {
    text: 'HTTP 200; the row has success false and the statusCode DUPLICATES_DETECTED in its errors. Whether rule and matches come with it is not documented.',
    confidence: 'well-founded',
    sources: ['JsforceArrays', 'RestHeader'],
  },
  'rest-composite': {
    text: 'HTTP 200; the subrequest has the httpStatusCode 400 and an error with the errorCode DUPLICATES_DETECTED in its body.',
    confidence: 'well-founded',
    sources: ['CompositeHeaders'],
  },
  'rest-tree': {
    text: 'An answer with errors, DUPLICATES_DETECTED among them; no record of the tree is saved.',
    confidence: 'weak',
    sources: ['RestHeader'],
  },
  'rest-batch': {
    text: 'The result of the subrequest holds the error.',
    confidence: 'weak',
    sources: ['RestHeader'],
  },
  soap: {
    text: 'HTTP 200; the result has success false and a DuplicateError with the statusCode DUPLICATES_DETECTED and a duplicateResult in its errors.',
    confidence: 'documented',
    sources: ['SoapHeader', 'PartnerWsdl'],
  },
  'soap-convert-lead': {
    text: 'The result has success false and a DuplicateError with the statusCode DUPLICATES_DETECTED in its errors.',
    confidence: 'documented',
    sources: ['PartnerWsdl'],
  },
  'soap-merge': null,
  'bulk-1': { ...bulkRow, sources: ['BulkReports'] },
  'bulk-2': { ...bulkRow, sources: ['BulkReports'] },
  'ui-api': {
    text: 'An error with DUPLICATES_DETECTED in output.errors, and what was found.',
    confidence: 'documented',
    sources: ['UiRecordInput'],
  },
  lwc: {
    text: 'The promise is rejected; error.body.output.errors holds DUPLICATES_DETECTED.',
    confidence: 'well-founded',
    sources: ['LwcCreate', 'UiRecordInput'],
  },
  graphql: null,
  flow: {
    text: 'A fault: "This error occurred when the flow tried to create records: DUPLICATES_DETECTED: …" with the alert text.',
    confidence: 'documented',
    sources: ['FlowFault'],
  },
  cli: {
    text: 'The command fails with DUPLICATES_DETECTED; of a bulk job, the row fails.',
    confidence: 'documented',
    sources: ['CliCode'],
  },
  'data-loader-soap': {
    text: 'The row goes to the error file with the alert text alone: the code DUPLICATES_DETECTED is not in it.',
    confidence: 'documented',
    sources: ['DataLoaderTest', 'DataLoader'],
  },
  'data-loader-bulk': {
    text: 'The row goes to the error file.',
    confidence: 'documented',
    sources: ['DataLoader'],
  },
  'data-import-wizard': {
    text: 'The record is not imported, and no list of duplicates is shown.',
    confidence: 'documented',
    sources: ['Considerations'],
  },
  'web-to-lead': {
    text: 'The lead is not created; the default lead creator or the administrator gets an e-mail with the reason.',
    confidence: 'documented',
    sources: ['WebToLead'],
  },
  'lead-conversion-ui': {
    text: 'A message, and no list of duplicates.',
    confidence: 'documented',
    sources: ['LeadConversion'],
  },
  'person-account-conversion': {
    text: 'The conversion is blocked.',
    confidence: 'documented',
    sources: ['Considerations'],
  },
  'merge-ui': null,
  undelete: null,
  'quick-create': null,
  'self-registration': null,
  'exchange-sync': null,
};
