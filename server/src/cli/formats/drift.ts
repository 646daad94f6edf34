import type { RuleDrift } from '../../core/drift/model.ts';
import { printableLine } from './terminal.ts';

const states: Readonly<Record<Exclude<RuleDrift['state'], 'same'>, string>> = {
  different: 'differs',
  'only-local': 'not in the org',
  'only-org': 'only in the org',
};

const kinds: Readonly<Record<RuleDrift['kind'], string>> = {
  DuplicateRule: 'Duplicate rule',
  MatchingRule: 'Matching rule',
};

/** With a path as the other commands give it, instead of an address. */
export type ListedDrift = Omit<RuleDrift, 'file'> & { readonly path: string | null };

/** How the rules of a project and of an org differ; those that are the same are counted. */
export function driftText(heading: readonly string[], rules: readonly ListedDrift[]): string {
  const lines = [...heading];
  const same = rules.filter(({ state }) => state === 'same').length;
  for (const { kind, fullName, label, state, differences, path } of rules) {
    if (state === 'same') continue;
    const name = label === '' || label === fullName ? fullName : `${fullName} '${label}'`;
    lines.push(`  ${kinds[kind]} ${name}: ${states[state]}`);
    for (const difference of differences) lines.push(`    ${difference}`);
    if (path !== null) lines.push(`    ${path}`);
  }
  lines.push(sameText(same, rules.length));
  return lines.map((line) => printableLine(line) + '\n').join('');
}

function sameText(same: number, all: number): string {
  if (all === 0) return '  There is no rule to compare.';
  if (same === all)
    return `  No difference: ${same === 1 ? 'the rule is' : `all ${same} rules are`} the same.`;
  return `  ${same} of ${all} rules are the same.`;
}
