/** Questions that the editor has not put, or whose tool was not called: more are forgotten. */
const mostKept = 50;

/**
 * The org that the user is asked about before a tool is called, by the tool's input. The editor calls the tool only if
 * the user agrees; another org may be selected by then.
 */
export class Agreements {
  readonly #asked = new Map<string, string>();

  ask(input: object, username: string): void {
    const key = JSON.stringify(input);
    this.#asked.delete(key);
    this.#asked.set(key, username);
    const [oldest] = this.#asked.keys();
    if (this.#asked.size > mostKept && oldest !== undefined) this.#asked.delete(oldest);
  }

  /** Once: the next call is asked about again. */
  take(input: object): string | null {
    const key = JSON.stringify(input);
    const username = this.#asked.get(key) ?? null;
    this.#asked.delete(key);
    return username;
  }
}
