/** English texts with `{0}` for what varies, and the same in another language. */
export type PhraseTable = Readonly<Record<string, string>>;

interface Pattern {
  readonly english: RegExp;
  /** Which placeholder each group stands for; what is quoted is a name and stays as it is. */
  readonly groups: readonly { readonly name: string; readonly isQuoted: boolean }[];
  readonly other: string;
  /** A whole sentence, and nothing else is meant. */
  readonly isSentence: boolean;
  /** False: "Insert of {0}" is not meant to take "Insert of Lead: 1 match". */
  readonly takesColon: boolean;
  /** How many letters of it are fixed. */
  readonly weight: number;
}

/** How many translations are kept: the same texts come again with every answer. */
const mostKept = 5_000;
/** In characters: longer ones stay as they are, so that no text takes long. */
const longest = 4_000;
const longestSentence = 600;

/**
 * Translates texts that were composed in English, by templates. A text is translated as a whole or sentence by
 * sentence; where one sentence has no template, all of it stays English: half a translation helps nobody.
 */
export class Phrases {
  readonly #whole = new Map<string, string>();
  readonly #patterns: readonly Pattern[];
  readonly #kept = new Map<string, string>();

  constructor(table: PhraseTable) {
    const patterns: Pattern[] = [];
    for (const [english, other] of Object.entries(table)) {
      if (/\{\d\}/.test(english)) patterns.push(patternOf(english, other));
      else this.#whole.set(english, other);
    }
    // What says more comes first: "Refused by {0} on a match" before "{0} on a match".
    this.#patterns = patterns.sort((a, b) => b.weight - a.weight);
  }

  translate(text: string): string {
    if (text === '' || text.length > longest) return text;
    const known = this.#kept.get(text);
    if (known !== undefined) return known;
    const translated = this.#text(text) ?? text;
    if (this.#kept.size >= mostKept) this.#kept.clear();
    this.#kept.set(text, translated);
    return translated;
  }

  #text(text: string): string | null {
    const known = this.#whole.get(text);
    if (known !== undefined) return known;
    const lines = text.split(/(\n+)/);
    if (lines.every((line) => isNoWords(line))) return null;
    const translated = lines.map((line) => (isNoWords(line) ? line : this.#line(line)));
    return translated.includes(null) ? null : translated.join('');
  }

  #line(line: string): string | null {
    const counts = this.#counts(line);
    if (counts !== null) return counts;
    const sentences = line.split(/(?<=[.!?]) +/);
    const translated = sentences.map((one) => this.#phrase(one, 0));
    if (translated.includes(null)) return sentences.length > 1 ? this.#phrase(line, 0) : null;
    return translated.reduce<string>((before, one) => `${before}${gapAfter(before)}${one}`, '');
  }

  /** "refuses 3 saves, may refuse 1", "16 refused, 2 reported". */
  #counts(text: string): string | null {
    const parts = text.split(', ');
    if (parts.length === 1 || !parts.every((part) => /\b\d/.test(part))) return null;
    const translated = parts.map((part) => this.#phrase(part, 0));
    return translated.includes(null) ? null : translated.join(this.#whole.get(', ') ?? ', ');
  }

  #phrase(text: string, depth: number): string | null {
    const whole = this.#whole.get(text);
    if (whole !== undefined) return whole;
    if (text.length > longestSentence) return null;
    const [isSentence, hasColon] = [endsSentence.test(text), text.includes(': ')];
    for (const { english, groups, other, ...form } of this.#patterns) {
      if (form.isSentence !== isSentence || (hasColon && !form.takesColon)) continue;
      const found = english.exec(text);
      if (found === null) continue;
      const parts = new Map(
        groups.map(({ name, isQuoted }, index) => {
          const part = found[index + 1]!;
          return [name, isQuoted ? part : this.#part(part, depth + 1)];
        }),
      );
      return other.replace(/\{(\d)\}/g, (_, name: string) => parts.get(name) ?? '');
    }
    return null;
  }

  /** What stands in a placeholder: a phrase, a list, a name. */
  #part(text: string, depth: number): string {
    if (depth > 4) return text;
    const items = text.split(listed);
    if (items.length > 1 && items.every((item) => startsItem.test(item))) {
      const word = / or (?=['‘“"]|rule '|the standard )/.test(text) ? 'or' : 'and';
      const joint = this.#whole.get(word) ?? `, ${word} `;
      return items.map((item) => this.#part(item, depth + 1)).join(joint);
    }
    return this.#phrase(text, depth) ?? text;
  }
}

/** `rule 'A', rule 'B' or 'C'`: where one item of a list ends. */
const listed = /(?:, | and | or )(?=['‘“"]|rule '|the standard )/;
const startsItem = /^(?:['‘“"]|rule '|the standard )/;

const endsSentence = /[.!?]$/;

/** After a number. */
const counted =
  /^ (?:refused|may be|pass|reported|saved|not known|duplicate rules?|rules?|fields?|inactive|saves?)\b/;

/** Line ends, and lines that hold nothing but code or names. */
function isNoWords(line: string): boolean {
  return /^(?:\s*|`[^`]+`|- \S+ → \S+)$/.test(line);
}

/** No space follows a sentence that ends as Japanese ones do. */
function gapAfter(sentence: string): string {
  return sentence === '' || /[。！？]$/.test(sentence) ? '' : ' ';
}

function patternOf(english: string, other: string): Pattern {
  const groups: { name: string; isQuoted: boolean }[] = [];
  const source = english
    .split(/(\{\d\})/)
    .map((part, index, all) => {
      if (!/^\{\d\}$/.test(part)) return part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
      groups.push({ name: part[1]!, isQuoted: /['‘“]$/.test(all[index - 1] ?? '') });
      // "3 saves"
      if (index === 1 && all[0] === '' && counted.test(all[2] ?? '')) return '(\\d[\\d,]*)';
      // The name of a rule does not go on with that of another one.
      return groups.at(-1)!.isQuoted ? "((?:(?!', |' and |' or ).)+?)" : '(.+?)';
    })
    .join('');
  return {
    english: new RegExp(`^${source}$`, 's'),
    groups,
    other,
    isSentence: endsSentence.test(english),
    takesColon: !/^[^{:]*\{\d\}$/.test(english),
    weight: english.replace(/\{\d\}/g, '').length,
  };
}
