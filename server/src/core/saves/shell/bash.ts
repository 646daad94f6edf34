import type { Node } from 'web-tree-sitter';
import { innerScript } from './innerText.ts';
import { ranBy } from './runners.ts';
import {
  type Command,
  type Fate,
  joined,
  type Output,
  type Script,
  type Variable,
  type Word,
} from './script.ts';

export interface BashSettings {
  /** Where the script begins in its file. */
  readonly base: number;
  /** Where each of its characters stands instead, if not one behind the other. */
  readonly offsets?: readonly number[];
  /** The runner starts the shell with -e. */
  readonly stopsOnError: boolean;
  readonly failsInPipes: boolean;
}

/** Reads a script from the tree of its text. Never throws. */
export function readBash(root: Node, settings: BashSettings): Script {
  return new Reader(settings).read(root);
}

interface Surroundings {
  readonly fate: Fate;
  readonly output: Output;
  readonly input: Word | null;
  readonly inputNode: Node | null;
  readonly enclosing: string;
  /** What ends the script ends with its exit code. */
  readonly isLast: boolean;
}

const shown: Output = { goes: 'shown', variable: null };
const captured: Output = { goes: 'captured', variable: null };
const outside: Surroundings = {
  fate: 'left-to-shell',
  output: shown,
  input: null,
  inputNode: null,
  enclosing: '',
  isLast: false,
};

/** Deeper than any script that a person wrote. */
const mostDepth = 200;

class Reader {
  readonly #placeOf: (index: number) => number;
  readonly #commands: Command[] = [];
  /** Null: set to several texts, or to one that is not known. */
  readonly #variables = new Map<string, Word | null>();
  readonly #read = new Set<string>();
  #stopsOnError: boolean;
  #failsInPipes: boolean;

  constructor({ base, offsets, stopsOnError, failsInPipes }: BashSettings) {
    this.#placeOf = offsets ? (index) => offsets[index] ?? offsets.at(-1) ?? base : (index) => index + base;
    this.#stopsOnError = stopsOnError;
    this.#failsInPipes = failsInPipes;
  }

  read(root: Node): Script {
    if (/^#!.*\b(?:ba|z|k|da)?sh\b.* -\w*e/.test(root.text.slice(0, 200))) this.#stopsOnError = true;
    const last = root.namedChildren.findLast((child) => child !== null && child.type !== 'comment');
    for (const child of root.namedChildren)
      if (child !== null) this.#visit(child, { ...outside, isLast: child === last }, 1);
    const known = [...this.#variables].filter((entry): entry is [string, Word] => entry[1] !== null);
    return {
      commands: this.#commands,
      variables: new Map(known),
      stopsOnError: this.#stopsOnError,
      failsInPipes: this.#failsInPipes,
      readVariables: this.#read,
    };
  }

  #visit(node: Node, around: Surroundings, depth: number): void {
    if (depth > mostDepth) return;
    const next = depth + 1;
    switch (node.type) {
      case 'command':
        this.#command(node, around, next);
        return;
      case 'redirected_statement':
        this.#redirected(node, around, next);
        return;
      case 'list':
        this.#list(node, around, next);
        return;
      case 'pipeline':
        this.#pipeline(node, around, next);
        return;
      case 'variable_assignment':
        this.#assignment(node, around, next);
        return;
      case 'command_substitution':
        this.#children(
          node,
          around.output.goes === 'captured' ? around : { ...around, output: captured },
          next,
        );
        return;
      case 'if_statement':
      case 'while_statement':
        this.#conditional(node, around, next);
        return;
      case 'negated_command':
        this.#children(node, { ...around, fate: 'condition' }, next);
        return;
      case 'function_definition': {
        const enclosing = node.childForFieldName('name')?.text ?? '';
        this.#children(node, { ...outside, enclosing }, next);
        return;
      }
      case 'simple_expansion':
      case 'expansion':
        this.#note(node);
        this.#children(node, around, next);
        return;
      default:
        this.#children(node, around, next);
    }
  }

  #children(node: Node, around: Surroundings, depth: number): void {
    for (const child of node.namedChildren) if (child !== null) this.#visit(child, around, depth);
  }

  // ------------------------------------------------------------------------------------------------- commands

  #command(node: Node, around: Surroundings, depth: number): void {
    const words: Word[] = [];
    const nodes: Node[] = [];
    let { input, inputNode } = around;
    for (const child of node.namedChildren) {
      if (child === null) continue;
      if (child.type === 'herestring_redirect') {
        const fed = child.namedChildren.at(-1);
        if (fed) [input, inputNode] = [this.#word(fed), fed];
      } else if (child.type === 'variable_assignment') continue;
      else {
        words.push(this.#word(child));
        nodes.push(child);
      }
      // Commands inside of words: `curl "$(sf org display …)"`.
      if (child.type !== 'command_name' && child.type !== 'word')
        this.#children(child, { ...around, output: captured }, depth);
    }
    if (words.length === 0) return;
    this.#settings(words);
    const ran = ranBy(words, inputNode !== null);
    const from = ran === 'input' ? inputNode : ran && nodes[ran.word];
    const runs = from ? innerScript(from) : null;
    this.#commands.push({
      words,
      fate: around.fate,
      output: around.output,
      input,
      enclosing: around.enclosing,
      ...(runs && { runs: { ...runs, offsets: runs.offsets.map(this.#placeOf) } }),
      ...(around.isLast && { isLast: true }),
      start: this.#placeOf(node.startIndex),
      end: this.#placeOf(node.endIndex),
    });
  }

  /** `set -euo pipefail`. */
  #settings(words: readonly Word[]): void {
    const texts = words.map(({ parts }) => parts.join(''));
    if (texts[0] !== 'set') return;
    for (const [index, flag] of texts.entries()) {
      if (/^-[a-z]*e/.test(flag) || (flag === 'errexit' && texts[index - 1] === '-o'))
        this.#stopsOnError = true;
      if (flag === '+e') this.#stopsOnError = false;
      if (flag === 'pipefail') this.#failsInPipes = true;
    }
  }

  #redirected(node: Node, around: Surroundings, depth: number): void {
    let { output, input, inputNode } = around;
    for (const child of node.namedChildren) {
      if (child === null) continue;
      if (child.type === 'file_redirect') output = redirectedTo(child, output);
      else if (child.type === 'heredoc_redirect') {
        const body = child.namedChildren.find((one) => one?.type === 'heredoc_body');
        if (body) [input, inputNode] = [this.#word(body), body];
        // `cat <<EOF | curl -d @- …`: the command that is fed stands within.
        for (const inner of child.namedChildren)
          if (inner && inner.type !== 'heredoc_body' && !inner.type.startsWith('heredoc_'))
            this.#visit(inner, { ...around, input, inputNode }, depth);
      }
    }
    const body = node.childForFieldName('body');
    if (body) this.#visit(body, { ...around, output, input, inputNode }, depth);
  }

  #list(node: Node, around: Surroundings, depth: number): void {
    const children = node.children.filter((child) => child !== null);
    const operators = children.filter(({ isNamed }) => !isNamed).map(({ type }) => type);
    const operands = children.filter(({ isNamed }) => isNamed);
    for (const [index, operand] of operands.entries()) {
      const operator = operators[index];
      const after = operands[index + 1];
      const fate =
        operator === '||' && after
          ? fateBefore(after)
          : operator === '&&'
            ? fateOfAnd(around.fate)
            : around.fate;
      this.#visit(operand, { ...around, fate }, depth);
    }
  }

  #pipeline(node: Node, around: Surroundings, depth: number): void {
    const commands = node.namedChildren.filter((child) => child !== null);
    for (const [index, command] of commands.entries()) {
      const isLast = index === commands.length - 1;
      this.#visit(
        command,
        isLast ? around : { ...around, fate: 'piped', output: { goes: 'piped', variable: null } },
        depth,
      );
    }
  }

  #conditional(node: Node, around: Surroundings, depth: number): void {
    let isCondition = true;
    for (const child of node.children) {
      if (child === null) continue;
      if (!child.isNamed) {
        if (/^(?:then|do)$/.test(child.type)) isCondition = false;
        continue;
      }
      const isBody = !isCondition || child.type === 'do_group';
      this.#visit(child, isBody ? around : { ...around, fate: 'condition' }, depth);
    }
  }

  // ------------------------------------------------------------------------------------------------ variables

  #assignment(node: Node, around: Surroundings, depth: number): void {
    const name = node.childForFieldName('name')?.text ?? '';
    const value = node.childForFieldName('value');
    if (value === null) return;
    const word = this.#word(value);
    const isKnown =
      !this.#variables.has(name) &&
      word.parts.every((part) => typeof part === 'string' || part.variable !== null);
    this.#variables.set(
      name,
      isKnown && !word.parts.some((part) => typeof part !== 'string' && part.variable === name) ? word : null,
    );
    this.#visit(value, { ...around, output: { goes: 'captured', variable: name } }, depth);
    if (value.type === 'command_substitution') this.#variables.set(name, null);
  }

  #note(node: Node): void {
    const name = nameIn(node);
    if (name !== null) this.#read.add(name);
  }

  // ---------------------------------------------------------------------------------------------------- words

  #word(node: Node): Word {
    return {
      parts: joined(this.#parts(node)),
      start: this.#placeOf(node.startIndex),
      end: this.#placeOf(node.endIndex),
    };
  }

  #parts(node: Node): readonly (string | Variable)[] {
    switch (node.type) {
      case 'command_name':
      case 'concatenation':
        return node.namedChildren.flatMap((child) => (child === null ? [] : this.#parts(child)));
      case 'raw_string':
        return [node.text.slice(1, -1)];
      case 'ansi_c_string':
        return [node.text.slice(2, -1)];
      case 'string':
        return this.#quoted(node, 1);
      case 'heredoc_body':
        return this.#quoted(node, 0);
      case 'simple_expansion':
      case 'expansion':
        this.#note(node);
        return [{ variable: nameIn(node) }];
      case 'command_substitution':
      case 'process_substitution':
      case 'arithmetic_expansion':
        return [{ variable: null }];
      default:
        return [node.text.replace(/\\\r?\n/g, '').replace(/\\(.)/gs, '$1')];
    }
  }

  /** What stands between the quotes, with the expansions in it; blanks are no nodes of their own. */
  #quoted(node: Node, quote: number): readonly (string | Variable)[] {
    const { text } = node;
    const parts: (string | Variable)[] = [];
    let at = quote;
    for (const child of node.namedChildren) {
      if (child === null || /_content$/.test(child.type)) continue;
      parts.push(unescaped(text.slice(at, child.startIndex - node.startIndex)), ...this.#parts(child));
      at = child.endIndex - node.startIndex;
    }
    parts.push(unescaped(text.slice(at, text.length - quote)));
    return parts;
  }
}

/** In double quotes a backslash stands for itself but before these. */
function unescaped(text: string): string {
  return text.replace(/\\\r?\n/g, '').replace(/\\(["\\$`])/g, '$1');
}

function nameIn(node: Node): string | null {
  const inner = node.namedChildren.find((child) => child !== null && /variable_name$/.test(child.type));
  return inner?.text ?? null;
}

/** What `command || after` makes of a failure. */
function fateBefore(after: Node): Fate {
  const text = after.text.trim();
  if (/^(?:true|:|\{\s*(?:true|:)\s*;?\s*\})$/.test(text)) return 'ignored';
  if (/\b(?:exit|return|die|fail|abort)\b/.test(text)) return 'handled';
  return /^(?:\{\s*)?(?:echo|printf|log\w*|warn\w*)\b[^;&|]*;?\s*\}?$/.test(text) ? 'told' : 'handled';
}

/** `command && next`: as the whole list; in a list that is no condition the shell does not stop at it. */
function fateOfAnd(around: Fate): Fate {
  return around;
}

function redirectedTo(redirect: Node, before: Output): Output {
  const destination = redirect.childForFieldName('destination')?.text ?? '';
  const descriptor =
    redirect.childForFieldName('descriptor')?.text ?? redirect.text.match(/^\d+/)?.[0] ?? '1';
  const operator = redirect.children.find((child) => child !== null && !child.isNamed)?.type ?? '>';
  if (operator.startsWith('<')) return before;
  if (descriptor === '2' && operator !== '&>') return before;
  if (destination === '/dev/null') return { goes: 'discarded', variable: null };
  return /^\d+$/.test(destination) ? before : { goes: 'file', variable: null };
}
