import type { PartialSettings } from '../core/config/partial.ts';
import type { CheckOptions } from './checkOptions.ts';

/** What the command line says of settings: it goes before the configuration file. */
export function overridesOf({ includeTests }: CheckOptions): PartialSettings {
  return includeTests ? { includeTests: true } : {};
}
