import { type EndAtCaller as End, worstOf } from '../../endsAtCallers.ts';
import type { CallerOfSave, Refusal } from '../../site.ts';
import type { CodeFile } from '../codeFile.ts';
import { type JudgedRefusal, judgeFurther, type LeftRefusal } from '../refusal/judge.ts';
import type { CallExpression, FunctionSyntax } from '../tree.ts';
import type { Answer, Caller, CallerSearch, CallersCodebase } from './callers.ts';
import { declaredNames } from './declared.ts';
import { Entities } from './entities.ts';

/** Callers of callers are followed so far. */
const mostDepth = 5;
/** Calls that are looked at for one save. */
const mostCalls = 60;

/**
 * What becomes of a refusal that the code around a save leaves to its callers: the worst that any of them makes of
 * it. The refusal as it is, where nobody is known to call the code.
 */
export function refusalAtCallers(
  own: Refusal,
  left: LeftRefusal,
  definition: FunctionSyntax,
  file: CodeFile,
  search: CallerSearch,
): Refusal {
  const ends = new Ways(search).endsOf(own, left, definition, file, null);
  return ends.some(({ caller }) => caller !== null) ? worstOf(own, ends) : own;
}

class Ways {
  readonly #search: CallerSearch;
  readonly #open: FunctionSyntax[] = [];
  #calls = 0;

  constructor(search: CallerSearch) {
    this.#search = search;
  }

  endsOf(
    refusal: Refusal,
    left: LeftRefusal,
    definition: FunctionSyntax,
    file: CodeFile,
    caller: CallerOfSave | null,
  ): readonly End[] {
    const here: End = { refusal, caller };
    if (this.#open.length >= mostDepth || this.#open.includes(definition)) return [here];
    const { calls, isComplete } = this.#search.callersOf(definition, file);
    // A call of itself ends nowhere.
    const others = calls.filter(({ around }) => around !== definition);
    if (others.length === 0) return [here];
    this.#open.push(definition);
    const ends: End[] = isComplete ? [] : [here];
    for (const one of others) {
      this.#calls += 1;
      ends.push(...(this.#calls > mostCalls ? [here] : this.#endsAt(one, left)));
    }
    this.#open.pop();
    return ends;
  }

  #endsAt(caller: Caller, left: LeftRefusal): readonly End[] {
    const { file, around, call } = caller;
    const { refusal, left: further } = judgedAt(caller, left, this.#search.codebase);
    const at: CallerOfSave = { enclosing: labelOf(caller), place: call.nameAt };
    return further && around ? this.endsOf(refusal, further, around, file, at) : [{ refusal, caller: at }];
  }
}

interface Judged {
  readonly file: CodeFile;
  readonly answers: readonly Answer[];
  readonly judged: JudgedRefusal;
}

/** What was found of the calls to which a refusal is left: with it, as long as it is left in the same way. */
const known = new WeakMap<LeftRefusal, WeakMap<CallExpression, Judged>>();

function judgedAt(caller: Caller, left: LeftRefusal, codebase: CallersCodebase): JudgedRefusal {
  let ofLeft = known.get(left);
  if (!ofLeft) {
    ofLeft = new WeakMap();
    known.set(left, ofLeft);
  }
  let found = ofLeft.get(caller.call);
  if (found?.file !== caller.file || !found.answers.every(({ isStillSo }) => isStillSo())) {
    const apart = codebase.apart();
    const judged = judgeAt(caller, left, new Entities(apart));
    found = { file: caller.file, answers: apart.answers, judged };
    ofLeft.set(caller.call, found);
  }
  codebase.note(found.answers);
  return found.judged;
}

function judgeAt(caller: Caller, left: LeftRefusal, entities: Entities): JudgedRefusal {
  const { file, around, call } = caller;
  return judgeFurther(left, {
    frames: [{ around: around ?? file.tree, call }],
    reports: 'exception',
    language: file.language.id,
    dialect: file.language.dialect,
    file: file.tree,
    resolve: (callee) => {
      const found = entities.of(callee, caller);
      return found?.kind === 'function' ? found.definition : null;
    },
    text: (expression) => {
      const found = entities.of(expression, caller);
      return found?.kind === 'text' ? found.text : null;
    },
  });
}

function labelOf({ file, around }: Caller): string {
  const declared = around && declaredNames(file).declared.get(around);
  if (declared?.name) return declared.of ? `${declared.of.name}.${declared.name}` : declared.name;
  return decoded(/([^/]*?)(?:\.\w+)?$/.exec(file.uri)?.[1] ?? '');
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
