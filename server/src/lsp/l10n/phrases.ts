import { isStandardObject } from '../../core/metadata/standardObjects.ts';

/**
 * English texts with `{0}` for what varies, and the same in another language. `[save|saves]` stands for any of these:
 * forms of English that make no difference elsewhere.
 */
export type PhraseTable = Readonly<Record<string, string>>;

interface Group {
  readonly name: string;
  readonly isQuoted: boolean;
  /** `{0+}`: names with commas and an "and" between them. */
  readonly isNames: boolean;
  /** `{0&}`: fields and the like, which hold no blanks, with commas and an "and" or "or" between them. */
  readonly isFields: boolean;
}

interface Pattern {
  readonly english: RegExp;
  /** Its longest words that are always there: looked for first, which is cheap. */
  readonly words: string;
  /** Which placeholder each group stands for; what is quoted is a name and stays as it is. */
  readonly groups: readonly Group[];
  readonly other: string;
  /** A whole sentence, and nothing else is meant; null: what varies at its end may end one. */
  readonly isSentence: boolean | null;
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
      if (/\{\d[+&#]?\}/.test(english)) patterns.push(patternOf(english, other));
      else for (const form of formsOf(english)) this.#whole.set(form, other);
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
    const translated = sentences.map(
      (one) =>
        (one.includes('; ') ? this.#withFullStop(one) : null) ??
        this.#phrase(one, 0) ??
        this.#withFullStop(one),
    );
    if (translated.includes(null)) {
      const whole = sentences.length > 1 ? this.#phrase(line, 0) : this.#list(line, 0);
      return whole ?? this.#labelled(line);
    }
    return translated.reduce<string>((before, one) => `${before}${gapAfter(before)}${one}`, '');
  }

  /** "LeadCapture.capture: nothing handles it.", a sentence that begins with a small letter after what it is about. */
  #labelled(line: string): string | null {
    const [, label, rest] = /^((?:[^:]|:(?! )){1,200}): (\S.*[.!?])$/.exec(line) ?? [];
    if (label === undefined || rest === undefined) return null;
    if (!/^[a-z]/.test(rest)) return this.#afterLabel(label, this.#line(rest));
    const clause = this.#phrase(rest.slice(0, -1), 1);
    const told =
      clause === null
        ? this.#line(rest.charAt(0).toUpperCase() + rest.slice(1))
        : `${clause}${this.#whole.get('.') ?? '.'}`;
    return this.#afterLabel(label, told);
  }

  #afterLabel(label: string, told: string | null): string | null {
    return told === null ? null : `${this.#part(label, 1)}: ${told}`;
  }

  /** "refuses 3 saves, may refuse 1", "16 refused, 2 reported". */
  #counts(text: string): string | null {
    const parts = text.split(', ');
    if (parts.length === 1 || !parts.every((part) => /\b\d/.test(part))) return null;
    const translated = parts.map((part) => this.#phrase(part, 0));
    return translated.includes(null) ? null : translated.join(this.#whole.get(', ') ?? ', ');
  }

  /** Several of what stands elsewhere without a full stop: "Initials 0, Jaro-Winkler 88." */
  #withFullStop(text: string): string | null {
    if (!text.endsWith('.')) return null;
    const bare = text.slice(0, -1);
    const told =
      this.#counts(bare) ?? this.#list(bare, 0) ?? (scored.test(bare) ? this.#phrase(bare, 0) : null);
    return told === null ? null : `${told}${this.#whole.get('.') ?? '.'}`;
  }

  #phrase(text: string, depth: number): string | null {
    const whole = this.#whole.get(text);
    if (whole !== undefined) return whole;
    if (text.length > longestSentence) return null;
    const [isSentence, hasColon] = [endsSentence.test(text), text.includes(': ')];
    for (const { english, groups, other, ...form } of this.#patterns) {
      if ((form.isSentence ?? isSentence) !== isSentence || (hasColon && !form.takesColon)) continue;
      if (!text.includes(form.words)) continue;
      const found = english.exec(text);
      if (found === null) continue;
      // It is not meant to take the end of one sentence and the beginning of the next.
      const isSplit =
        form.isSentence === true &&
        groups.some(({ isQuoted }, index) => !isQuoted && /[.!?] [A-Z]/.test(found[index + 1]!));
      if (isSplit) continue;
      const parts = new Map(
        groups.map((group, index) => [group.name, this.#inGroup(group, found[index + 1]!, depth + 1)]),
      );
      return other.replace(/\{(\d)\}/g, (_, name: string) => parts.get(name) ?? '');
    }
    return null;
  }

  #inGroup({ isQuoted, isNames, isFields }: Group, text: string, depth: number): string {
    if (isQuoted) return text;
    if (isNames) return this.#names(text);
    return isFields ? text.split(between).join(this.#whole.get(', ') ?? ', ') : this.#part(text, depth);
  }

  /** What stands in a placeholder: a phrase, a list, a name. */
  #part(text: string, depth: number): string {
    if (depth > 4 || isName(text)) return text;
    const items = text.split(listed);
    if (items.length > 1 && items.every((item) => startsItem.test(item))) {
      const word = / or (?=['‘“"]|rule '|the standard )/.test(text) ? 'or' : 'and';
      const joint = this.#whole.get(word) ?? `, ${word} `;
      return items.map((item) => this.#part(item, depth + 1)).join(joint);
    }
    const whole = this.#whole.get(text);
    if (whole !== undefined) return whole;
    // "Saved and reported" is no list, and "{0} rules" is not meant to take "3 saves, 2 rules".
    const isList = /[,;] /.test(text);
    return (
      (isList ? this.#list(text, depth) : null) ??
      this.#phrase(text, depth) ??
      (isList ? null : this.#list(text, depth)) ??
      this.#clause(text, depth) ??
      text
    );
  }

  /** A sentence within another one: "Otherwise, look for …". */
  #clause(text: string, depth: number): string | null {
    if (!/^[a-z]\S* /.test(text)) return null;
    const sentence = `${text.charAt(0).toUpperCase()}${text.slice(1)}${text.endsWith('.') ? '' : '.'}`;
    const told = this.#phrase(sentence, depth + 1);
    return text.endsWith('.') ? told : (told?.replace(/。$/, '') ?? null);
  }

  /** `A B, C and D`, `A, B and 3 more`. "C and D" alone may be one name. */
  #names(text: string): string {
    const [, first, count] = /^(.+) and (\d+) more$/s.exec(text) ?? [];
    if (first !== undefined && count !== undefined)
      return this.#phrase(`{0} and ${count} more`, 0)?.replace('{0}', () => first) ?? text;
    return text.replace(/^(.+, .+) and (?!.* and )/s, '$1, ');
  }

  /** What is enumerated: phrases, names of objects; null where an item may be a part of a name. */
  #list(text: string, depth: number): string | null {
    const isKnown = (item: string) => isOneName(item) || this.#phrase(item, depth + 1) !== null;
    const items = [...enumerations(text)].find((some) => some.every(isKnown)) ?? segments(text, isKnown);
    return items?.map((item) => this.#part(item, depth + 1)).join(this.#whole.get(', ') ?? ', ') ?? null;
  }
}

/** `[save|saves]`. */
const oneOf = /(\[[^\][{}]*\|[^\][{}]*\])/;

/** All forms of a text without anything that varies. */
function formsOf(english: string): readonly string[] {
  const [before, forms, ...after] = english.split(oneOf);
  if (forms === undefined) return [english];
  return alternatives(forms).flatMap((form) =>
    formsOf(after.join('')).map((rest) => `${before}${form}${rest}`),
  );
}

function alternatives(forms: string): readonly string[] {
  return forms.slice(1, -1).split('|');
}

/** Names of objects that are words, too; "Report" is also what a rule does. */
function isName(text: string): boolean {
  return text !== 'Report' && isStandardObject(text);
}

/** Ways to take a text for a list: "a; b", "a, b and c", in which the last "and" may belong to an item. */
function* enumerations(text: string): Iterable<readonly string[]> {
  for (const separator of ['; ', ', ']) {
    const items = text.split(separator);
    if (items.length > 1) yield items;
  }
  const items = text.split(', ');
  const last = items.pop()!;
  for (const found of [...last.matchAll(/ (?:and|or) /g)].reverse()) {
    yield [...items, last.slice(0, found.index), last.slice(found.index + found[0].length)];
  }
}

const between = /, | and | or /;
/** `{0&}`: names of fields, objects and the like, and of which one must not match ("not Email"). */
const fields = '((?:not )?[\\w.]+(?:(?:, | and | or )(?:not )?[\\w.]+)*)';

/** More ends of items than this are not tried. */
const mostJoints = 14;

/** The finest way to take a text for a list of known items, which may hold commas and an "and" themselves. */
function segments(text: string, isKnown: (item: string) => boolean): readonly string[] | null {
  const joints = [...text.matchAll(/; |, and |, | and | or /g)];
  if (joints.length === 0 || joints.length > mostJoints) return null;
  const from = (start: number): readonly string[] | null => {
    for (const joint of joints) {
      if (joint.index <= start || !isKnown(text.slice(start, joint.index))) continue;
      const rest = from(joint.index + joint[0].length);
      if (rest !== null) return [text.slice(start, joint.index), ...rest];
    }
    const last = text.slice(start);
    return start > 0 && isKnown(last) ? [last] : null;
  };
  return from(0);
}

/** An object, a path, a member, an id of a record: nothing that holds an "and" of its own. */
function isOneName(text: string): boolean {
  return (
    isStandardObject(text) ||
    /^(?:[A-Z]{2,}|\w+ API|\w{15}|\w{18})$/.test(text) ||
    /^[^\s,]*\w[./_…]+\w[^\s,]*$/.test(text)
  );
}

/** `rule 'A', rule 'B' or 'C'`: where one item of a list ends. */
const listed = /(?:, | and | or )(?=['‘“"]|rule '|the standard )/;
const startsItem = /^(?:['‘“]|"[^"]*"$|[Rr]ule '|[Tt]he standard )/;

/** `{0#}`: nothing but a number. */
const number = '(\\d[\\d,]*)';

/** "Area code 100 × 10 %", "Jaro-Winkler 88 (…)". */
const scored = /^[A-Z][\w -]* \d+(?: [×(]|$)/;

const endsSentence = /[.!?]$/;

/** After a number. */
const counted =
  /^ (?:refused|may be|pass|reported|saved|not known|duplicate rules?|rules?|fields?|inactive|saves?)\b/;

/** What follows a number: " saves", " [save|saves]", " of them are". */
function isCounted(text: string): boolean {
  const [, one = '', several = ''] = /^ (?:active )?\[(\w+)[^|]*\|(\w+)/.exec(text) ?? [];
  return counted.test(text) || (several !== '' && [`${one}s`, `${one}es`].includes(several));
}

/** Line ends, and lines that hold nothing but code, names, or titles of documents. */
function isNoWords(line: string): boolean {
  return /^(?:\s*|`[^`]+`|\*[^*]+\*|\*\*\w+\*\*|-{3}|- \S+ → \S+)$/.test(line);
}

/** No space follows a sentence that ends as Japanese ones do. */
function gapAfter(sentence: string): string {
  return sentence === '' || /[。！？]$/.test(sentence) ? '' : ' ';
}

function patternOf(english: string, other: string): Pattern {
  const groups: Group[] = [];
  const source = english
    .split(/(\{\d[+&#]?\})/)
    .map((part, index, all) => {
      if (!/^\{\d[+&#]?\}$/.test(part)) return fixedSource(part);
      const isQuoted = /['‘“]$/.test(all[index - 1] ?? '');
      groups.push({ name: part[1]!, isQuoted, isNames: part[2] === '+', isFields: part[2] === '&' });
      if (part[2] === '#') return number;
      if (part[2] === '&') return fields;
      // "3 saves"
      if (index === 1 && all[0] === '' && isCounted(all[2] ?? '')) return number;
      // The name of a rule does not go on with that of another one.
      return groups.at(-1)!.isQuoted ? "((?:(?!', |' and |' or ).)+?)" : '(.+?)';
    })
    .join('');
  return {
    english: new RegExp(`^${source}$`, 's'),
    words: longestOf(english.split(/\{\d[+&#]?\}|\[[^\][{}]*\|[^\][{}]*\]/)),
    groups,
    other,
    isSentence: /[\w}]: \{\d[+&#]?\}$/.test(english) ? null : endsSentence.test(english),
    takesColon: !/^[^{:]*\{\d[+&#]?\}$/.test(english),
    weight: english.replace(/\{\d[+&#]?\}/g, '').replace(new RegExp(oneOf, 'g'), '').length,
  };
}

function longestOf(texts: readonly string[]): string {
  return texts.reduce((longest, one) => (one.length > longest.length ? one : longest), '');
}

function fixedSource(text: string): string {
  return text
    .split(oneOf)
    .map((part, index) =>
      index % 2 === 0 ? escaped(part) : `(?:${alternatives(part).map(escaped).join('|')})`,
    )
    .join('');
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
