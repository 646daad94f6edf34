import { readFileSync } from 'node:fs';
import { sentencesIn } from '../../../scripts/l10n/sentences.mjs';
import { Phrases } from '../../../server/src/lsp/l10n/phrases.ts';

export type Texts = Readonly<Record<string, string>>;

export function readTexts(path: string): Texts {
  return JSON.parse(readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8'));
}

/**
 * What code of these places says that no template of the core's phrases knows: neither as it is, nor as a part of a
 * longer one. Lines of file, line and text.
 *
 * @param except texts that are meant to stay as they are, and parts of paths
 */
export function untranslated(
  places: readonly string[],
  phrases: Texts,
  except: { readonly texts?: ReadonlySet<string>; readonly files?: RegExp } = {},
): readonly string[] {
  const translator = new Phrases(phrases);
  const templates = Object.keys(phrases).flatMap((text) => formsOf(text.toLowerCase()));
  const isKnown = (text: string) => {
    if (isPartOf(text, templates)) return true;
    let number = 0;
    const filled = text.replace(/\{\}/g, () => `Xx${++number}`);
    return translator.translate(filled) !== filled;
  };
  return sentencesIn(places)
    .filter(({ where }) => except.files?.test(where) !== true)
    .filter(({ text }) => except.texts?.has(text) !== true && !sentences(text).every(isKnown))
    .map(({ text, where }) => `${where}: ${text}`);
}

function sentences(text: string): readonly string[] {
  return text
    .split(/(?<=[.!?]) (?=[A-Z`"{])|\n+/)
    .map((one) => one.trim())
    .filter((one) => /[a-z]{2}/.test(one));
}

/** Its words stand in one template in their order, whatever stands between them, and for what varies. */
function isPartOf(text: string, templates: readonly string[]): boolean {
  const parts = text.split(/\{\}|\b1\b|\bRULE\b/).map((part) => part.trim().toLowerCase());
  return templates.some((template) => {
    let at = 0;
    return parts.every((part) => {
      const found = template.indexOf(part, at);
      at = found + part.length;
      return found >= 0;
    });
  });
}

/** `[save|saves]` as each of them. */
function formsOf(template: string): readonly string[] {
  const [all, before = '', forms = '', after = ''] =
    /^(.*?)\[([^\][{}]*\|[^\][{}]*)\](.*)$/s.exec(template) ?? [];
  if (all === undefined) return [template];
  return forms.split('|').flatMap((form) => formsOf(`${before}${form}${after}`));
}
