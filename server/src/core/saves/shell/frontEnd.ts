import type { Node } from 'yaml';
import { fileNameOf, kindOf } from '../../files.ts';
import { asFixes, commentFixes } from '../../fixes/commentFixes.ts';
import type { Fix, FixRequest } from '../../fixes/fix.ts';
import { lineStart } from '../../fixes/layout.ts';
import { hash } from '../../fixes/suppress.ts';
import type { Anchor } from '../../text.ts';
import type { GrammarName } from '../code/language.ts';
import type { SyntaxParser } from '../code/syntaxParser.ts';
import type { CommentText, FileFacts } from '../facts.ts';
import type { FrontEnd } from '../frontEnd.ts';
import { type BashSettings, readBash } from './bash.ts';
import { deactivationsIn, mayDeactivate } from './cumulusci.ts';
import { type EmbeddedScript, mayHoldScripts, scriptsInPackageJson, scriptsInYaml } from './embedded.ts';
import { readPowerShell } from './powershell/read.ts';
import { ranWithin } from './ranWithin.ts';
import type { ScriptFacts } from './saves.ts';
import { savesIn } from './saves.ts';
import type { Script } from './script.ts';
import { yamlAround } from './yaml.ts';

/** Commands of the sf CLI that save, addresses of records, the header: without one of them nothing is parsed. */
const worthReading =
  /\b(?:sf|sfdx)(?:\.exe|\.cmd)?["']?\s[^\n]{0,200}\bdata\b|force:data:|\/sobjects\b|\/services\/data\/|\/ui-api\/records|Sforce-Duplicate|duplicate_?rule_?status/i;

type BashText = BashSettings & { readonly text: string };

interface ShellFile {
  readonly text: string;
  facts: FileFacts | null;
}

const kinds: ReadonlySet<string | null> = new Set(['shell', 'powershell', 'workflow', 'package-json']);

/** Shell scripts, and those within the YAML of runners and package.json. */
export class ShellFrontEnd implements FrontEnd {
  readonly language = 'shell';
  /** No script is read for the facts of another. */
  readonly generation = 0;
  readonly #files = new Map<string, ShellFile>();
  #parser: SyntaxParser | null = null;
  #isGivenUp = false;

  claims(uri: string): boolean {
    return kinds.has(kindOf(uri));
  }

  isWorthReading(_uri: string, text: string): boolean {
    return isWorthReading(text);
  }

  get files(): Iterable<string> {
    return this.#files.keys();
  }

  get neededGrammars(): readonly GrammarName[] {
    if (this.#parser !== null || this.#isGivenUp) return [];
    return [...this.#files.keys()].some((uri) => kindOf(uri) !== 'powershell') ? ['bash'] : [];
  }

  setParser(parser: SyntaxParser): void {
    if (parser.grammar !== 'bash') return;
    this.#parser = parser;
    for (const file of this.#files.values()) file.facts = null;
  }

  giveUp(grammar: GrammarName): void {
    if (grammar === 'bash') this.#isGivenUp = true;
  }

  setFile(uri: string, text: string): void {
    if (!isWorthReading(text)) this.#files.delete(uri);
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
    if (file === undefined) return factsWith({ sites: [], observations: [] }, []);
    file.facts ??= this.#read(uri, file.text);
    return file.facts;
  }

  #read(uri: string, text: string): FileFacts {
    const anchor: Anchor = { uri, offset: 0 };
    const isRead = kindOf(uri) === 'workflow' && (mayHoldScripts(text) || mayDeactivate(text));
    const yaml = isRead ? yamlAround(text, worthReading) : [];
    const found = scriptsOf(uri, text, yaml).map((script) => this.#savesIn(script, anchor));
    return factsWith(
      {
        sites: found.flatMap(({ sites }) => sites),
        observations: [
          ...found.flatMap(({ observations }) => observations),
          ...deactivationsIn(yaml, anchor),
        ],
      },
      commentsIn(text),
    );
  }

  #savesIn(script: EmbeddedScript, anchor: Anchor): ScriptFacts {
    if (!isWorthReading(script.text)) return { sites: [], observations: [] };
    const around = {
      anchor,
      text: script.text.replace(/(^|\s)#.*$/gm, '$1'),
      name: fileNameOf(anchor.uri),
      mayFail: script.mayFail,
      inTest: false,
    };
    if (script.shell === 'powershell')
      return savesIn(readPowerShell(script.text, script.base, anchor), around);
    if (this.#parser === null) return { sites: [], observations: [] };
    return together(bashIn(script, this.#parser).map((one) => savesIn(one, around)));
  }

  fixes({ finding }: FixRequest): readonly Fix[] {
    const { uri } = finding.location;
    const source = this.#files.get(uri)?.text;
    if (source === undefined || kindOf(uri) === 'package-json') return [];
    const mayStandAbove = (offset: number) => !isContinued(source, offset);
    const comments = [...source.matchAll(/(?<=^|\s)#(?!!).*$/gm)].map(({ 0: text, index }) => ({
      start: index,
      end: index + text.length,
    }));
    return asFixes(finding, commentFixes(finding, { source, comments, style: hash, mayStandAbove }));
  }
}

const mostWithin = 3;

/** A script, and those that its commands run. */
function bashIn(read: BashText, parser: SyntaxParser, depth = 0): readonly Script[] {
  const tree = parser.parse(read.text, null);
  try {
    const script = readBash(tree.rootNode, read);
    const inner = script.commands.flatMap((command) => {
      const { runs } = command;
      if (!runs || depth >= mostWithin || !isWorthReading(runs.text)) return [];
      const settings = { ...runs, base: 0, stopsOnError: false, failsInPipes: false };
      return bashIn(settings, parser, depth + 1).flatMap((one) => ranWithin(one, command, script));
    });
    return [script, ...inner];
  } finally {
    tree.delete();
  }
}

/** Whether a line goes on from the one above, or is folded into one with it by YAML. */
function isContinued(source: string, offset: number): boolean {
  const start = lineStart(source, offset);
  const above = source.slice(0, start).trimEnd();
  return /(?:[\\`|]|&&)$/.test(above.slice(-2)) || />[-+]?$/m.test(above.slice(above.lastIndexOf(':')));
}

function together(facts: readonly ScriptFacts[]): ScriptFacts {
  return {
    sites: facts.flatMap(({ sites }) => sites),
    observations: facts.flatMap(({ observations }) => observations),
  };
}

export const largestScript = 1_000_000;

function isWorthReading(text: string): boolean {
  return text.length <= largestScript && worthReading.test(text);
}

function scriptsOf(uri: string, text: string, yaml: readonly Node[]): readonly EmbeddedScript[] {
  switch (kindOf(uri)) {
    case 'workflow':
      return scriptsInYaml(yaml, text);
    case 'package-json':
      return scriptsInPackageJson(text);
    case 'powershell':
      return [whole(text, 'powershell')];
    default:
      return [whole(text, 'bash')];
  }
}

function whole(text: string, shell: EmbeddedScript['shell']): EmbeddedScript {
  return { text, base: 0, shell, stopsOnError: false, failsInPipes: false, mayFail: false };
}

function factsWith({ sites, observations }: ScriptFacts, comments: readonly CommentText[]): FileFacts {
  return { sites, observations, comments, declaredSuppressions: [], generated: false, isTest: false };
}

function commentsIn(text: string): readonly CommentText[] {
  if (!text.includes('duplicate-rules')) return [];
  return [...text.matchAll(/(?<=^|\s)#(.*)$/gm)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    text: match[1]!,
  }));
}
