import { fileNameOf, kindOf } from '../../files.ts';
import { asFixes, commentFixes } from '../../fixes/commentFixes.ts';
import type { Fix, FixRequest } from '../../fixes/fix.ts';
import { hash } from '../../fixes/suppress.ts';
import type { Anchor } from '../../text.ts';
import type { FileFacts } from '../facts.ts';
import type { FrontEnd } from '../frontEnd.ts';
import type { HttpDocument } from './document.ts';
import { readHttpFile } from './httpFile.ts';
import { readPostman } from './postman.ts';
import { savesIn } from './saves.ts';

/** Addresses of records, the header: without one of them nothing is read. */
const worthReading = /sobjects|composite|ui-api|services\/(?:data|Soap|async)|jobs\/ingest|Duplicate-?Rule/i;

const mostCharacters = 8_000_000;

interface HttpFile {
  readonly text: string;
  facts: FileFacts | null;
}

/** Requests that people send by hand: HTTP files and Postman collections. */
export class HttpFrontEnd implements FrontEnd {
  readonly language = 'http';
  /** No file is read for the facts of another. */
  readonly generation = 0;
  readonly #files = new Map<string, HttpFile>();

  claims(uri: string): boolean {
    const kind = kindOf(uri);
    return kind === 'http-file' || kind === 'postman-collection';
  }

  get files(): Iterable<string> {
    return this.#files.keys();
  }

  setFile(uri: string, text: string): void {
    if (text.length > mostCharacters || !worthReading.test(text)) this.#files.delete(uri);
    else if (this.#files.get(uri)?.text !== text) this.#files.set(uri, { text, facts: null });
  }

  removeFile(uri: string): void {
    this.#files.delete(uri);
  }

  setContext(): void {}

  text(uri: string): string | null {
    return this.#files.get(uri)?.text ?? null;
  }

  facts(uri: string): FileFacts {
    const file = this.#files.get(uri);
    if (file === undefined) return none;
    file.facts ??= factsOf(read(uri, file.text), uri);
    return file.facts;
  }

  /** JSON holds no comments: for a collection, the configuration does it. */
  fixes({ finding }: FixRequest): readonly Fix[] {
    const { uri } = finding.location;
    const source = this.#files.get(uri)?.text;
    if (source === undefined || kindOf(uri) !== 'http-file') return [];
    const { comments } = read(uri, source);
    return asFixes(
      finding,
      commentFixes(finding, { source, comments, style: hash, mayStandAbove: () => true }),
    );
  }
}

const none: FileFacts = {
  sites: [],
  observations: [],
  comments: [],
  declaredSuppressions: [],
  generated: false,
  isTest: false,
};

function read(uri: string, text: string): HttpDocument {
  return kindOf(uri) === 'postman-collection' ? readPostman(text) : readHttpFile(text);
}

function factsOf({ requests, comments }: HttpDocument, uri: string): FileFacts {
  const anchor: Anchor = { uri, offset: 0 };
  const found = requests.map((request) => savesIn(request, anchor, fileNameOf(uri)));
  return {
    ...none,
    sites: found.flatMap(({ sites }) => sites),
    observations: found.flatMap(({ observations }) => observations),
    comments,
  };
}
