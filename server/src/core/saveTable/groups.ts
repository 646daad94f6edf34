import type { TableChannel } from '../outcome/tableModel.ts';

/** Families of channels, in the order in which they are shown; a test holds every channel to be in one. */
export const channelGroups: readonly { readonly name: string; readonly channels: readonly TableChannel[] }[] =
  [
    {
      name: 'Forms and pages',
      channels: [
        'ui-form',
        'quick-create',
        'web-to-lead',
        'self-registration',
        'lead-conversion-ui',
        'person-account-conversion',
        'merge-ui',
        'undelete',
      ],
    },
    {
      name: 'Apex',
      channels: [
        'apex-statement',
        'apex-database',
        'apex-set-options',
        'apex-upsert',
        'apex-async',
        'nested-dml',
        'apex-convert-lead',
        'merge-apex',
      ],
    },
    { name: 'Flow and components', channels: ['flow', 'lwc', 'ui-api', 'graphql'] },
    {
      name: 'REST',
      channels: [
        'rest-record',
        'rest-external-id',
        'rest-collections',
        'rest-composite',
        'rest-tree',
        'rest-batch',
      ],
    },
    { name: 'SOAP', channels: ['soap', 'soap-convert-lead', 'soap-merge'] },
    {
      name: 'Bulk and tools',
      channels: [
        'bulk-2',
        'bulk-1',
        'data-loader-soap',
        'data-loader-bulk',
        'data-import-wizard',
        'cli',
        'exchange-sync',
      ],
    },
  ];
