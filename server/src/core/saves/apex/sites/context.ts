import type { Settings } from '../../../config/settings.ts';
import type { ApexCodebase } from '../codebase/codebase.ts';
import type { CodeLookup } from '../options/frame.ts';
import type { ApexSaves } from '../resolve/apexSaves.ts';
import type { ApexTypes } from '../types/types.ts';

/** All that the facts of a body are made from, beside the body. */
export interface SiteContext {
  readonly codebase: ApexCodebase;
  readonly types: ApexTypes;
  readonly saves: ApexSaves;
  readonly lookup: CodeLookup;
  readonly settings: Settings;
  readonly watchedFields: ReadonlySet<string>;
  /** Of the body at hand. */
  readonly inTest: boolean;
  /** `Class.method`, the trigger's name, or `script`. */
  readonly enclosing: string;
}
