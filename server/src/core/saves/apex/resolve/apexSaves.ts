import type { Place, Span } from '../../../text.ts';
import type { Channel, Operation, SaveTarget } from '../../site.ts';
import type { BoundBody } from '../bind/bind.ts';
import type { ApexCodebase } from '../codebase/codebase.ts';
import type { Memo } from '../codebase/dependencies.ts';
import type { OwnedBody } from '../codebase/owned.ts';
import { hasSaveWord } from '../codebase/words.ts';
import type { CallExpression, DmlStatement, Expression, NewExpression } from '../syntax.ts';
import type { ObjectSchema } from '../types/objects.ts';
import { ApexTypes } from '../types/types.ts';
import { RecordFlow } from './records.ts';
import { type DirectSave, savesIn } from './saves.ts';
import { resolveTarget, targetOfSave } from './target.ts';
import type { WaitingField } from './wrapperModel.ts';
import { WrapperParts } from './wrapperParts.ts';
import { Wrappers } from './wrappers.ts';

/** A save of a body: one that stands in it, or a call that hands records of a known object to a wrapper. */
export interface ResolvedSave {
  readonly bound: BoundBody;
  readonly operation: Operation;
  readonly channel: Channel;
  /** Where the save is judged: the statement or call in `bound`. */
  readonly node: DmlStatement | CallExpression | NewExpression;
  readonly keyword: Span;
  readonly operand: Expression | null;
  readonly target: SaveTarget;
  /** The save itself: another one than `node` where this is a call of a wrapper. */
  readonly save: DirectSave;
  readonly saveBound: BoundBody;
  /** Empty for a save that stands in the open; see SaveSite.via. */
  readonly via: readonly Place[];
  /** The field in which the records wait for the save; see WrappedSave. */
  readonly through: WaitingField | null;
}

/** No name of Apex: what is watched by those who asked for the saves of bodies in tests. */
const savesInTests = ' saves in tests';

/** All saves of a code base, with the objects that they work on. */
export class ApexSaves {
  readonly codebase: ApexCodebase;
  readonly types: ApexTypes;
  readonly flow: RecordFlow;
  readonly #direct: Memo<object, readonly ResolvedSave[]>;
  readonly #parts: WrapperParts;
  readonly #build: Memo<object, Wrappers>;
  #wrappers: Wrappers | null = null;

  constructor(codebase: ApexCodebase, schema?: ObjectSchema) {
    this.codebase = codebase;
    this.types = new ApexTypes(codebase, schema);
    this.flow = new RecordFlow(this.types);
    this.#parts = new WrapperParts(this.flow);
    this.#direct = codebase.dependencies.memo();
    this.#build = codebase.dependencies.memo();
    codebase.dependencies.beforeUse(() => this.#refresh());
  }

  /** Puts the wrappers together again where a change bears on them, and tells those who use what has changed. */
  #refresh(): void {
    const now = this.#build(this, () => Wrappers.of(this.#parts));
    const before = this.#wrappers;
    if (now === before) return;
    const changed = before ? now.namesChangedFrom(before) : null;
    if (changed?.size === 0) return;
    this.#wrappers = now;
    if (!changed) return;
    const { codebase } = this;
    codebase.dependencies.touch(savesInTests);
    for (const name of changed) {
      for (const { body } of codebase.bodiesCalling(name)) codebase.dependencies.touch(body);
      for (const { body } of codebase.bodiesNaming(name)) codebase.dependencies.touch(body);
    }
  }

  /** The wrappers of the code base as it is now. */
  get wrappers(): Wrappers {
    this.codebase.dependencies.settle();
    return this.#wrappers!;
  }

  /** Does the work on many bodies that the first use of the wrappers would do at once, a body a step. */
  prepare(): Generator<void> {
    return Wrappers.prepare(this.#parts);
  }

  /** The saves of a body, in the order of the text. */
  savesOf(owned: OwnedBody): readonly ResolvedSave[] {
    const { wrappers, codebase } = this;
    codebase.dependencies.watch(codebase.inTest(owned) ? savesInTests : owned.body);
    const direct = hasSaveWord(owned.body) ? this.#direct(owned.body, () => this.#directSaves(owned)) : [];
    if (!wrappers.mayUse(owned)) return direct;
    const wrapped = this.#wrappedSaves(owned, wrappers);
    return [...direct, ...wrapped].sort((a, b) => a.keyword.start - b.keyword.start);
  }

  #directSaves(owned: OwnedBody): readonly ResolvedSave[] {
    const bound = this.codebase.bind(owned);
    return savesIn(bound, this.types).map((save) => ({
      bound,
      operation: save.operation,
      channel: save.channel,
      node: save.node,
      keyword: save.keyword,
      operand: save.operand,
      target: targetOfSave(save, bound, this.flow),
      save,
      saveBound: bound,
      via: [],
      through: null,
    }));
  }

  #wrappedSaves(owned: OwnedBody, wrappers: Wrappers): readonly ResolvedSave[] {
    const bound = this.codebase.bind(owned);
    const saves: ResolvedSave[] = [];
    for (const { node, argument, wrapped } of wrappers.callsIn(owned, bound)) {
      const target = resolveTarget(argument, bound, this.flow);
      if (target.kind !== 'objects') continue;
      const { operation, save, via, through } = wrapped;
      const keyword = node.kind === 'call' ? node.name : node.type;
      const common = { bound, operation, node, keyword, operand: argument, target, save, via, through };
      saves.push({ ...common, channel: save.channel, saveBound: wrapped.bound });
    }
    for (const { value, at, saves: later } of wrappers.fillsIn(bound)) {
      const target = resolveTarget(value, bound, this.flow);
      if (target.kind !== 'objects') continue;
      for (const { operation, save, via, field, bound: saveBound } of later) {
        saves.push({
          bound,
          operation,
          channel: save.channel,
          node: at,
          keyword: at.name,
          operand: value,
          target,
          save,
          saveBound,
          via,
          through: field,
        });
      }
    }
    return saves;
  }
}
