import type { ApexCodebase } from '../../saves/apex/codebase/codebase.ts';
import type { CodeLookup } from '../../saves/apex/options/frame.ts';
import type { ApexTypes } from '../../saves/apex/types/types.ts';

/** What fix writers may ask about the code. */
export interface ApexFixContext {
  readonly codebase: ApexCodebase;
  readonly types: ApexTypes;
  readonly lookup: CodeLookup;
}
