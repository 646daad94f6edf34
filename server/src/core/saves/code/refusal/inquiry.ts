import type { Place } from '../../../text.ts';
import type { CallExpression, Expression, FunctionSyntax } from '../tree.ts';
import type { Carrier } from './carriers.ts';
import type { Node } from './children.ts';
import { type CodeIndex, indexOf, type Variable } from './codeIndex.ts';
import type { PassedOn, RefusalRequest } from './judge.ts';
import { looksLikeLogging } from './knownCalls.ts';
import { moduleNames } from './moduleNames.ts';
import { pathOf } from './names.ts';

/** Helpers within helpers are followed so far. */
export const maximumDepth = 3;
/** Steps of one judgement: code that is a maze ends as "unknown". */
const maximumSteps = 4000;
/** Languages in which a method is called by its name alone. */
const methodsWithoutThis: ReadonlySet<string> = new Set(['java', 'csharp', 'ruby']);

interface Shared {
  steps: number;
  /** Whether a function of the project's own code was given something to look at. */
  isHandedOn: boolean;
  /** The last of the request's frames that has been looked through. */
  frame: number;
  readonly notes: Place[];
  /** Code that runs where the save was refused, as far as it has been found. */
  readonly regions: Node[];
}

/** One look at the code of a frame, or of a helper that is called from it. */
export class Inquiry {
  readonly request: RefusalRequest;
  readonly index: CodeIndex;
  readonly depth: number;
  /** How the refusal stands in what the library's call gives back. */
  readonly mode: PassedOn;
  /** Whether what the helper that is looked at returns is followed at its call. */
  givesBack = false;
  /** Variables that hold what the save gave back. */
  readonly carriers = new Map<Variable, Carrier>();
  /** Expressions that do. */
  readonly followed = new Map<Expression, Carrier>();
  readonly #visited = new Map<Node, Set<string>>();
  readonly #shared: Shared;

  constructor(
    request: RefusalRequest,
    index: CodeIndex,
    mode: PassedOn,
    depth = 0,
    shared: Shared = { steps: 0, isHandedOn: false, frame: 0, regions: [], notes: [] },
  ) {
    this.request = request;
    this.index = index;
    this.mode = mode;
    this.depth = depth;
    this.#shared = shared;
  }

  get regions(): readonly Node[] {
    return this.#shared.regions;
  }

  /** The same, for the code of a helper. */
  within(helper: FunctionSyntax): Inquiry {
    this.#shared.isHandedOn = true;
    const index = indexOf(helper, this.request.language);
    return new Inquiry(this.request, index, this.mode, this.depth + 1, this.#shared);
  }

  get isHandedOn(): boolean {
    return this.#shared.isHandedOn;
  }

  /** The same request, for the code of another frame. */
  inFrame(index: CodeIndex, mode: PassedOn): Inquiry {
    return new Inquiry(this.request, index, mode, 0, this.#shared);
  }

  /** The first frame that has not been looked through. */
  get frame(): number {
    return this.#shared.frame;
  }

  leaveFrame(): void {
    this.#shared.frame += 1;
  }

  /** The call by which the function of this frame was entered, where the request tells. */
  get enteredBy(): CallExpression | null {
    return this.depth === 0 ? (this.request.frames[this.#shared.frame + 1]?.call ?? null) : null;
  }

  /** Whether the request tells which code runs a callback: a frame of that code comes before the call. */
  isEnteredElsewhere(call: CallExpression): boolean {
    return (
      this.depth === 0 && this.request.frames.some((one, at) => one.call === call && at > this.frame + 1)
    );
  }

  note(evidence: Place): void {
    this.#shared.notes.push(evidence);
  }

  get notes(): readonly Place[] {
    return this.#shared.notes;
  }

  /** False where the node has been looked at for this reason before, or the code is a maze. */
  enter(node: Node, why: string): boolean {
    this.#shared.steps += 1;
    if (this.#shared.steps > maximumSteps) return false;
    const reasons = this.#visited.get(node) ?? new Set<string>();
    this.#visited.set(node, reasons);
    if (reasons.has(why)) return false;
    reasons.add(why);
    return true;
  }

  addRegions(regions: readonly Node[]): void {
    this.#shared.regions.push(...regions);
  }

  /** Forgets the regions that were found after the first `count`. */
  dropRegions(count: number): void {
    this.#shared.regions.length = Math.min(count, this.#shared.regions.length);
  }

  isLogging(call: CallExpression): boolean {
    return this.request.dialect.isLogging(call, pathOf(call.callee)) || looksLikeLogging(call);
  }

  tells(call: CallExpression): boolean {
    return this.request.dialect.tells(call, pathOf(call.callee));
  }

  throwsOnError(call: CallExpression): boolean {
    const path = pathOf(call.callee);
    return (
      this.request.dialect.throwsOnError(call, path) ||
      /^(raise_for_status|EnsureSuccessStatusCode|ThrowIfError|check_returncode)$/.test(path.at(-1) ?? '')
    );
  }

  get isJavaScript(): boolean {
    return this.request.language === 'javascript' || this.request.language === 'typescript';
  }

  /** The project's function that an expression stands for. */
  functionOf(callee: Expression): FunctionSyntax | null {
    if (callee.kind === 'function') return callee.definition;
    if (callee.kind !== 'name' && callee.kind !== 'member') return null;
    if (callee.kind === 'name') {
      if (this.index.variable(callee)?.isParameter) return null;
      const local = this.index.localFunction(callee.name);
      if (local) return local;
    }
    if (this.#isOwn(callee)) return null;
    return this.request.resolve(callee) ?? this.#ofFile(callee);
  }

  /** Whether a name, or what a member is one of, is a variable of the code: one of the file may have its name. */
  #isOwn(expression: Expression): boolean {
    let at = expression;
    while (at.kind === 'member') at = at.object;
    if (at.kind !== 'name') return false;
    const variable = this.index.variable(at);
    return variable !== null && variable.scope !== null;
  }

  #ofFile(callee: Expression): FunctionSyntax | null {
    if (!this.request.file) return null;
    const { functions } = moduleNames(this.request.file);
    if (callee.kind === 'name') {
      const own = methodsWithoutThis.has(this.request.language) ? functions.get(`this.${callee.name}`) : null;
      return functions.get(callee.name) ?? own ?? null;
    }
    if (callee.kind !== 'member' || callee.object.kind !== 'name' || callee.object.name !== 'this')
      return null;
    return functions.get(`this.${callee.name}`) ?? null;
  }

  /** The value of a constant of the file. */
  constantOf(expression: Expression): Expression | null {
    if (!this.request.file || this.#isOwn(expression)) return null;
    const { values } = moduleNames(this.request.file);
    if (expression.kind === 'name') return values.get(expression.name) ?? null;
    if (expression.kind !== 'member' || expression.object.kind !== 'name') return null;
    const record = values.get(expression.object.name);
    if (record?.kind === 'record') {
      const entry = record.entries.find(
        ({ key }) =>
          (key?.kind === 'name' && key.name === expression.name) ||
          (key?.kind === 'text' && key.parts[0] === expression.name),
      );
      return entry?.value ?? null;
    }
    return values.get(`${expression.object.name}.${expression.name}`) ?? null;
  }

  /** The text that a name or member stands for. */
  textOf(expression: Expression): string | null {
    return this.#isOwn(expression) ? null : this.request.text(expression);
  }

  /** The place of a node, as evidence. */
  at(node: Node): Place {
    return { anchor: node.anchor, start: node.start, end: node.end };
  }
}
