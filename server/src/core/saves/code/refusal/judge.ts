import type { Place } from '../../../text.ts';
import type { Refusal } from '../../site.ts';
import type { CodeLanguage } from '../language.ts';
import type { RefusalReport } from '../libraries/model.ts';
import type { CallExpression, CodeTree, Expression, FunctionSyntax } from '../tree.ts';
import { callbackOf, resultCallback } from './callbacks.ts';
import { answer, isOfJob, isResult, job, result, tellsNothing } from './carriers.ts';
import { type CodeIndex, indexOf } from './codeIndex.ts';
import type { Dialect } from './dialect.ts';
import { isInsideHandling } from './handling.ts';
import { Inquiry } from './inquiry.ts';
import { failedRowsOf, resultsByEvent } from './jobs.ts';
import { isUsedAsList } from './listUse.ts';
import { duplicateValueMarker } from './markers.ts';
import { isDeclared } from './moduleNames.ts';
import { calledName } from './names.ts';
import { askedElsewhere } from './plainJobs.ts';
import { deferred, rejected } from './promises.ts';
import { both, type Fate, nobody } from './reach.ts';
import { reportedAs } from './reports.ts';
import { follow } from './values.ts';

/** A call, and the code that it stands in. */
export interface RefusalFrame {
  /**
   * The outermost function that the call stands in: a method, a function of the top level. The file's tree for
   * code of the top level. Callbacks and local functions in it are looked through from here.
   */
  readonly around: FunctionSyntax | CodeTree;
  readonly call: CallExpression;
}

/** What is asked of {@link judgeRefusal}. */
export interface RefusalRequest {
  /**
   * First the call of the library that saves; then, where that stands in a wrapper that was entered by a call,
   * the call of the wrapper, and so on outwards. Never empty.
   */
  readonly frames: readonly RefusalFrame[];
  /** How the library reports a refusal to the first frame's call. */
  readonly reports: RefusalReport;
  readonly language: CodeLanguage;
  readonly dialect: Dialect;
  /** The file of the first frame: for variables and constants of the module. Null: not at hand. */
  readonly file: CodeTree | null;
  /**
   * The function of the project's own code that an expression stands for (a callee, a callback that is passed
   * by name); null for anything else. Local functions and those of `file` are found without it.
   */
  resolve(callee: Expression): FunctionSyntax | null;
  /** The text that a name or member stands for, if it is a constant of the project; null if not known. */
  text(expression: Expression): string | null;
}

/** What becomes of a refusal, and whether the matter is left to the caller of the last frame. */
export interface JudgedRefusal {
  readonly refusal: Refusal;
  /** How the caller of the outermost frame gets the refusal, if it does. */
  readonly passesOn: PassedOn | null;
  /** How the refusal stands in what the library's call gives back. */
  readonly mode: PassedOn;
  /** What whoever calls the outermost frame gets of it; null if nothing. */
  readonly left: LeftRefusal | null;
}

/** A refusal on its way out of the code that has been looked at. */
export interface LeftRefusal {
  readonly fate: Fate;
  readonly mode: PassedOn;
}

export type PassedOn = 'exception' | 'response' | 'rows' | 'job';

/** What becomes of a refusal in the code around a save. Never throws. */
export function judgeRefusal(request: RefusalRequest): JudgedRefusal {
  const [first] = request.frames;
  const around = first ? indexAround(first, request) : null;
  if (!first || !around) return notFollowed;
  const mode = asked(request, around);
  const inquiry = new Inquiry(request, around, mode);
  let fate = atSave(first.call, inquiry);
  let last = inquiry;
  for (;;) {
    const { passes } = fate;
    const next = request.frames[last.frame + 1];
    if (!passes || !next) break;
    last.leaveFrame();
    const index = indexAround(next, request);
    if (!index) break;
    const inside = last.inFrame(index, passes.as);
    fate = atCall(next.call, fate, inside);
    last = inside;
  }
  return judged(fate, mode, inquiry);
}

/** What becomes of a refusal that was left to a caller: the request's first frame is that of the call. Never throws. */
export function judgeFurther({ fate, mode }: LeftRefusal, request: RefusalRequest): JudgedRefusal {
  const [first] = request.frames;
  const around = first ? indexAround(first, request) : null;
  if (!first || !around || !fate.passes) return notFollowed;
  const inquiry = new Inquiry(request, around, fate.passes.as);
  // What was read in order to give it back, the caller may leave unread.
  return judged(atCall(first.call, { ...fate, read: false }, inquiry), mode, inquiry);
}

/** At a call of the code that leaves the refusal to its caller. */
function atCall(call: CallExpression, fate: Fate, inquiry: Inquiry): Fate {
  const carrier = fate.passes?.carrier;
  const further = carrier ? follow(call, carrier, inquiry) : thrownBy(call, inquiry);
  // Where nobody was told so far, what the caller does with it is all there is to say.
  const sofar = fate.told.level === 'none' ? nobody : fate.told;
  const whole = both({ ...fate, told: sofar, passes: null }, further);
  return carrier && isOfJob(carrier) ? askedElsewhere(whole, inquiry) : whole;
}

/** How the refusal stands in what the call gives back: where the library leaves it open, the code around says it. */
function asked(request: RefusalRequest, around: CodeIndex): PassedOn {
  const { frames, reports } = request;
  const { call } = frames[0]!;
  if (reports === 'exception-or-rows') {
    return isUsedAsList(frames, (frame) => indexAround(frame, request), new Inquiry(request, around, 'rows'))
      ? 'rows'
      : 'exception';
  }
  return reportedAs(call, reports);
}

/**
 * The code that a call is looked at in. A callback that stands in a statement of the top level is looked at with
 * the statement: what runs it may catch what it throws.
 */
function indexAround({ around, call }: RefusalFrame, request: RefusalRequest): CodeIndex | null {
  const index = indexOf(around, request.language);
  if (!index.has(call)) return null;
  if (!request.file || 'statements' in around || isDeclared(around, request.file)) return index;
  const whole = indexOf(request.file, request.language);
  return whole.has(call) ? whole : index;
}

const notFollowed: JudgedRefusal = {
  refusal: {
    kind: 'unknown',
    how: 'goes on in a way that is not followed',
    evidence: [],
    insideHandling: false,
    duplicateValueBranch: null,
    resultsRead: false,
  },
  passesOn: null,
  mode: 'exception',
  left: null,
};

/** The library's own report of the refusal. */
function atSave(call: CallExpression, inquiry: Inquiry): Fate {
  if (inquiry.mode === 'exception') return thrownBy(call, inquiry);
  const { reports } = inquiry.request;
  const isPlainJob = reports === 'job-answer';
  const given = isPlainJob ? job : reports === 'answer' ? answer : result;
  const fate = resultCallback(call, given, inquiry) ?? follow(call, given, inquiry);
  if (isPlainJob) return askedElsewhere(fate, inquiry);
  // That a job's id is given back says nothing of its rows.
  const isIdAlone = fate.told.level === 'none' && fate.passes?.carrier?.what === 'absent';
  if (isSeen(fate) && !(inquiry.mode === 'job' && isIdAlone)) return fate;
  if (inquiry.mode === 'job') return both(fate, failedRowsOf(call, inquiry));
  return inquiry.mode === 'rows' ? both(fate, resultsByEvent(call, inquiry)) : fate;
}

/** A call fails: at once, in the promise that it gives, or by the callback that it got. */
function thrownBy(call: CallExpression, inquiry: Inquiry): Fate {
  const called = callbackOf(call, inquiry);
  if (called) return called;
  const isAtOnce = /Sync$/.test(calledName(call));
  return inquiry.isJavaScript && !isAtOnce ? rejected(call, inquiry) : deferred(call, inquiry);
}

function isSeen({ told, passes }: Fate): boolean {
  return told.level !== 'none' || (passes !== null && passes.carrier?.what !== 'saved rows');
}

function judged(fate: Fate, mode: PassedOn, inquiry: Inquiry): JudgedRefusal {
  const { kind, how } = verdict(fate, mode);
  const evidence = fate.told.evidence ? [...inquiry.notes, fate.told.evidence] : [...inquiry.notes];
  const value = duplicateValueMarker(inquiry.regions, inquiry);
  const handling = inquiry.request.frames.some(({ around, call }) => {
    const index = indexAround({ around, call }, inquiry.request);
    return index !== null && isInsideHandling(call, inquiry.inFrame(index, mode));
  });
  return {
    refusal: {
      kind,
      how,
      evidence: distinct(evidence),
      insideHandling: handling,
      duplicateValueBranch: value ? inquiry.at(value) : null,
      resultsRead: mode !== 'exception' && fate.read,
    },
    passesOn: passedOn(fate),
    mode,
    left: fate.passes ? { fate, mode } : null,
  };
}

function passedOn({ passes }: Fate): PassedOn | null {
  if (!passes) return null;
  return passes.carrier === null || isResult(passes.carrier) ? passes.as : null;
}

function verdict({ told, passes, handled, read }: Fate, mode: PassedOn): Pick<Refusal, 'kind' | 'how'> {
  if (told.level === 'duplicates') return { kind: 'handles-duplicates', how: told.how };
  if (told.level === 'errors') return { kind: 'handles-errors', how: told.how };
  if (passes?.as === 'exception' && passes.carrier === null) {
    // What only logs and throws on is handled by whoever catches it.
    const isSaid = /^is (thrown|handed|rejected) /.test(told.how);
    if (handled) return { kind: 'handles-errors', how: isSaid ? told.how : 'is thrown on' };
    return { kind: 'propagates', how: told.level === 'none' ? told.how : 'is thrown to the caller' };
  }
  if (passes?.carrier && !tellsNothing(passes.carrier)) {
    return { kind: 'handles-errors', how: told.level === 'none' ? told.how : 'shows in what is returned' };
  }
  switch (told.level) {
    case 'logs':
      return { kind: 'logs', how: told.how };
    case 'unknown':
      return { kind: 'unknown', how: told.how };
    default:
      return { kind: 'drops', how: told === nobody ? unreadHow(mode, read) : told.how };
  }
}

function unreadHow(mode: PassedOn, read: boolean): string {
  if (read) return 'is seen by code that tells nobody';
  switch (mode) {
    case 'response':
      return 'stands in a response that nobody looks at';
    case 'job':
      return 'stands in failed rows that nobody fetches';
    case 'rows':
      return 'stands in results that nobody reads';
    default:
      return 'reaches nobody';
  }
}

function distinct(places: readonly Place[]): Place[] {
  const seen = new Set<string>();
  return places.filter(({ anchor, start, end }) => {
    const key = `${anchor.uri} ${anchor.offset + start} ${end - start}`;
    return !seen.has(key) && seen.add(key);
  });
}
