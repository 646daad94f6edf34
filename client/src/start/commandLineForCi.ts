import { commands, type ExtensionContext, l10n, Uri } from 'vscode';
import { inform } from '../notifications.ts';

/** What the check of this pipeline file needs besides, with the page that tells how it gets there. */
export function tellOfCommandLine(
  { extensionUri }: Pick<ExtensionContext, 'extensionUri'>,
  file: string,
): void {
  const how = l10n.t('How to Get It');
  const text = l10n.t(
    'Before you save {0}: the check installs the command line from tools/duplicate-rules-*.tgz, and that file has to be in this repository.',
    file,
  );
  // Nobody waits for the answer: the command has done its work.
  void inform(text, how).then((chosen) =>
    chosen === how
      ? commands.executeCommand('markdown.showPreview', Uri.joinPath(extensionUri, 'docs', 'ci.md'))
      : undefined,
  );
}
