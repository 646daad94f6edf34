import type { TableChannel } from '../outcome/tableModel.ts';
import type { ErrorForm, Refusal } from './model.ts';

/**
 * The ways of saving that an error of this form comes from, innermost first; empty where the form does not tell.
 * Data Loader's file looks the same in both of its modes, Bulk API's in both of its versions.
 */
export function channelsOf(form: ErrorForm, refusal: Refusal): readonly TableChannel[] {
  if (refusal.nested !== '') return refusal.nested.startsWith('in a flow') ? ['flow'] : ['nested-dml'];
  switch (form) {
    case 'rest':
    case 'simple-salesforce':
    case 'jsforce':
      return [restChannel(refusal)];
    case 'rest-collections':
      return ['rest-collections'];
    case 'rest-composite':
      return ['rest-composite'];
    case 'rest-tree':
      return ['rest-tree'];
    case 'rest-batch':
      return ['rest-batch'];
    case 'ui-api':
      return ['ui-api', 'lwc'];
    case 'soap':
      return [refusal.operation === 'convertLead' ? 'soap-convert-lead' : 'soap'];
    case 'apex':
      return [apexChannel(refusal)];
    case 'debug-log':
      // Without an exception the save may have come from anywhere.
      return refusal.message === '' ? [] : [apexChannel(refusal)];
    case 'flow':
      return ['flow'];
    case 'bulk-results':
      return ['bulk-2'];
    case 'data-loader-results':
      return ['data-loader-soap', 'data-loader-bulk'];
    case 'text':
      return [];
  }
}

function restChannel({ operation }: Refusal): TableChannel {
  return operation === 'upsert' ? 'rest-external-id' : 'rest-record';
}

function apexChannel({ operation }: Refusal): TableChannel {
  if (operation === 'convertLead') return 'apex-convert-lead';
  return operation === 'upsert' ? 'apex-upsert' : 'apex-statement';
}
