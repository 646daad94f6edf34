import type { Dialect } from '../../refusal/dialect.ts';

/** Microsoft.Extensions.Logging, Serilog, NLog, log4net. */
const levels =
  /^(?:Log(?:Trace|Debug|Information|Warning|Error|Critical)?|Trace|Verbose|Debug|Info|Information|Warn|Warning|Error|Fatal)(?:Format|Async)?$/;
const logger = /^_?(?:\w*[lL]ogger|[lL]og|\w*[a-z]Log)$/;

/** Those of ASP.NET, queues, tasks and the screen. */
const tellers = new Set([
  'Exit',
  'FailFast',
  'StatusCode',
  'BadRequest',
  'BadRequestObjectResult',
  'Conflict',
  'Problem',
  'ValidationProblem',
  'UnprocessableEntity',
  'AddModelError',
  'SetException',
  'TrySetException',
  'DeadLetterMessageAsync',
  'AbandonMessageAsync',
  'MessageBox',
]);

/** `Snackbar.Add(…)`, `_toastService.ShowError(…)` of Blazor's components, `_notyf.Error(…)`. */
const screen = /^_?(?:\w*[sS]nackbar\w*|\w*[tT]oast\w*|_?notyf\w*)$/i;

export const dialect: Dialect = {
  isLogging: (_call, path) => {
    const method = path.at(-1) ?? '';
    const before = path.slice(0, -1);
    if (/^Write(?:Line)?(?:Async)?$/.test(method)) {
      return before.some((name) => /^(?:Console|Debug|Trace|Out|Error)$/.test(name));
    }
    if (/^Log(?:Trace|Debug|Information|Warning|Error|Critical)$/.test(method)) return true;
    if (/^Track(?:Exception|Trace|Event)$/.test(method)) return true;
    if (/^Trace(?:Error|Warning|Information)$/.test(method)) return before.includes('Trace');
    return levels.test(method) && before.some((name) => logger.test(name));
  },
  tells: (_call, path) =>
    tellers.has(path.at(-1) ?? '') ||
    path[0] === 'MessageBox' ||
    path.slice(0, -1).some((name) => screen.test(name)),
  // Of HttpClient, RestSharp and Refit.
  throwsOnError: (_call, path) =>
    /^(?:EnsureSuccessStatusCode|EnsureSuccessStatusCodeAsync|ThrowIfError)$/.test(path.at(-1) ?? ''),
  isDiscard: (expression) => expression.kind === 'name' && expression.name === '_',
  uncaught: 'propagates',
};
