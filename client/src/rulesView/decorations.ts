import { type FileDecoration, type FileDecorationProvider, l10n, ThemeColor, Uri } from 'vscode';
import type { RuleNode } from '../../../server/src/protocol.ts';

const scheme = 'duplicate-rules-entry';

/** An address that says how the entry is marked; null for one without a mark. */
export function decoratedUri(id: string, { kind, problems, active }: RuleNode): Uri | null {
  const isRule = kind === 'duplicate-rule' || kind === 'matching-rule' || kind === 'object';
  if (problems !== null) {
    const query = `${problems.severity}=${problems.count}`;
    return Uri.from({ scheme, path: `/${id}`, query });
  }
  return active || !isRule ? null : Uri.from({ scheme, path: `/${id}`, query: 'inactive' });
}

/** Marks rules with problems as the Explorer marks files, and lets those that do not run step back. */
export const decorations: FileDecorationProvider = {
  provideFileDecoration(uri): FileDecoration | undefined {
    if (uri.scheme !== scheme) return undefined;
    if (uri.query === 'inactive') return { color: new ThemeColor('disabledForeground') };
    const [severity, count = ''] = uri.query.split('=');
    return {
      badge: count.length > 2 ? '9+' : count,
      color: new ThemeColor(severity === 'error' ? 'list.errorForeground' : 'list.warningForeground'),
      tooltip: count === '1' ? l10n.t('1 problem') : l10n.t('{0} problems', count),
    };
  },
};
