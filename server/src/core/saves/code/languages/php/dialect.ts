import type { Dialect } from '../../refusal/dialect.ts';

/** PSR-3, Monolog, Laravel. */
const levels = /^(?:debug|info|notice|warning|warn|error|critical|alert|emergency|log|write|add\w*)$/;
const logger = /^\$?_?(?:\w*[lL]ogger|log|\w+Log|Log|watchdog)$/;

/** PHP writes what a user sees: the page, or the terminal. */
const tellers: ReadonlySet<string> = new Set([
  'echo',
  'print',
  'exit',
  'die',
  'abort',
  'response',
  'wp_die',
  'wp_send_json',
  'wp_send_json_error',
  'withErrors',
  'addFlash',
  'addError',
  'setMessage',
  'add_error',
  'add_admin_notice',
  'wp_mail',
  'mail',
  'release',
  'fail',
]);

export const dialect: Dialect = {
  isLogging: (_call, path) => {
    const method = path.at(-1) ?? '';
    if (path.length === 1) {
      return /^(?:error_log|trigger_error|syslog|var_dump|logger|info|report|debug_print_backtrace)$/.test(
        method,
      );
    }
    return levels.test(method) && path.slice(0, -1).some((name) => logger.test(name));
  },
  tells: (_call, path) => tellers.has(path.at(-1) ?? ''),
  // Laravel's `throw`; Symfony's responses throw when they are read.
  throwsOnError: (_call, path) => path.length > 1 && /^(?:throw|toArray|throwIf\w*)$/.test(path.at(-1) ?? ''),
  isDiscard: (expression) => expression.kind === 'name' && expression.name === '$_',
  uncaught: 'propagates',
};
