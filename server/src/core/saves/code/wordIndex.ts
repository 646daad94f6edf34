interface FileText {
  readonly uri: string;
  readonly text: string;
}

/** So many are kept, and longer those that were asked for while the last so many texts came. */
const fewWords = 200;
const lately = 400;

interface Word {
  readonly files: Set<string>;
  /** The number of the last text when it was asked for. */
  askedAt: number;
}

/** Which files hold the words that somebody has asked for. Others are not indexed: most are never asked for. */
export class Words {
  /** URIs by word, in the order in which the files came. */
  readonly #files = new Map<string, Word>();
  #textCount = 0;
  #most = fewWords;

  filesWith(word: string, texts: () => Iterable<FileText>): ReadonlySet<string> {
    let known = this.#files.get(word);
    if (!known) {
      known = { files: new Set(), askedAt: 0 };
      for (const { uri, text } of texts()) if (text.includes(word)) known.files.add(uri);
      this.#files.set(word, known);
    }
    known.askedAt = this.#textCount;
    return known.files;
  }

  set(uri: string, text: string): void {
    this.#textCount++;
    for (const [word, { files }] of this.#files) {
      if (text.includes(word)) files.add(uri);
      else files.delete(uri);
    }
  }

  remove(uri: string): void {
    for (const { files } of this.#files.values()) files.delete(uri);
  }

  isIn(uri: string): boolean {
    for (const { files } of this.#files.values()) if (files.has(uri)) return true;
    return false;
  }

  /**
   * Forgets what nobody has asked for lately: while somebody types a name, each of its beginnings is asked for.
   *
   * @returns whether there was any: {@link isIn} says nothing of such words, so who asked has to ask again
   */
  forgetOld(): boolean {
    const count = this.#files.size;
    if (count <= this.#most) return false;
    for (const [word, { askedAt }] of this.#files) {
      if (askedAt < this.#textCount - lately) this.#files.delete(word);
    }
    this.#most = Math.max(fewWords, 2 * this.#files.size);
    return this.#files.size < count;
  }
}
