import { candidatesOf } from '../../codebase/candidates.ts';
import { below, type Codebase, type CodeFile } from '../../codeFile.ts';
import type { SaveTraces } from '../../language.ts';
import type { FunctionSyntax, Syntax } from '../../tree.ts';
import { mentionsOf } from '../memory/mentions.ts';
import { type ImportedFrom, type NamesOfFile, namesOfFile } from './namesOfFile.ts';
import { maySave, tracesIn, tracesOf } from './traces.ts';
import { TypedCalls } from './typedCalls.ts';

/** A name of a file, or a function that is looked at for itself, with what it leads to. */
interface Node {
  /** Of the code that it stands for, and in the end of all that it leads to. */
  bits: number;
  readonly next: Set<Node>;
  readonly users: Node[];
  isKnown: boolean;
  readonly open: () => void;
}

/**
 * Tells by names which functions may come upon a save: all others need not be gone through. A name leads to all that
 * stands under it in the file, to what is imported under it, and so on; a class to its members and those above it.
 */
export class Prospects {
  readonly #codebase: () => Codebase;
  readonly #files = new Map<CodeFile, NodesOfFile>();
  #typed: TypedCalls | null = null;

  constructor(codebase: () => Codebase) {
    this.#codebase = codebase;
  }

  mayComeUponSave(file: CodeFile, root: FunctionSyntax): boolean {
    if (!file.language.traces) return true;
    const node = this.#nodesOf(file).ofRoot(root);
    if (!node.isKnown) settle(node);
    return maySave(node.bits);
  }

  /** Of functions that are looked at for themselves: the declared types may say that one comes upon none. */
  isWorthGoingThrough(file: CodeFile, root: FunctionSyntax): boolean {
    return this.mayComeUponSave(file, root) && this.#typedCalls(file)?.maySend(root) !== false;
  }

  #typedCalls({ language }: CodeFile): TypedCalls | null {
    const codebase = this.#codebase();
    const sends = language.traces?.sends;
    if (!sends || !codebase.state || !codebase.classesOf) return null;
    this.#typed ??= new TypedCalls(codebase, codebase.classesOf(language.id), sends);
    return this.#typed;
  }

  /** Of a file that has changed; what others know of it does not hold either. */
  forget(uri: string): void {
    for (const file of this.#files.keys()) if (file.uri === uri) this.#files.delete(file);
  }

  #nodesOf(file: CodeFile): NodesOfFile {
    let nodes = this.#files.get(file);
    if (!nodes) {
      nodes = new NodesOfFile(file, this.#codebase, (other) => this.#nodesOf(other));
      this.#files.set(file, nodes);
    }
    return nodes;
  }
}

const shared = new WeakMap<object, Prospects>();

/** Those of a code base that does not change serve all its files. */
export function prospectsOf({ state }: Codebase, codebase: () => Codebase): Prospects {
  const known = state && shared.get(state);
  if (known) return known;
  const made = new Prospects(codebase);
  if (state) shared.set(state, made);
  return made;
}

class NodesOfFile {
  readonly #file: CodeFile;
  readonly #traces: SaveTraces;
  readonly #names: NamesOfFile;
  readonly #codebase: () => Codebase;
  readonly #nodesOf: (file: CodeFile) => NodesOfFile;
  readonly #nodes = new Map<string, Node>();
  readonly #roots = new Map<FunctionSyntax, Node>();
  readonly #made = new Map<string, Node>();
  /** What a name leads to, wherever in the file it stands. */
  readonly #leads = new Map<string, readonly Node[]>();
  #whole: Node | null = null;
  #rest: number | null = null;
  #basesAbove: readonly NodesOfFile[] | null = null;
  #filesAbove: ReadonlySet<NodesOfFile> | null = null;

  constructor(file: CodeFile, codebase: () => Codebase, nodesOf: (file: CodeFile) => NodesOfFile) {
    this.#file = file;
    this.#traces = file.language.traces!;
    this.#names = namesOfFile(file, this.#traces);
    this.#codebase = codebase;
    this.#nodesOf = nodesOf;
  }

  ofRoot(root: FunctionSyntax): Node {
    let node = this.#roots.get(root);
    if (!node) {
      const made = nodeThat(() => {
        this.#addUnit(made, root);
        made.bits |= this.#bitsOfRest;
        const of = this.#names.classOf.get(root);
        if (!of) return;
        made.next.add(this.#making(of.name));
      });
      node = made;
      this.#roots.set(root, node);
    }
    return node;
  }

  /** What the top level does to clients counts for all roots. */
  get #bitsOfRest(): number {
    this.#rest ??= this.#names.rest.reduce((bits, one) => bits | tracesOf(one, this.#traces).bits, 0);
    return this.#rest;
  }

  /** What the file gives to others under a name; everything where that cannot be told. */
  exported(name: string): Node {
    const isPlain = this.#names.units.has(name) || this.#names.imports.has(name);
    return name !== '*' && name !== 'default' && isPlain ? this.#named(name) : this.#everything();
  }

  #named(name: string): Node {
    let node = this.#nodes.get(name);
    if (!node) {
      const { units, bases, inner, imports } = this.#names;
      const made = nodeThat(() => {
        for (const unit of units.get(name) ?? []) this.#addUnit(made, unit);
        for (const other of bases.get(name) ?? []) this.#addName(made, other);
        for (const other of inner.get(name) ?? []) this.#addName(made, other);
        for (const one of imports.get(name) ?? []) this.#addImport(made, one);
        this.#addImplementation(made, name);
        this.#addOtherParts(made, name);
      });
      node = made;
      this.#nodes.set(name, node);
    }
    return node;
  }

  /** What making an object of a class runs, and what its fields are. */
  #making(name: string): Node {
    let node = this.#made.get(name);
    if (!node) {
      const made = nodeThat(() => {
        const { making, bases } = this.#names;
        for (const unit of making.get(name) ?? []) this.#addUnit(made, unit);
        for (const base of bases.get(name) ?? []) {
          for (const { nodes, name: inFile } of this.#classesNamed(base))
            made.next.add(nodes.#making(inFile));
        }
      });
      node = made;
      this.#made.set(name, node);
    }
    return node;
  }

  /** Where a class may stand: here, or in another file. */
  #classesNamed(name: string): readonly { readonly nodes: NodesOfFile; readonly name: string }[] {
    if (this.#names.making.has(name) || this.#names.bases.has(name)) return [{ nodes: this, name }];
    const { language } = this.#file;
    const imported = [
      ...(this.#names.imports.get(name) ?? []),
      ...this.#names.all.map(({ from }) => ({ from, imported: name })),
    ];
    const files = imported.flatMap((one) => {
      const file = this.#fileAt(candidatesOf(this.#file, one.from));
      return file
        ? [{ nodes: this.#nodesOf(file), name: one.imported === 'default' ? name : one.imported }]
        : [];
    });
    if (!language.classesAreGlobal) return files;
    const named = this.#codebase().classesNamed(language.id, name);
    return named.map(({ file }) => ({ nodes: this.#nodesOf(file), name }));
  }

  /**
   * The files with the classes above those of this one, and with other parts of them: their methods are called by
   * their names alone.
   */
  get #above(): readonly NodesOfFile[] {
    this.#basesAbove ??= [
      ...new Set([
        ...[...this.#names.bases.values()]
          .flat()
          .flatMap((base) => this.#classesNamed(base).map(({ nodes }) => nodes)),
        ...this.#otherParts(),
      ]),
    ].filter((one) => one !== this);
    return this.#basesAbove;
  }

  *#otherParts(): Generator<NodesOfFile> {
    for (const one of this.#file.tree.statements) {
      if (one.kind !== 'class' || !one.annotations.includes('partial')) continue;
      for (const { file } of this.#codebase().classesNamed(this.#file.language.id, one.name)) {
        yield this.#nodesOf(file);
      }
    }
  }

  #everything(): Node {
    if (!this.#whole) {
      const { units, imports, all, rest } = this.#names;
      const made = nodeThat(() => {
        for (const name of units.keys()) made.next.add(this.#named(name));
        for (const name of imports.keys()) made.next.add(this.#named(name));
        for (const one of all) this.#addImport(made, one);
        for (const one of rest) this.#addUnit(made, one);
      });
      this.#whole = made;
    }
    return this.#whole;
  }

  #addUnit(node: Node, unit: Syntax): void {
    const { bits, imports } = tracesOf(unit, this.#traces);
    node.bits |= bits;
    for (const name of mentionsOf(unit)) this.#addName(node, name);
    for (const { from, names } of imports) {
      for (const { imported } of names) this.#addImport(node, { from, imported });
    }
  }

  #addName(node: Node, full: string): void {
    const name = full.includes('.') ? full.slice(0, full.indexOf('.')) : full;
    let leads = this.#leads.get(name);
    if (!leads) {
      const found = nodeThat(() => {});
      this.#addLeads(found, name);
      leads = [...found.next];
      this.#leads.set(name, leads);
    }
    for (const one of leads) node.next.add(one);
  }

  #addLeads(node: Node, name: string): void {
    const { units, imports, all } = this.#names;
    if (units.has(name) || imports.has(name)) {
      node.next.add(this.#named(name));
      return;
    }
    this.#addInherited(node, name);
    for (const one of all) this.#addImport(node, { from: one.from, imported: name }, true);
    this.#addStatic(node, name);
    this.#addClass(node, name);
  }

  /** Java: `import static a.b.C.*`. */
  #addStatic(node: Node, name: string): void {
    if (this.#file.language.id !== 'java') return;
    for (const one of this.#file.tree.statements) {
      if (one.kind !== 'import' || one.names[0]?.local !== null) continue;
      const of = one.from.slice(one.from.lastIndexOf('.') + 1);
      if (!/^[A-Z]/.test(of)) continue;
      for (const { file } of this.#codebase().classesNamed('java', of)) {
        const nodes = this.#nodesOf(file);
        if (nodes.#names.units.has(name)) node.next.add(nodes.#named(name));
      }
    }
  }

  /** A class of the project that needs no import, or whose import names no file. */
  #addClass(node: Node, name: string): void {
    if (!this.#file.language.classesAreGlobal || !/^[A-Z]/.test(name)) return;
    for (const { file } of this.#codebase().classesNamed(this.#file.language.id, name)) {
      if (file !== this.#file) node.next.add(this.#nodesOf(file).exported(name));
    }
    this.#addImplementation(node, name);
  }

  #addOtherParts(node: Node, name: string): void {
    if (this.#file.language.id !== 'csharp' || !/^[A-Z]/.test(name)) return;
    for (const { file, definition } of this.#codebase().classesNamed('csharp', name)) {
      const isPart = file !== this.#file && definition.annotations.includes('partial');
      if (isPart) node.next.add(this.#nodesOf(file).#named(name));
    }
  }

  /** Of an interface the class that implements it, where there is one. */
  #addImplementation(node: Node, name: string): void {
    if (!this.#file.language.classesAreGlobal || !/^[A-Z]/.test(name)) return;
    const found = this.#codebase().classesNamed(this.#file.language.id, below(name));
    if (found.length !== 1) return;
    const { file, definition } = found[0]!;
    node.next.add(this.#nodesOf(file).#named(definition.name));
  }

  /** A method of a class above: of the nearest on each way up, each file gone to once. */
  #addInherited(node: Node, name: string): void {
    if (![...this.#allAbove].some((one) => one.#names.units.has(name))) return;
    const seen = new Set<NodesOfFile>(this.#above);
    for (const one of seen) {
      if (one.#names.units.has(name)) node.next.add(one.#named(name));
      else for (const above of one.#above) seen.add(above);
    }
  }

  get #allAbove(): ReadonlySet<NodesOfFile> {
    if (!this.#filesAbove) {
      const found = new Set(this.#above);
      for (const one of found) for (const above of one.#above) found.add(above);
      this.#filesAbove = found;
    }
    return this.#filesAbove;
  }

  /** @param isLoose the name may stand for something else */
  #addImport(node: Node, { from, imported }: ImportedFrom, isLoose = false): void {
    const { language } = this.#file;
    const file = this.#fileAt(candidatesOf(this.#file, from));
    if (file) {
      const nodes = this.#nodesOf(file);
      if (!isLoose || nodes.gives(imported)) node.next.add(nodes.exported(imported));
    }
    if (!isLoose && language.classesAreGlobal) this.#addClass(node, from.slice(from.lastIndexOf('.') + 1));
    if (!file && !isLoose) node.bits |= tracesIn(imported, this.#traces) | tracesIn(from, this.#traces);
    if (isLoose || language.id !== 'python') return;
    const inner = this.#fileAt(
      candidatesOf(this.#file, from.endsWith('.') ? from + imported : `${from}.${imported}`),
    );
    if (inner) node.next.add(this.#nodesOf(inner).exported('*'));
  }

  gives(name: string): boolean {
    const { units, imports, all } = this.#names;
    return units.has(name) || imports.has(name) || all.length > 0;
  }

  #fileAt(candidates: readonly string[]): CodeFile | null {
    return candidates.length === 0 ? null : this.#codebase().firstFile(candidates);
  }
}

function nodeThat(open: () => void): Node {
  return { bits: 0, next: new Set(), users: [], isKnown: false, open };
}

/** Finds out of a node, and of all that it leads to, what there is of saves. */
function settle(node: Node): void {
  const found: Node[] = [node];
  const seen = new Set<Node>(found);
  // What is added while it is gone through is gone through, too.
  for (const one of found) {
    one.open();
    for (const next of one.next) {
      if (next.isKnown) {
        one.bits |= next.bits;
        continue;
      }
      next.users.push(one);
      if (seen.has(next)) continue;
      seen.add(next);
      found.push(next);
    }
  }
  const pending = [...found];
  for (let one = pending.pop(); one; one = pending.pop()) {
    for (const user of one.users) {
      const bits = user.bits | one.bits;
      if (bits === user.bits) continue;
      user.bits = bits;
      pending.push(user);
    }
  }
  for (const one of found) {
    one.isKnown = true;
    one.next.clear();
    one.users.length = 0;
  }
}
