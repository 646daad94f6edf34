import { l10n, type QuickPickItem, Range, type TextDocumentShowOptions, Uri, window } from 'vscode';
import { listRulesRequest, type RuleEntry } from '../../server/src/protocol.ts';
import { activeUri } from './documents.ts';
import { inform } from './notifications.ts';
import type { Server } from './server.ts';

/** Shows the file of a rule; of several the user chooses. Without any given: all rules of the project. */
export async function openRule(
  server: Server,
  given?: readonly RuleEntry[],
  options: TextDocumentShowOptions = {},
): Promise<void> {
  const rules = given ?? (await server.request(listRulesRequest, { uri: activeUri() }));
  if (rules.length === 0) {
    inform(l10n.t('No duplicate rule is known here.'));
    return;
  }
  const withFile = rules.filter(({ location }) => location !== null);
  const rule = given !== undefined && withFile.length === 1 ? withFile[0] : await choose(rules);
  if (rule?.location === undefined || rule.location === null) return;
  const { start, end } = rule.location.range;
  await window.showTextDocument(Uri.parse(rule.location.uri), {
    ...options,
    selection: new Range(start.line, start.character, end.line, end.character),
  });
}

async function choose(rules: readonly RuleEntry[]): Promise<RuleEntry | undefined> {
  const items = rules.map((rule): QuickPickItem & { rule: RuleEntry } => ({
    label: `$(${rule.active ? 'pass' : 'circle-slash'}) ${rule.label}`,
    description: [rule.fullName, rule.active ? '' : l10n.t('inactive'), rule.origin]
      .filter(Boolean)
      .join(' · '),
    detail: [rule.actions, rule.orgNote, rule.project].filter(Boolean).join(' · '),
    rule,
  }));
  const placeHolder = l10n.t('Duplicate rule whose file is shown');
  const chosen = await window.showQuickPick(items, {
    placeHolder,
    matchOnDescription: true,
    matchOnDetail: true,
  });
  if (chosen !== undefined && chosen.rule.location === null) {
    // A longer message would be cut off; the list has said which rule it is.
    inform(l10n.t('No file to open: {0}.', chosen.rule.origin));
  }
  return chosen?.rule;
}
