import { below, type ClassInFile, type Codebase, type CodeFile } from '../../codeFile.ts';
import type { ClassStatement, FieldSyntax, FunctionSyntax } from '../../tree.ts';

/** A method, constructor or field, and where it stands. */
export interface Member {
  readonly unit: FunctionSyntax | FieldSyntax;
  readonly name: string;
  readonly of: ClassInFile;
}

/** What a value may be, by declared types: an object of one of the classes or of those below; null: anything. */
export type DeclaredType = {
  readonly classes: ReadonlySet<ClassStatement>;
  /** Types of libraries. */
  readonly external: ReadonlySet<string>;
} | null;

export const ofLibrary: DeclaredType = { classes: new Set(), external: new Set(['']) };

type Kind = 'method' | 'field';

const none: readonly Member[] = [];

/** Types that need no import, and of which no class of a project is one. */
const everywhere =
  /^(?:byte|short|int|long|float|double|boolean|char|void|String|Byte|Short|Integer|Long|Float|Double|Boolean|Character|Number|Math|System|StringBuilder|StringBuffer)$/;

/** The classes of a code base in a language that knows them by their names, and what stands in them. */
export class ClassTypes {
  readonly #codebase: Codebase;
  readonly #methods = new Map<string, Member[]>();
  readonly #holders = new Map<ClassStatement, ClassInFile>();
  readonly #outer = new Map<ClassStatement, ClassStatement>();
  readonly #families = new Map<ClassStatement, ReadonlySet<ClassStatement>>();
  readonly #withLibrary = new Map<ClassStatement, boolean>();
  readonly #belowLibraries = new Map<string, readonly Member[]>();
  readonly #members = {
    method: new Map<ClassStatement, ReadonlyMap<string, readonly Member[]>>(),
    field: new Map<ClassStatement, ReadonlyMap<string, readonly Member[]>>(),
  };
  readonly #types = new Map<CodeFile, Map<string, DeclaredType>>();
  readonly #parameters = new Map<CodeFile, Set<string>>();

  constructor(codebase: Codebase, all: readonly ClassInFile[]) {
    this.#codebase = codebase;
    for (const one of all) this.#add(one);
  }

  #add(one: ClassInFile): void {
    const { definition } = one;
    if (this.#holders.has(definition)) return;
    this.#holders.set(definition, one);
    for (const inner of definition.classes) this.#outer.set(inner, definition);
    for (const member of [...membersOf(one).values()].flat()) {
      if (member.unit.kind === 'field') continue;
      const same = this.#methods.get(member.name);
      if (same) same.push(member);
      else this.#methods.set(member.name, [member]);
    }
  }

  named(name: string): readonly ClassInFile[] {
    const found = this.#codebase.classesNamed('java', name);
    for (const one of found) this.#add(one);
    return found;
  }

  holderOf(definition: ClassStatement): ClassInFile | null {
    return this.#holders.get(definition) ?? null;
  }

  /** A class and those around it. */
  *around(definition: ClassStatement): Generator<ClassStatement> {
    for (let at: ClassStatement | undefined = definition; at; at = this.#outer.get(at)) yield at;
  }

  /** All classes that an object which is declared to be of one may be of, and those above these. */
  family(definition: ClassStatement): ReadonlySet<ClassStatement> {
    let family = this.#families.get(definition);
    if (!family) {
      const lower = new Set([definition]);
      for (const one of lower) for (const each of this.named(below(one.name))) lower.add(each.definition);
      const found = new Set(lower);
      for (const one of found) {
        for (const base of one.bases) for (const each of this.named(simple(base))) found.add(each.definition);
      }
      family = found;
      this.#families.set(definition, family);
    }
    return family;
  }

  /** A class and those above it. */
  line(definition: ClassStatement): readonly ClassInFile[] {
    const found = new Set([definition]);
    for (const one of found) {
      for (const base of one.bases) for (const each of this.named(simple(base))) found.add(each.definition);
    }
    return [...found].flatMap((one) => this.#holders.get(one) ?? []);
  }

  /** The methods or fields with a name in the families of classes. */
  membersIn(classes: Iterable<ClassStatement>, name: string, kind: Kind): readonly Member[] {
    let found: readonly Member[] = none;
    for (const one of classes) {
      const more = this.#membersOf(one, kind).get(name) ?? none;
      if (found.length === 0) found = more;
      else if (more.length > 0) found = [...new Set([...found, ...more])];
    }
    return found;
  }

  #membersOf(definition: ClassStatement, kind: Kind): ReadonlyMap<string, readonly Member[]> {
    const known = this.#members[kind];
    let members = known.get(definition);
    if (!members) {
      const found = new Map<string, Member[]>();
      for (const each of this.family(definition)) {
        const holder = this.#holders.get(each);
        for (const [name, named] of holder ? membersOf(holder) : []) {
          const own = named.filter(({ unit }) => (unit.kind === 'field') === (kind === 'field'));
          if (own.length > 0) found.set(name, [...(found.get(name) ?? []), ...own]);
        }
      }
      members = found;
      known.set(definition, members);
    }
    return members;
  }

  own(definition: ClassStatement, name: string, kind: Kind): readonly Member[] {
    const holder = this.#holders.get(definition);
    const members = (holder && membersOf(holder).get(name)) ?? none;
    return members.filter(({ unit }) => (unit.kind === 'field') === (kind === 'field'));
  }

  methodsNamed(name: string): readonly Member[] {
    return this.#methods.get(name) ?? none;
  }

  /** Methods with a name in classes that are made from one of a library: only those may stand where that is declared. */
  methodsBelowLibraries(name: string): readonly Member[] {
    let found = this.#belowLibraries.get(name);
    if (!found) {
      found = this.methodsNamed(name).filter(({ of }) => this.#isBelowLibrary(of.definition));
      this.#belowLibraries.set(name, found);
    }
    return found;
  }

  #isBelowLibrary(definition: ClassStatement): boolean {
    let is = this.#withLibrary.get(definition);
    if (is === undefined) {
      this.#withLibrary.set(definition, false);
      is = definition.bases.some((base) => {
        const found = this.named(simple(base));
        return found.length === 0 || found.some((one) => this.#isBelowLibrary(one.definition));
      });
      this.#withLibrary.set(definition, is);
    }
    return is;
  }

  typeNamed(written: string | null, file: CodeFile): DeclaredType {
    if (written === null) return null;
    const known = this.#types.get(file) ?? new Map<string, DeclaredType>();
    this.#types.set(file, known);
    let type = known.get(written);
    if (type === undefined) {
      type = this.#sought(simple(written), file);
      known.set(written, type);
    }
    return type;
  }

  #sought(name: string, file: CodeFile): DeclaredType {
    if (everywhere.test(name)) return ofLibrary;
    const classes = this.named(name).map(({ definition }) => definition);
    if (classes.length > 0) return { classes: new Set(classes), external: new Set() };
    const lower = this.named(below(name)).map(({ definition }) => definition);
    return this.#mayBeParameter(name, file) ? null : { classes: new Set(lower), external: new Set([name]) };
  }

  /** `<T>`, `<K, V extends Lead>`: a name that stands for other types, unless the file imports it. */
  #mayBeParameter(name: string, file: CodeFile): boolean {
    let names = this.#parameters.get(file);
    if (!names) {
      const found = [...file.text.matchAll(/[<,]\s*([A-Z]\w*)(?=\s*(?:[,>]|extends\b))/g)].map(
        ([, one]) => one!,
      );
      names = new Set(found);
      for (const one of file.tree.statements)
        if (one.kind === 'import') names.delete(one.names[0]?.local ?? '');
      this.#parameters.set(file, names);
    }
    return names.has(name);
  }
}

const members = new WeakMap<ClassStatement, ReadonlyMap<string, readonly Member[]>>();

/** What stands in a class itself, by its name. */
export function membersOf(of: ClassInFile): ReadonlyMap<string, readonly Member[]> {
  let found = members.get(of.definition);
  if (!found) {
    const named = new Map<string, Member[]>();
    for (const unit of [...of.definition.functions, ...of.definition.fields]) {
      const member = { unit, name: unit.name, of };
      const same = named.get(unit.name);
      if (same) same.push(member);
      else named.set(unit.name, [member]);
    }
    found = named;
    members.set(of.definition, found);
  }
  return found;
}

function simple(type: string): string {
  return type.slice(type.lastIndexOf('.') + 1);
}

export function either(types: readonly DeclaredType[]): DeclaredType {
  const classes = new Set<ClassStatement>();
  const external = new Set<string>();
  for (const type of types) {
    if (type === null) return null;
    for (const one of type.classes) classes.add(one);
    for (const one of type.external) external.add(one);
  }
  return types.length === 0 ? null : { classes, external };
}
