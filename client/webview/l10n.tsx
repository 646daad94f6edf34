import { config, t } from '@vscode/l10n';
import { type ComponentChildren, Fragment } from 'preact';

export { t };

/** Takes the words that the extension has put into the page; called once, before anything is shown. */
export function takeWords(page: Document): void {
  config({ contents: page.getElementById('words')?.textContent || '{}' });
}

/** A sentence with elements in the places of `{0}`, `{1}`: `rich(t('Known from {0}'), <b>the org</b>)`. */
export function rich(sentence: string, ...parts: readonly ComponentChildren[]): ComponentChildren {
  return sentence
    .split(/\{(\d)\}/)
    .map((part, index) => <Fragment key={index}>{index % 2 === 1 ? parts[Number(part)] : part}</Fragment>);
}

/** A sentence in which commands and names stand between backticks; one element, as notices lay their parts out in a row. */
export function prose(sentence: string): ComponentChildren {
  const parts = sentence.split(/`([^`]+)`/);
  return (
    <span>{parts.map((part, index) => (index % 2 === 1 ? <code key={index}>{part}</code> : part))}</span>
  );
}
