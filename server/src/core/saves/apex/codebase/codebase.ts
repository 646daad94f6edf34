import type { LazyText } from '../../../metadata/objects.ts';
import { type BoundBody, bindBody, forgetMaps, releaseBody } from '../bind/bind.ts';
import { mapsMade } from '../bind/nodeMaps.ts';
import { scriptAround } from '../bind/scriptVariables.ts';
import type { NameLookup } from '../bind/symbols.ts';
import { attachBodies } from '../parse/bodies.ts';
import { forgetPieces } from '../parse/reuse.ts';
import { parse } from '../parser.ts';
import type { CompilationUnit, MethodDeclaration, TypeDeclaration } from '../syntax.ts';
import { ApiVersions, describedBy } from './apiVersions.ts';
import { bodiesKey, Declarations, headKey, hierarchyKey, mentionKey, nameKey } from './declarations.ts';
import { NameIndex } from './nameIndex.ts';
import { bodiesOf, forEachType, isGenerated, isTestMethod, type OwnedBody } from './owned.ts';
import { renewUnit } from './renewal.ts';
import { headOf, type UnitHead } from './signatures.ts';
import { calledNames, hasSaveWord, memberNames, mentions, wordsOf } from './words.ts';

/** What is watched by those who asked for the version of a class. */
const versionKey = (uri: string): string => ` version ${uri}`;

/** What is watched by those who went through all bodies with saves. */
const savingKey = ' saving';

/**
 * So many bodies, and up to twice as many, keep the maps of their nodes: what a keystroke looks at again. With those of
 * all that was ever looked at, they would take half as much memory as the trees.
 */
const mostMaps = 200;

/** After so many changes of files it is looked whose syntax is needed no more. */
const changesToRelease = 50;

interface File {
  readonly unit: CompilationUnit;
  /** Made when the file changes; see headOf. */
  readonly head: UnitHead | null;
  readonly bodies: readonly OwnedBody[];
  /** Those outside tests; none in generated code. */
  readonly production: readonly OwnedBody[];
  /** Those of them in which a save can stand, told from their text. */
  readonly saving: readonly OwnedBody[];
  readonly isTest: boolean;
  readonly isGenerated: boolean;
}

type Bodies = Pick<File, 'bodies' | 'production'>;

const nothing: Bodies = { bodies: [], production: [] };
const noHead: UnitHead = { own: '', types: new Map() };

function without(bodies: readonly OwnedBody[], others: readonly OwnedBody[]): OwnedBody[] {
  const set = new Set(others);
  return bodies.filter((owned) => !set.has(owned));
}

/** All Apex files of a project, and the questions that one file has about others. */
export class ApexCodebase extends Declarations implements NameLookup {
  readonly #files = new Map<string, File>();
  readonly #index = new NameIndex();
  readonly #versions = new ApiVersions();
  #arrivals = 0;
  #enoughMaps = mapsMade() + 2 * mostMaps;
  #changes = 0;

  /** Adds or replaces a file. Work kept for bodies whose text is unchanged stays valid. */
  set(uri: string, text: string): CompilationUnit {
    const before = this.#files.get(uri);
    if (before?.unit.text === text) return before.unit;
    if (before) this.#releaseBodies();
    const oldHead = before ? (before.head ?? this.#headOf(before.unit)) : noHead;
    const oldTypes = before?.unit.types ?? [];
    const parsed = parse(uri, text, before?.unit);
    const changed = before ? renewUnit(before.unit, parsed) : null;
    const unit = before?.unit ?? parsed;
    this.forget(oldTypes, (type) => unit.types.includes(type));
    forEachType(unit, (type, outer) => this.register(unit, type, outer));
    const head = this.#headOf(unit);
    const bodies = bodiesOf(unit, this, before?.bodies);
    const isTest = unit.types.length > 0 && unit.types.every((type) => this.isTest(type));
    const generated = isGenerated(text);
    const production = generated || isTest ? [] : bodies.filter((owned) => !this.inTest(owned));
    const saving = production.filter(({ body }) => hasSaveWord(body));
    const file = {
      unit,
      head: before ? head : null,
      bodies,
      production,
      saving,
      isTest,
      isGenerated: generated,
    };
    this.#files.set(uri, file);
    this.#index.set(uri, production);
    this.#replace(before ?? nothing, file);
    const isReshaped = this.#changeHead(uri, oldHead, head);
    if (changed && changed.size > 0) this.#changeMembers(changed, !isReshaped);
    return unit;
  }

  #headOf(unit: CompilationUnit): UnitHead {
    return headOf(unit, (type) => this.isTest(type));
  }

  /** Makes stale what depends on bodies that are gone, and what looked for words that they or new ones hold. */
  #replace(before: Bodies, after: Bodies): void {
    const gone = without(before.bodies, after.bodies);
    const added = without(after.bodies, before.bodies);
    for (const { body } of gone) this.dependencies.drop(body);
    for (const { body } of added) this.dependencies.revive(body);
    if (added.length > 0) {
      const members = new Set<unknown>(before.bodies.map(({ owner }) => owner.member));
      const grown = added.find(({ owner }) => !members.has(owner.member));
      if (grown) this.dependencies.touch(bodiesKey(grown.owner.unit.uri));
    }
    if (!this.dependencies.isWatched) return;
    if (this.#isSought(without(after.production, before.production))) this.#arrivals++;
    for (const { body } of [...gone, ...added]) {
      for (const word of wordsOf(body)) this.dependencies.touch(mentionKey(word));
    }
    const dropped = without(before.production, after.production);
    for (const { body } of [...dropped, ...without(after.production, before.production)]) {
      if (hasSaveWord(body)) this.dependencies.touch(savingKey);
      for (const name of calledNames(body)) this.dependencies.touch(name);
      for (const name of memberNames(body)) this.dependencies.touch(name);
    }
  }

  /** Whether others looked for what stands in the bodies now. Whoever has seen a body knows that it was there. */
  #isSought(bodies: readonly OwnedBody[]): boolean {
    const { dependencies } = this;
    return bodies.some(({ body }) => {
      const isSought = (name: string) => dependencies.isSoughtElsewhere(name, body.anchor.uri);
      return [...calledNames(body)].some(isSought) || [...memberNames(body)].some(isSought);
    });
  }

  /** Grows when a body comes that names what was looked for on behalf of another file. */
  get arrivals(): number {
    return this.#arrivals;
  }

  remove(uri: string): void {
    const file = this.#files.get(uri);
    if (!file) return;
    this.forget(file.unit.types, () => false);
    this.#files.delete(uri);
    this.#index.remove(uri);
    this.#replace(file, nothing);
    this.#changeHead(uri, file.head ?? this.#headOf(file.unit), noHead);
  }

  /** No other version of the file is expected soon. */
  close(uri: string): void {
    const unit = this.unit(uri);
    if (!unit) return;
    forEachType(unit, forgetPieces);
    attachBodies(unit);
  }

  /**
   * Makes stale what looked at classes of a file that are not as they were, or for classes that have come or
   * gone. Gives whether there is one.
   */
  #changeHead(uri: string, before: UnitHead, now: UnitHead): boolean {
    const { dependencies } = this;
    let hasOther = before.own !== now.own;
    if (hasOther) dependencies.touch(headKey(uri));
    let isChanged = hasOther;
    for (const type of new Set([...before.types.keys(), ...now.types.keys()])) {
      const [old, present] = [before.types.get(type), now.types.get(type)];
      const isSame = old?.nature === present?.nature;
      if (isSame && old?.surroundings === present?.surroundings) continue;
      isChanged = true;
      dependencies.touch(type);
      if (!isSame) dependencies.touch(nameKey(type.name.name));
      if (!old || !present) hasOther = true;
    }
    if (hasOther) dependencies.touch(bodiesKey(uri));
    if (isChanged) {
      dependencies.reshape(null);
      dependencies.touch(hierarchyKey);
    }
    return isChanged;
  }

  /** Makes stale what looked for members of the names. */
  #changeMembers(names: ReadonlySet<string>, isAll: boolean): void {
    if (isAll) this.dependencies.reshape(names);
    for (const name of names) this.dependencies.touch(nameKey(name));
  }

  unit(uri: string): CompilationUnit | null {
    return this.#files.get(uri)?.unit ?? null;
  }

  get uris(): Iterable<string> {
    return this.#files.keys();
  }

  // ------------------------------------------------------------------------------------------------ files

  /** The API version of the class, from its -meta.xml; null if unknown. */
  apiVersion(uri: string): number | null {
    this.dependencies.watch(versionKey(uri));
    return this.#versions.of(uri);
  }

  /** Takes the file beside a class or trigger, which holds its version; null where it is gone. */
  setApiVersion(metaUri: string, text: LazyText | null): void {
    this.#versions.set(metaUri, text);
    this.dependencies.touch(versionKey(describedBy(metaUri)));
  }

  /** The version of which new classes are made, from the sfdx-project.json; null if unknown. */
  get sourceApiVersion(): number | null {
    return this.#versions.ofProject;
  }

  setProjectFile(text: LazyText | null): void {
    this.#versions.setProject(text);
  }

  /** True where every class of the file is a test class. */
  isTestFile(uri: string): boolean {
    return this.#files.get(uri)?.isTest ?? false;
  }

  isGeneratedFile(uri: string): boolean {
    return this.#files.get(uri)?.isGenerated ?? false;
  }

  bodies(uri: string): readonly OwnedBody[] {
    return this.#files.get(uri)?.bodies ?? [];
  }

  /** The bodies of all files, without those in tests and generated code unless they are asked for. */
  *allBodies(includeTests = false): Iterable<OwnedBody> {
    for (const file of this.#files.values()) yield* includeTests ? file.bodies : file.production;
  }

  /** The bodies outside tests in which a save can stand, told from their text. */
  *savingBodies(): Iterable<OwnedBody> {
    this.dependencies.watch(savingKey);
    for (const file of this.#files.values()) yield* file.saving;
  }

  inTest({ owner: { type, member } }: OwnedBody): boolean {
    if (type && this.isTest(type)) return true;
    return 'kind' in member && member.kind === 'method' && isTestMethod(member);
  }

  /** Binds a body and notes that it, and the classes around it, were looked at. */
  bind(owned: OwnedBody): BoundBody {
    this.consult(owned);
    if (mapsMade() >= this.#enoughMaps) this.#forgetMaps();
    return bindBody(owned.body, owned.owner);
  }

  #forgetMaps(): void {
    const number = mapsMade() - mostMaps;
    for (const { bodies } of this.#files.values()) for (const { body } of bodies) forgetMaps(body, number);
    this.#enoughMaps = mapsMade() + mostMaps;
  }

  /**
   * Bodies that were read for a question that nobody asks any more, as for the callers of a method whose name somebody
   * was typing, would be held as syntax for good. Before a change, what was asked of the code is kept with all that it
   * was made of, so that the next key finds it.
   */
  #releaseBodies(): void {
    if (++this.#changes % changesToRelease !== 0) return;
    for (const { unit, bodies } of this.#files.values()) {
      // Methods of a script share its variables.
      if (unit.script) continue;
      for (const { body } of bodies) if (!this.dependencies.isNeeded(body)) releaseBody(body);
    }
  }

  /** Notes that a body was looked at, as {@link bind} does. */
  consult({ body, owner }: OwnedBody): void {
    if (!this.dependencies.consult(body)) return;
    if (!owner.type) this.dependencies.watch(headKey(owner.unit.uri));
    const script = scriptAround(owner);
    if (script) this.dependencies.consult(script);
    for (let at = owner.type; at; at = this.outer(at)) this.superclasses(at);
  }

  /** The bound body of a method; null if it has none. */
  bindMethod(
    method: MethodDeclaration,
    type: TypeDeclaration | null,
    unit: CompilationUnit,
  ): BoundBody | null {
    const now = this.currentMethod({ method, type });
    if (!now.method.body) return null;
    const owner = { unit: this.unit(unit.uri) ?? unit, type: now.type, member: now.method, names: this };
    return this.bind({ body: now.method.body, owner });
  }

  /** All bodies that stand in the class itself, without those of inner classes. */
  bodiesOfType(type: TypeDeclaration): readonly OwnedBody[] {
    const info = this.info(type);
    if (!info) return [];
    this.dependencies.watch(bodiesKey(info.unit.uri));
    return this.bodies(info.unit.uri).filter(({ owner }) => {
      if (!owner.type || owner.type === type) return owner.type === type;
      return this.info(owner.type)?.qualifiedName === info.qualifiedName;
    });
  }

  /** Those of the bodies in which the word stands. */
  mentioning(word: string, bodies: readonly OwnedBody[]): OwnedBody[] {
    this.dependencies.watch(mentionKey(word));
    return bodies.filter(({ body }) => mentions(body, word));
  }

  /** The statements of an anonymous script, and its methods. */
  bodiesOfScript(uri: string): readonly OwnedBody[] {
    this.dependencies.watch(bodiesKey(uri));
    return this.bodies(uri).filter(({ owner }) => !owner.type);
  }

  /** Bodies outside tests in which a method of the name is called, told from their text. */
  bodiesCalling(name: string): readonly OwnedBody[] {
    const key = name.toLowerCase();
    this.dependencies.watch(key);
    return this.#index.calling(key);
  }

  /** Bodies outside tests in which a member of the name stands after a dot, told from their text. */
  bodiesNaming(name: string): readonly OwnedBody[] {
    const key = name.toLowerCase();
    this.dependencies.watch(key);
    return this.#index.naming(key);
  }
}

export type { FoundMethod } from './declarations.ts';
