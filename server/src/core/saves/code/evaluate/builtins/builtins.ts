import type { Value } from '../../values.ts';
import type { Interpreter } from '../interpreter.ts';
import type { Called } from '../libraryCalls.ts';
import type { Scope } from '../state/scope.ts';
import { globalFunction } from './globals.ts';
import { listMethod } from './lists.ts';
import { promiseMethod } from './promises.ts';
import { recordMethod } from './records.ts';
import { textMethod } from './texts.ts';

/** Calls of what the languages themselves have; null if it is none of them. */
export function builtinCall(called: Called, scope: Scope, interpreter: Interpreter): Value | null {
  const { receiver } = called;
  switch (receiver?.kind) {
    case 'text':
      return textMethod(called, receiver, scope, interpreter) ?? promiseMethod(called, interpreter);
    case 'list':
      return listMethod(called, receiver, interpreter) ?? promiseMethod(called, interpreter);
    case 'record':
      return recordMethod(called, receiver, scope, interpreter) ?? promiseMethod(called, interpreter);
  }
  return globalFunction(called, scope, interpreter) ?? promiseMethod(called, interpreter);
}
