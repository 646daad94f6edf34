import type { Dialect } from '../../refusal/dialect.ts';

const levels = /^(?:debug|info|warn|error|fatal|unknown|log|tagged)$/;
const logger = /^@{0,2}(?:\w*logger|log|\w+_log|LOG(?:GER)?)$/;

/** Those of Rails, of programs, and of jobs. */
const tellers: ReadonlySet<string> = new Set([
  'abort',
  'exit',
  'exit!',
  'render',
  'head',
  'halt',
  'redirect_to',
  'retry_job',
]);

export const dialect: Dialect = {
  isLogging: (_call, path) => {
    const method = path.at(-1) ?? '';
    if (path.length === 1 || path[0] === '$stderr' || path[0] === '$stdout') {
      return /^(?:puts|p|pp|print|warn)$/.test(method);
    }
    return levels.test(method) && path.slice(0, -1).some((name) => logger.test(name));
  },
  tells: (_call, path) =>
    tellers.has(path.at(-1) ?? '') || (path.at(-2) === 'errors' && path.at(-1) === 'add'),
  // Of Net::HTTP; Faraday's middleware raises, no call does.
  throwsOnError: (_call, path) => path.length > 1 && /^(?:value|error!)$/.test(path.at(-1) ?? ''),
  isDiscard: (expression) => expression.kind === 'name' && expression.name === '_',
  uncaught: 'propagates',
};
