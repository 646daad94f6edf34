import type { ClassInFile, Codebase, CodeFile } from '../codeFile.ts';
import { type CodeIndex, indexOf } from '../refusal/codeIndex.ts';
import { plainText } from '../refusal/names.ts';
import type {
  ClassStatement,
  Expression,
  FunctionSyntax,
  NameExpression,
  RecordExpression,
  Statement,
} from '../tree.ts';
import { declaredNames, nameOfKey } from './declared.ts';

/** What an expression stands for, as far as that can be told from how the code is written. */
export type Entity =
  | { readonly kind: 'function'; readonly definition: FunctionSyntax; readonly file: CodeFile }
  | { readonly kind: 'class'; readonly definition: ClassStatement; readonly file: CodeFile }
  | { readonly kind: 'instance'; readonly definition: ClassStatement; readonly file: CodeFile }
  | { readonly kind: 'module'; readonly file: CodeFile }
  | { readonly kind: 'record'; readonly expression: RecordExpression; readonly file: CodeFile }
  | { readonly kind: 'text'; readonly text: string }
  /** Nothing of the project's own code. */
  | { readonly kind: 'other' }
  /** It cannot be told. */
  | null;

/** Code that an expression stands in. */
export interface Surroundings {
  readonly file: CodeFile;
  readonly around: FunctionSyntax | null;
  readonly within: ClassStatement | null;
}

const other: Entity = { kind: 'other' };
const deepest = 12;

/** Finds what names, members and calls stand for, through imports, classes and declared types. */
export class Entities {
  readonly #codebase: Codebase;
  readonly #known = new Map<CodeFile, Map<string, Entity | undefined>>();
  readonly #lineages = new Map<ClassStatement, readonly ClassInFile[]>();

  constructor(codebase: Codebase) {
    this.#codebase = codebase;
  }

  of(expression: Expression, at: Surroundings, depth = 0): Entity {
    if (depth > deepest) return null;
    switch (expression.kind) {
      case 'name':
        return this.#ofName(expression, at, depth);
      case 'member':
        return this.member(this.of(expression.object, at, depth + 1), expression.name, depth + 1);
      case 'call':
        return this.#ofCall(this.of(expression.callee, at, depth + 1), expression.isNew, at.file, depth + 1);
      case 'await':
        return this.of(expression.value, at, depth + 1);
      case 'assign':
        return this.of(expression.value, at, depth + 1);
      case 'function':
        return { kind: 'function', definition: expression.definition, file: at.file };
      case 'record':
        return { kind: 'record', expression, file: at.file };
      case 'binary':
        return expression.operator === '||' || expression.operator === '??'
          ? this.#either([expression.left, expression.right], at, depth)
          : other;
      case 'conditional':
        return this.#either([expression.then, expression.otherwise], at, depth);
      case 'other':
        return expression.children.length === 1 ? this.of(expression.children[0]!, at, depth + 1) : null;
      case 'index':
        return null;
      case 'text': {
        const text = plainText(expression);
        return text === null ? other : { kind: 'text', text };
      }
      default:
        return other;
    }
  }

  #either(expressions: readonly Expression[], at: Surroundings, depth: number): Entity {
    const found = expressions.map((one) => this.of(one, at, depth + 1));
    return found.find((one) => one !== null && one.kind !== 'other') ?? found.find((one) => !one) ?? other;
  }

  #ofCall(callee: Entity, isNew: boolean, file: CodeFile, depth: number): Entity {
    if (callee?.kind === 'module')
      return this.#ofCall(this.exported(callee.file, 'default', depth), isNew, file, depth + 1);
    if (callee?.kind === 'class') {
      return isNew || file.language.id === 'python' ? { ...callee, kind: 'instance' } : null;
    }
    if (callee?.kind === 'function') {
      const { returnType } = callee.definition;
      return returnType === null || isNew ? null : this.ofType(returnType, callee.file, depth + 1);
    }
    return callee?.kind === 'other' ? other : null;
  }

  #ofName(expression: NameExpression, at: Surroundings, depth: number): Entity {
    const { file, around, within } = at;
    const { name } = expression;
    if (name === 'this') return within ? { kind: 'instance', definition: within, file } : null;
    const index = indexOf(around ?? file.tree, file.language.id);
    const local = this.#ofLocal(expression, index, at, depth);
    if (local !== undefined) return local;
    if (within && file.language.classesAreGlobal) {
      const member = this.#memberOfClass(within, file, name, depth + 1);
      if (member !== undefined) return member;
    }
    return this.named(file, name, depth + 1);
  }

  /** Undefined for a name that is none of the function's own. */
  #ofLocal(name: NameExpression, index: CodeIndex, at: Surroundings, depth: number): Entity | undefined {
    const variable = index.has(name) ? index.variable(name) : null;
    if (!variable || variable.scope === null) {
      const local = at.around && index.localFunction(name.name);
      return local && local !== at.around
        ? { kind: 'function', definition: local, file: at.file }
        : undefined;
    }
    const { declaration } = variable;
    if (!declaration) {
      const given = index.uses(variable).flatMap((use) => {
        const parent = index.parent(use);
        return parent?.kind === 'assign' && index.role(use) === 'target' ? [parent.value] : [];
      });
      return given.length === 1 ? this.of(given[0]!, at, depth + 1) : null;
    }
    const parent = index.parent(declaration);
    switch (parent?.kind) {
      case 'parameter':
        return parent.type === null ? null : this.ofType(parent.type, at.file, depth + 1);
      case 'declare': {
        const typed = parent.type === null ? null : this.ofType(parent.type, at.file, depth + 1);
        return typed ?? (parent.value ? this.of(parent.value, at, depth + 1) : null);
      }
      case 'record-pattern': {
        const entry = parent.entries.find(({ target }) => target === declaration);
        const holder = index.parent(parent);
        if (holder?.kind !== 'declare' || !holder.value || !entry?.key) return null;
        return this.member(this.of(holder.value, at, depth + 1), entry.key, depth + 1);
      }
      case 'with': {
        const resource = parent.resources.find(({ target }) => target === declaration);
        return resource ? this.of(resource.value, at, depth + 1) : null;
      }
      default:
        return null;
    }
  }

  /** An object of a declared type. */
  ofType(type: string, file: CodeFile, depth = 0): Entity {
    const name = type.split('.').at(-1)!;
    const found = this.#named(file, type, depth) ?? this.#named(file, name, depth);
    if (found === undefined) return null;
    return found?.kind === 'class' ? { ...found, kind: 'instance' } : found?.kind === 'other' ? other : null;
  }

  /** What a name of a file's top level stands for. */
  named(file: CodeFile, name: string, depth = 0): Entity {
    const found = this.#named(file, name, depth);
    return found === undefined ? other : found;
  }

  /** Undefined for a name that is not there. */
  #named(file: CodeFile, name: string, depth: number): Entity | undefined {
    if (depth > deepest) return null;
    const { functions, classes, values, imports, all } = declaredNames(file);
    const definition = functions.get(name);
    if (definition) return { kind: 'function', definition, file };
    const ofClass = classes.get(name);
    if (ofClass) return { kind: 'class', definition: ofClass, file };
    const value = values.get(name);
    if (value) {
      const typed = value.type === null ? null : this.ofType(value.type, file, depth + 1);
      const at = { file, around: null, within: null };
      return typed ?? (value.value ? this.of(value.value, at, depth + 1) : null);
    }
    const one = imports.get(name);
    if (one) return this.#imported(file, one.from, one.imported, depth + 1);
    for (const from of all) {
      const source = this.#source(file, from);
      const found = source && this.#exported(source, name, depth + 1);
      if (found) return found;
    }
    if (!file.language.classesAreGlobal || !/^[A-Z]/.test(name)) return undefined;
    const named = this.#codebase.classesNamed(file.language.id, name);
    const [first] = named;
    if (!first) return undefined;
    return named.length === 1 ? { kind: 'class', ...first } : null;
  }

  #imported(file: CodeFile, from: string, name: string, depth: number): Entity {
    const source = this.#source(file, from);
    if (source) return name === '*' ? { kind: 'module', file: source } : this.exported(source, name, depth);
    if (file.language.id === 'python' && name !== '*') {
      const inner = this.#source(file, from.endsWith('.') ? from + name : `${from}.${name}`);
      if (inner) return { kind: 'module', file: inner };
    }
    return other;
  }

  #source(file: CodeFile, from: string): CodeFile | null {
    const candidates = file.language.importCandidates(file.uri, from);
    return candidates.length === 0 ? null : this.#codebase.firstFile(candidates);
  }

  /** What a file gives to others under a name. */
  exported(file: CodeFile, name: string, depth = 0): Entity {
    const found = this.#exported(file, name, depth);
    return found === undefined ? null : found;
  }

  #exported(file: CodeFile, name: string, depth: number): Entity | undefined {
    let ofFile = this.#known.get(file);
    if (!ofFile) {
      ofFile = new Map();
      this.#known.set(file, ofFile);
    }
    if (!ofFile.has(name)) ofFile.set(name, this.#soughtIn(file, name, depth, new Set()));
    return ofFile.get(name);
  }

  /** @param seen files, each with the name, that were looked into: they may hand on each other's names */
  #soughtIn(file: CodeFile, name: string, depth: number, seen: Set<string>): Entity | undefined {
    if (depth > deepest) return null;
    const question = `${name} ${file.uri}`;
    if (seen.has(question)) return undefined;
    seen.add(question);
    const { exports } = declaredNames(file);
    if (exports.length === 0) return this.#named(file, name, depth + 1);
    for (const statement of exports) {
      for (const { local, exported } of statement.names) {
        if (statement.from !== null) {
          if (exported !== name && exported !== '*') continue;
          const source = this.#source(file, statement.from);
          if (!source) continue;
          if (exported !== '*' && local === '*') return { kind: 'module', file: source };
          const found = this.#soughtIn(source, exported === '*' ? name : local, depth, seen);
          if (found) return found;
        } else if (exported === name) {
          const found =
            local === ''
              ? this.#declaration(statement.declaration, file, depth)
              : this.named(file, local, depth + 1);
          if (found) return found;
        }
      }
    }
    if (name === 'default') return undefined;
    const whole = this.#soughtIn(file, 'default', depth, seen);
    return whole ? this.member(whole, name, depth + 1) : undefined;
  }

  #declaration(statement: Statement | null, file: CodeFile, depth: number): Entity {
    switch (statement?.kind) {
      case 'function-statement':
        return { kind: 'function', definition: statement.definition, file };
      case 'class':
        return { kind: 'class', definition: statement, file };
      case 'expression':
        return this.of(statement.expression, { file, around: null, within: null }, depth + 1);
      default:
        return null;
    }
  }

  member(holder: Entity, name: string, depth = 0): Entity {
    if (depth > deepest) return null;
    switch (holder?.kind) {
      case 'module':
        return name === 'default'
          ? (this.exported(holder.file, 'default', depth + 1) ?? holder)
          : this.exported(holder.file, name, depth + 1);
      case 'record': {
        const { expression, file } = holder;
        const entry = expression.entries.findLast(({ key }) => nameOfKey(key) === name);
        if (entry) return this.of(entry.value, { file, around: null, within: null }, depth + 1);
        return expression.entries.some(({ key }) => key === null) ? null : other;
      }
      case 'class':
      case 'instance':
        return this.#memberOfClass(holder.definition, holder.file, name, depth + 1) ?? null;
      case 'text':
      case 'other':
        return other;
      default:
        return null;
    }
  }

  /** Undefined where the class has no such member. */
  #memberOfClass(
    definition: ClassStatement,
    file: CodeFile,
    name: string,
    depth: number,
  ): Entity | undefined {
    for (const one of this.lineage({ definition, file })) {
      const at = { file: one.file, around: null, within: one.definition };
      const method = one.definition.functions.find((each) => each.name === name);
      if (method?.isGetter) {
        return method.returnType === null ? null : this.ofType(method.returnType, one.file, depth + 1);
      }
      if (method) return { kind: 'function', definition: method, file: one.file };
      const field = one.definition.fields.find((each) => each.name === name);
      if (field) {
        const typed = field.type === null ? null : this.ofType(field.type, one.file, depth + 1);
        if (typed) return typed;
        if (field.value && field.value.kind !== 'null') return this.of(field.value, at, depth + 1);
      }
      const made = this.#setByConstructor(one.definition, one.file, name, depth);
      if (made !== undefined) return made;
      if (field) return null;
    }
    return undefined;
  }

  #setByConstructor(of: ClassStatement, file: CodeFile, name: string, depth: number): Entity | undefined {
    const maker = of.functions.find((one) => one.name === 'constructor');
    if (!maker) return undefined;
    const promoted = maker.parameters.find(
      ({ isField, target }) => isField && target.kind === 'name-pattern' && target.name === name,
    );
    if (promoted) return promoted.type === null ? null : this.ofType(promoted.type, file, depth + 1);
    for (const statement of maker.body?.statements ?? []) {
      if (statement.kind !== 'expression' || statement.expression.kind !== 'assign') continue;
      const { target, value } = statement.expression;
      if (target.kind !== 'member' || target.name !== name) continue;
      if (target.object.kind !== 'name' || target.object.name !== 'this') continue;
      return this.of(value, { file, around: maker, within: of }, depth + 1);
    }
    return undefined;
  }

  /** A class and those above it, as far as they are the project's. */
  lineage(of: ClassInFile): readonly ClassInFile[] {
    let line = this.#lineages.get(of.definition);
    if (!line) {
      // Its own bases may be asked for on the way.
      this.#lineages.set(of.definition, [of]);
      line = this.#lineOf(of);
      this.#lineages.set(of.definition, line);
    }
    return line;
  }

  #lineOf(of: ClassInFile): readonly ClassInFile[] {
    const line = [of];
    // What is added is gone through, too.
    for (const { definition, file } of line) {
      for (const base of definition.bases) {
        const name = base.split('.').at(-1)!;
        const found = name === definition.name ? null : this.named(file, name, deepest - 4);
        if (found?.kind === 'class' && !line.some((one) => one.definition === found.definition))
          line.push(found);
        if (line.length >= 8) return line;
      }
    }
    return line;
  }
}
