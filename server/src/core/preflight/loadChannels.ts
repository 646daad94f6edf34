import type { TableChannel } from '../outcome/tableModel.ts';

/** Channels over which files are loaded, each with its usual batch (facts, sections 1.2 and 4.4). */
export const loadChannels = {
  'rest-record': 1,
  'rest-collections': 200,
  'rest-composite': 25,
  'rest-tree': 200,
  soap: 200,
  'bulk-1': 200,
  'bulk-2': 200,
  'data-loader-soap': 200,
  'data-loader-bulk': 200,
  'data-import-wizard': 200,
  'apex-database': 200,
  'ui-api': 1,
  cli: 1,
} as const satisfies Partial<Record<TableChannel, number>>;

export type LoadChannel = keyof typeof loadChannels;
