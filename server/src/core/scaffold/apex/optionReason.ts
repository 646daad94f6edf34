import { directiveText } from '../../config/directives.ts';
import type { ProvenRule } from '../model.ts';

/** The comment above an allowSave=true of a test: what `check` says of it there, and why it is meant. */
export function optionReason({ alerts }: ProvenRule): string {
  const finding = alerts ? 'allow-save-bypass' : 'ineffective-duplicate-header';
  return `// ${directiveText([finding], 'shows what the option does to this rule')}`;
}
