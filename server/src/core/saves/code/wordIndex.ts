interface FileText {
  readonly uri: string;
  readonly text: string;
}

/** Which files hold the words that somebody has asked for. Others are not indexed: most are never asked for. */
export class Words {
  /** URIs by word, in the order in which the files came. */
  readonly #files = new Map<string, Set<string>>();

  filesWith(word: string, texts: () => Iterable<FileText>): ReadonlySet<string> {
    let files = this.#files.get(word);
    if (!files) {
      files = new Set();
      for (const { uri, text } of texts()) if (text.includes(word)) files.add(uri);
      this.#files.set(word, files);
    }
    return files;
  }

  set(uri: string, text: string): void {
    for (const [word, files] of this.#files) {
      if (text.includes(word)) files.add(uri);
      else files.delete(uri);
    }
  }

  remove(uri: string): void {
    for (const files of this.#files.values()) files.delete(uri);
  }

  isIn(uri: string): boolean {
    for (const files of this.#files.values()) if (files.has(uri)) return true;
    return false;
  }
}
