import type { CodeFile } from '../codeFile.ts';
import { withoutSecrets } from '../quotation.ts';
import type { CallExpression, Expression } from '../tree.ts';
import type { UnknownValue } from '../values.ts';
import type { Interpreter } from './interpreter.ts';
import { unknown } from './values/build.ts';

/** What the words of a call say of it, where nothing else is known. */
export interface CalleeWords {
  /** The name that the chain begins with; '' where it begins with none. */
  readonly first: string;
  /** A test, or what is done before and after one. */
  readonly isOfTest: boolean;
  /** It changes nothing of what it is given. */
  readonly isHarmless: boolean;
  readonly result: UnknownValue;
}

const ofTests =
  /^(?:it|test|describe|before|after|beforeEach|afterEach|beforeAll|afterAll|specify|context|suite)$/;
const harmless =
  /^(?:console|logger|log|logging|JSON|print|len|str|String|Number|isinstance|expect|assert)$/i;

/** Of one version of a file: most calls are come upon many times. */
const wordsIn = new WeakMap<CodeFile, Map<CallExpression, CalleeWords>>();

export function wordsOf(call: CallExpression, file: CodeFile, interpreter: Interpreter): CalleeWords {
  let calls = wordsIn.get(file);
  if (!calls) {
    calls = new Map();
    wordsIn.set(file, calls);
  }
  let words = calls.get(call);
  if (!words) {
    const first = firstName(call.callee);
    words = {
      first,
      isOfTest: ofTests.test(first),
      isHarmless: harmless.test(first),
      result: unknown(`the result of ${withoutSecrets(interpreter.text(call.callee, file))}()`),
    };
    calls.set(call, words);
  }
  return words;
}

function firstName(callee: Expression): string {
  let at = callee;
  for (let depth = 0; depth < 20; depth++) {
    if (at.kind === 'member') at = at.object;
    else if (at.kind === 'call') at = at.callee;
    else break;
  }
  return at.kind === 'name' ? at.name : '';
}
