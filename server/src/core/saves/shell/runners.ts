import { textOf, type Word } from './script.ts';

/** Where the commands stand that a command runs: one of its words, or what is fed to it. */
export type Ran = { readonly word: number } | 'input' | null;

const shell = /^(?:\S*\/)?(?:ba|z|da|k)?sh$/;

/** Options of ssh that a word follows (the manual page of ssh). */
const withValue = /^-[BbcDEeFIiJLlmOoPpQRSWw]$/;

/**
 * `bash -c '…'`, `ssh host '…'`, `su -c '…'`, `eval '…'`, `bash <<EOF`: also behind sudo, docker exec and what else
 * starts programs.
 */
export function ranBy(words: readonly Word[], isFed: boolean): Ran {
  const texts = words.map((word) => textOf(word) ?? '');
  const [first = ''] = texts;
  if (/^(?:echo|printf|cat|grep|which|command|type|test)$/.test(first)) return null;
  if (first === 'eval') return texts.length === 2 ? { word: 1 } : null;
  if (first === 'su') return wordBehind(texts, texts.indexOf('-c'));
  const at = texts.findIndex((text) => shell.test(text));
  if (at >= 0) return behindOption(texts, at) ?? (isFed && takesInput(texts, at) ? 'input' : null);
  const remote = texts.findIndex((text) => /^(?:\S*\/)?ssh$/.test(text));
  return remote < 0 ? null : onHost(texts, remote, isFed);
}

/** The word behind `-c`, `-lc`, `-o pipefail -c`. */
function behindOption(texts: readonly string[], from: number): Ran {
  for (let at = from + 1; at + 1 < texts.length; at++) {
    const text = texts[at]!;
    if (/^-[a-z]*c$/.test(text)) return { word: at + 1 };
    const isOption = /^[-+]/.test(text) || /^[-+]\w*o$/.test(texts[at - 1]!);
    if (!isOption) return null;
  }
  return null;
}

function wordBehind(texts: readonly string[], at: number): Ran {
  return at < 0 || at + 1 >= texts.length ? null : { word: at + 1 };
}

/** A shell that is given no script by its name reads what is fed to it. */
function takesInput(texts: readonly string[], at: number): boolean {
  const given = texts.slice(at + 1);
  return given.includes('-s') || given.every((text) => text.startsWith('-'));
}

function onHost(texts: readonly string[], remote: number, isFed: boolean): Ran {
  let at = remote + 1;
  while (at < texts.length && texts[at]!.startsWith('-')) at += withValue.test(texts[at]!) ? 2 : 1;
  const behind = texts.length - at - 1;
  if (behind === 0) return isFed ? 'input' : null;
  // Several words are a command of their own.
  return behind === 1 ? { word: at + 1 } : null;
}
