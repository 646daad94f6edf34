import type { Evaluation } from '../libraries/model.ts';
import type { Value } from '../values.ts';
import { namesHeader, readHeaders } from './headers.ts';
import type { HttpRequest, SendRequest } from './http.ts';
import { methodsOf } from './methods.ts';
import { type Found, savesAt } from './saves.ts';
import { readUrls } from './url.ts';

/** Tells the evaluation of the saves in a request: see {@link SendRequest}. */
export const sendRequest: SendRequest = (request, evaluation) => {
  const { at } = request;
  const headers = readHeaders(request.headers, at);
  const found = savesIn(request, headers.options, evaluation);
  if (found.length > 0) {
    for (const { problem, place } of headers.problems) {
      evaluation.observe({ kind: 'malformed-header', problem, place });
    }
  }
  let returned = request.returns;
  for (const save of found) {
    returned = evaluation.save({
      version: null,
      options: headers.options,
      externalId: null,
      records: null,
      allOrNone: null,
      reports: request.reports,
      ...save,
      at,
      returns: request.returns,
    });
  }
  return returned;
};

function savesIn(request: HttpRequest, options: Found['options'], evaluation: Evaluation): readonly Found[] {
  const { at, body } = request;
  const isNamed = namesHeader(request.headers, at);
  const found: Found[] = [];
  for (const url of readUrls(request.url, at)) {
    for (const method of methodsOf(request.method, url, request.headers)) {
      const asked = { url, method, body, options: options ?? null, isNamed, at, isInner: false };
      for (const save of savesAt(asked, evaluation)) {
        const whole = { version: url.version, ...save };
        // Hosts that are told apart (production, sandbox) make no second save.
        if (!found.some((other) => isSame(other, whole))) found.push(whole);
      }
    }
  }
  return found;
}

function isSame(a: Found, b: Found): boolean {
  return (
    a.operation === b.operation &&
    a.channel === b.channel &&
    a.records === b.records &&
    a.options === b.options &&
    isSameValue(a.object, b.object) &&
    isSameValue(a.version, b.version) &&
    isSameValue(a.externalId, b.externalId)
  );
}

function isSameValue(a: Value | null | undefined, b: Value | null | undefined): boolean {
  if (a === b) return true;
  if (a?.kind !== 'text' || b?.kind !== 'text' || a.parts.length !== b.parts.length) return false;
  return a.parts.every((part, index) => {
    const other = b.parts[index]!;
    return (
      part === other || (typeof part !== 'string' && typeof other !== 'string' && isSameValue(part, other))
    );
  });
}
