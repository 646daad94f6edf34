import { endianness } from 'node:os';
import { Language, Parser, type Range } from 'web-tree-sitter';
import type { GrammarName } from '../core/saves/code/language.ts';
import type { SyntaxParser } from '../core/saves/code/syntaxParser.ts';
import type { Span } from '../core/text.ts';

let started: Promise<void> | null = null;

/** @param runtime the bytes of web-tree-sitter.wasm; asked for once */
function start(runtime: () => Uint8Array): Promise<void> {
  started ??= startWith(runtime());
  return started;
}

async function startWith(wasmBinary: Uint8Array): Promise<void> {
  // Emscripten takes the bytes under this name, and makes this object its module; its types leave both out.
  const module = { wasmBinary } as Parameters<typeof Parser.init>[0];
  await Parser.init(module);
  quicken(module as unknown as Partial<GrammarMemory>);
}

/** How the library reaches into the memory of grammars. */
interface GrammarMemory {
  /** Another one whenever the memory has grown. */
  readonly HEAP32: Int32Array;
  setValue(address: number, value: number, type: string): void;
  getValue(address: number, type: string): number;
}

/** Nearly all that is read and written is an `i32`: the library's own way takes longer to tell than to do that. */
function quicken(memory: Partial<GrammarMemory>): void {
  const { setValue, getValue } = memory;
  if (!isMemory(memory) || !setValue || !getValue || endianness() !== 'LE') return;
  memory.setValue = (address, value, type) => {
    if (type === 'i32') memory.HEAP32[address >> 2] = value;
    else setValue(address, value, type);
  };
  memory.getValue = (address, type) =>
    type === 'i32' ? memory.HEAP32[address >> 2]! : getValue(address, type);
}

function isMemory(module: Partial<GrammarMemory>): module is GrammarMemory {
  return module.HEAP32 instanceof Int32Array;
}

/**
 * Makes a parser of a grammar's bytes.
 *
 * @throws where the bytes are no grammar, or one of another generation
 */
export async function loadGrammar(
  name: GrammarName,
  bytes: { readonly runtime: () => Uint8Array; readonly grammar: () => Uint8Array },
): Promise<SyntaxParser> {
  await start(bytes.runtime);
  const grammar = bytes.grammar();
  // The library prints all that a module without it has, to where a report or the client's messages go.
  if (!Buffer.from(grammar).includes(`tree_sitter_${name}`))
    throw new Error('the file holds no such grammar');
  const language = await Language.load(grammar);
  const parser = new Parser();
  parser.setLanguage(language);
  return {
    grammar: name,
    parse: (text, before, part) => {
      const tree = parser.parse(text, before, part && { includedRanges: [rangeOf(part)] });
      if (tree === null) throw new Error(`The grammar ${name} gave no tree.`);
      return tree;
    },
  };
}

/** Lines do not matter: nothing asks for one, and no grammar that reads parts counts columns. */
function rangeOf({ start, end }: Span): Range {
  const position = { row: 0, column: 0 };
  return { startIndex: start, endIndex: end, startPosition: position, endPosition: position };
}
