import { l10n } from 'vscode';
import type { RuleTreeProject } from '../../../server/src/protocol.ts';
import { commandIds } from '../commandIds.ts';
import type { HintElement } from './element.ts';

/** What to do next where all that is known of a project's rules is assumed. */
export function hintsFor({ ownRules, org, problem }: RuleTreeProject): readonly HintElement[] {
  if (problem !== null || ownRules > 0 || org !== null) return [];
  return [
    {
      kind: 'hint',
      label: l10n.t('Read the rules of your org…'),
      icon: 'cloud-download',
      command: commandIds.refreshRules,
      parent: null,
    },
    {
      kind: 'hint',
      label: l10n.t('New rule from template…'),
      icon: 'add',
      command: commandIds.newRule,
      parent: null,
    },
  ];
}
