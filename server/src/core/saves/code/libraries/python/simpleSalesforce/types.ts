/** Types of the values of simple_salesforce. */
export const types = {
  module: 'simple_salesforce.Module',
  clientClass: 'simple_salesforce.Salesforce.class',
  objectClass: 'simple_salesforce.SFType.class',
  formatExternalId: 'simple_salesforce.format_external_id',
  client: 'simple_salesforce.Salesforce',
  object: 'simple_salesforce.SFType',
  bulk: 'simple_salesforce.bulk',
  bulk2: 'simple_salesforce.bulk2',
  bulkObject: 'simple_salesforce.bulk.SFBulkType',
  bulk2Object: 'simple_salesforce.bulk2.SFBulk2Type',
  /** A method that is not called yet: `getattr(sf.Lead, 'create')`. */
  method: 'simple_salesforce.method',
} as const;

/** What a single save returns: a dict, or a status code. Refusals are raised before. */
export const saveResult = 'simple_salesforce.SaveResult';
/** Rows of a bulk save: `success`, `errors`. */
export const bulkResults = 'simple_salesforce.BulkResults';
/** Jobs of Bulk API 2.0: `numberRecordsFailed`, `job_id`. */
export const bulk2Results = 'simple_salesforce.Bulk2Results';
