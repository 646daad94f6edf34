import { LineIndex } from '../server/src/core/text.ts';
import type { ServerProcess } from './serverProcess.ts';

/** An open document that is typed in: each keystroke is sent, and diagnostics are asked for. */
export class Typing {
  readonly #server: ServerProcess;
  readonly #uri: string;
  readonly #text: string;
  #current: string;
  #version = 1;

  private constructor(server: ServerProcess, uri: string, text: string) {
    this.#server = server;
    this.#uri = uri;
    this.#text = text;
    this.#current = text;
  }

  static async open(
    server: ServerProcess,
    document: { readonly uri: string; readonly languageId: string; readonly text: string },
  ): Promise<Typing> {
    const typing = new Typing(server, document.uri, document.text);
    await server.rpc.sendNotification('textDocument/didOpen', { textDocument: { ...document, version: 1 } });
    await typing.pull();
    return typing;
  }

  pull(): Promise<{ readonly items: readonly unknown[] }> {
    return this.#server.rpc.sendRequest('textDocument/diagnostic', { textDocument: { uri: this.#uri } });
  }

  /** Types a key at places all over the text and takes it out again. */
  async measure(key: string, rounds: number): Promise<void> {
    const begin = this.#server.residentMegabytes();
    const times: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const at = Math.floor(this.#text.length * ((round * 0.618_034) % 1));
      times.push(await this.#edit(at, at, key));
      times.push(await this.#edit(at, at + key.length, ''));
    }
    times.sort((a, b) => a - b);
    const quantile = (q: number) =>
      times[Math.min(times.length - 1, Math.floor(q * times.length))]!.toFixed(1);
    console.log(
      `key ${JSON.stringify(key)}: p50 ${quantile(0.5)} ms, p95 ${quantile(0.95)} ms, worst ${quantile(1)} ms; ` +
        `resident ${begin} to ${this.#server.residentMegabytes()} MB`,
    );
  }

  async #edit(start: number, end: number, replacement: string): Promise<number> {
    const lines = new LineIndex(this.#current);
    const range = { start: lines.position(start), end: lines.position(end) };
    this.#current = this.#current.slice(0, start) + replacement + this.#current.slice(end);
    const sent = performance.now();
    await this.#server.rpc.sendNotification('textDocument/didChange', {
      textDocument: { uri: this.#uri, version: ++this.#version },
      contentChanges: [{ range, text: replacement }],
    });
    await this.pull();
    return performance.now() - sent;
  }
}
