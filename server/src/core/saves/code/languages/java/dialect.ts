import type { Dialect } from '../../refusal/dialect.ts';

/** SLF4J, Log4j, java.util.logging, Commons Logging. */
const levels =
  /^(?:trace|debug|info|warn|error|fatal|severe|warning|config|fine|finer|finest|log|logp|logb|entering|exiting|throwing)$/;
const logger = /^_?(?:\w*[lL]ogger|log|\w*[a-z]Log|(?:\w+_)?LOG(?:GER)?)$/;

/** Whom a refusal reaches, when it is told to: the caller over HTTP, a queue, the user at the screen. */
const tellers = new Set([
  'exit',
  'halt',
  'sendError',
  'setStatus',
  'badRequest',
  'internalServerError',
  'unprocessableEntity',
  'convertAndSend',
  'completeExceptionally',
  'addError',
  'addFieldError',
  'rejectValue',
  'showMessageDialog',
  'fail',
]);

export const dialect: Dialect = {
  isLogging: (_call, path) => {
    const method = path.at(-1) ?? '';
    if (method === 'printStackTrace') return true;
    const before = path.slice(0, -1);
    if (/^print(?:ln|f)?$/.test(method)) return before.includes('out') || before.includes('err');
    return levels.test(method) && before.some((name) => logger.test(name));
  },
  tells: (_call, path) => {
    const method = path.at(-1) ?? '';
    return tellers.has(method) || (path[0] === 'ResponseEntity' && method === 'status');
  },
  // WebClient's and RestClient's.
  throwsOnError: (_call, path) => path.length > 1 && path.at(-1) === 'retrieve',
  isDiscard: () => false,
  uncaught: 'propagates',
};
