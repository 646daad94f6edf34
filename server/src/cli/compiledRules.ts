import { compileReference, isCompiled } from '../core/matching/compile.ts';
import type { CompiledRule } from '../core/matching/model.ts';
import type { RuleCatalog } from '../core/outcome/model.ts';

/** The matching rules of active duplicate rules that bear on an object, as far as they can be run; each once. */
export function compiledRulesFor(object: string, catalog: RuleCatalog): readonly CompiledRule[] {
  const compiled = catalog
    .rulesFor(object)
    .filter(({ active }) => active)
    .flatMap(({ matchRules }) => matchRules)
    .map((reference) => compileReference(reference, catalog))
    .filter(isCompiled);
  return [...new Set(compiled)];
}
