import { factsOf } from '../saves/code/evaluate/factsOf.ts';
import { forgetVersions } from '../saves/code/evaluate/memory/memory.ts';
import { CodeFrontEnd } from '../saves/code/frontEnd.ts';
import { languages } from '../saves/code/languages/index.ts';
import { DataLoaderFrontEnd } from '../saves/dataLoader/frontEnd.ts';
import { FlowFrontEnd } from '../saves/flow/frontEnd.ts';
import type { FrontEnd } from '../saves/frontEnd.ts';
import { HttpFrontEnd } from '../saves/http/frontEnd.ts';
import { ShellFrontEnd } from '../saves/shell/frontEnd.ts';

/**
 * The front-ends beside Apex's, in the order in which they are asked whose a file is.
 *
 * @param once for a project that is read, asked and dropped
 */
export function integrationFrontEnds({ once }: { readonly once: boolean }): readonly FrontEnd[] {
  return [
    new CodeFrontEnd({ languages, factsOf, forgetVersions, once }),
    new FlowFrontEnd(),
    new DataLoaderFrontEnd(),
    new ShellFrontEnd(),
    new HttpFrontEnd(),
  ];
}
