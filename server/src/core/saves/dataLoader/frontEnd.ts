import { fileNameOf, kindOf } from '../../files.ts';
import { asFixes, commentFixes, xmlCommentFixes } from '../../fixes/commentFixes.ts';
import type { Fix, FixRequest } from '../../fixes/fix.ts';
import { hash } from '../../fixes/suppress.ts';
import type { Anchor } from '../../text.ts';
import type { CommentText, FileFacts } from '../facts.ts';
import type { FrontEnd } from '../frontEnd.ts';
import { type Process, readProcesses, readProperties } from './properties.ts';
import { type Configuration, saveOf } from './saves.ts';

/** Beside other programs' files of this name, one of Data Loader's names its settings. */
const worthReading = /\bsfdc\.|\bprocess\.operation\b/;

/**
 * Data Loader's configuration for the command line: `process-conf.xml`, and `config.properties` in the same
 * folder, whose settings hold for all processes.
 */
export class DataLoaderFrontEnd implements FrontEnd {
  readonly language = 'data-loader';
  readonly #files = new Map<string, string>();
  readonly #facts = new Map<string, FileFacts>();
  #generation = 0;

  claims(uri: string): boolean {
    return kindOf(uri) === 'data-loader';
  }

  isWorthReading(_uri: string, text: string): boolean {
    return worthReading.test(text);
  }

  get files(): Iterable<string> {
    return this.#files.keys();
  }

  get generation(): number {
    return this.#generation;
  }

  setFile(uri: string, text: string): void {
    if (!worthReading.test(text)) this.removeFile(uri);
    else if (this.#files.get(uri) !== text) {
      this.#files.set(uri, text);
      this.#changed();
    }
  }

  removeFile(uri: string): void {
    if (this.#files.delete(uri)) this.#changed();
  }

  /** There are few of these files, and each may hold for the others. */
  #changed(): void {
    this.#facts.clear();
    this.#generation++;
  }

  setContext(): void {}

  text(uri: string): string | null {
    return this.#files.get(uri) ?? null;
  }

  facts(uri: string): FileFacts {
    const known = this.#facts.get(uri);
    if (known) return known;
    const text = this.#files.get(uri);
    const facts = text === undefined ? factsWith([], '') : this.#read(uri, text);
    this.#facts.set(uri, facts);
    return facts;
  }

  #read(uri: string, text: string): FileFacts {
    const anchor: Anchor = { uri, offset: 0 };
    const isList = isProperties(uri);
    const processes: readonly Process[] = isList
      ? [{ id: fileNameOf(uri), properties: readProperties(text) }]
      : readProcesses(text);
    const shared = isList ? null : this.#sharedBeside(uri);
    const sites = processes.flatMap((process) => saveOf(process, anchor, shared) ?? []);
    return factsWith(sites, text);
  }

  #sharedBeside(uri: string): Configuration | null {
    const folder = uri.slice(0, uri.lastIndexOf('/') + 1);
    const beside = `${folder}config.properties`;
    const text = this.#files.get(beside);
    if (text === undefined) return null;
    return { anchor: { uri: beside, offset: 0 }, properties: readProperties(text) };
  }

  fixes({ finding }: FixRequest): readonly Fix[] {
    const { uri } = finding.location;
    const source = this.#files.get(uri);
    if (source === undefined) return [];
    const comments = commentsIn(source);
    const drafts = isProperties(uri)
      ? commentFixes(finding, { source, comments, style: hash, mayStandAbove: () => true })
      : xmlCommentFixes(finding, source, comments);
    return asFixes(finding, drafts);
  }
}

function isProperties(uri: string): boolean {
  return fileNameOf(uri).toLowerCase().endsWith('.properties');
}

function factsWith(sites: FileFacts['sites'], text: string): FileFacts {
  return {
    sites,
    observations: [],
    comments: commentsIn(text),
    declaredSuppressions: [],
    generated: false,
    isTest: false,
  };
}

function commentsIn(text: string): readonly CommentText[] {
  if (!text.includes('duplicate-rules')) return [];
  return [...text.matchAll(/<!--([\s\S]*?)(?:-->|$(?![\s\S]))|^[ \t]*[#!](.*)$/gm)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    text: match[1] ?? match[2] ?? '',
  }));
}
