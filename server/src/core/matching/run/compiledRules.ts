import type { RuleCatalog } from '../../outcome/model.ts';
import { compileReference, isCompiled } from '../compile.ts';
import type { CompiledRule } from '../model.ts';

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
