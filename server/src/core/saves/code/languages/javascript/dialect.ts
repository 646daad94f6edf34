import type { Dialect } from '../../refusal/dialect.ts';
import type { CallExpression } from '../../tree.ts';

/** Names of loggers, alone or at the end: `console`, `log`, `this.logger`, `requestLog`, `winston`. */
const logger =
  /^(?:console|winston|pino|bunyan|log4js|loglevel|signale|consola|debug|tracer|newrelic|rollbar|bugsnag|sentry|appinsights|datadog\w*|raven|spinner|ora)$|log(?:s|ger|gers|ging|client|service)?$/i;

const logged =
  /^(?:log|info|warn|warning|error|debug|trace|verbose|fatal|silly|critical|alert|emerg|notice|success|fail|dir|table|http|print|write|event|metric|captureException|captureMessage|captureEvent|noticeError|trackException|trackEvent|trackTrace|notify|group|groupEnd|groupCollapsed|time|timeEnd|assert|count)$/;

/** Functions that write a line and nothing else, by their name alone. */
const plainLogger =
  /^(?:debug|log|logger|trace|print|captureException|captureMessage|(?:log|debug|trace|print)[A-Z]\w*)$/;

/** Receivers that answer a caller over the network: Express, Koa, Fastify, Hapi, Node. */
const response =
  /^(?:res|resp|response|reply|ctx|context|h|socket|ws|webhook|webhooks|event|port|self|parent)$/i;
const answered =
  /^(?:status|json|jsonp|send|sendStatus|sendFile|end|render|redirect|code|throw|fail|done|succeed|emit|postMessage|writeHead|boom|reply|respond|respondWith)$/;

/** Who answers is handed on: `serverErrorResponse(res, error)`. */
const responder = /^(?:res|resp|response|reply|ctx|exits)$/;

/** Functions that hand an error on: callbacks, promises. */
const callback =
  /^(?:next|reject|rej|cb|callback|done|fail|fn|respond|onError|onFailure|onFail|handleReject)$/;

/** Functions that show something to a user, or send it to people or other programs. */
const shown =
  /^(?:alert|confirm|toast|notify|enqueueSnackbar|showToast|showError|showErrorMessage|showWarningMessage|showNotification|showMessage|setError|setErrors|setFailed|setErrorMessage|postMessage|sendMail|sendEmail|sendMessage|sendNotification|sendAlert|sendToQueue|addToQueue|enqueue|publish|dispatchEvent|setStatus|setMessage|setFormError|setSubmitError|setServerError|addError|reduceErrors)$|^set\w*(?:Error|Errors|Message|Alert|Toast|Failure)$|^(?:show|display|notify)[A-Z]\w*$/;

const notifier =
  /^(?:toast|toaster|toastr|notification|notifications|notifier|notistack|message|snackbar|swal|sweetalert2?|modal|dialog|slack|mailer|transporter|sgmail|pagerduty|teams)$/i;

/** Checks that throw. */
const asserted =
  /^(?:assert|invariant|ensure|ensureOk|throwIfError|throwOnError|throwForStatus|raiseForStatus|checkStatus|assertOk)$/;

function ends(call: CallExpression): boolean {
  const status = call.arguments[0]?.value;
  // A process that ends with 0 says that all is well.
  return !(status?.kind === 'number' && status.value === 0);
}

/** JavaScript and TypeScript: Node, browsers, Lightning web components. */
export const dialect: Dialect = {
  isLogging(_call, path) {
    const method = path.at(-1) ?? '';
    const receiver = path.at(-2);
    if (receiver === undefined) return plainLogger.test(method);
    if ((receiver === 'stdout' || receiver === 'stderr') && method === 'write') return true;
    return logged.test(method) && logger.test(receiver);
  },
  tells(call, path) {
    const method = path.at(-1) ?? '';
    const receiver = path.at(-2);
    if (
      receiver === 'process' &&
      (method === 'exit' || method === 'abort' || method === 'send' || method === 'kill')
    )
      return method !== 'exit' || ends(call);
    if (receiver === 'Promise' && method === 'reject') return true;
    // What a callback is given first is the error; none is given where all is well.
    if (callback.test(method) && (receiver === undefined || receiver === 'this' || receiver === 'context')) {
      const first = call.arguments[0]?.value;
      return first !== undefined && first.kind !== 'null';
    }
    if (shown.test(method)) return true;
    if (call.arguments.some(({ value }) => value.kind === 'name' && responder.test(value.name)))
      return /response|error|fail|respond|reply|handle|send|throw/i.test(method);
    if (receiver === 'exits') return method !== 'success';
    if (receiver === undefined) return /^(?:toast|swal)$/i.test(method);
    // `response.json()` of a response that was got reads it.
    const reads = method === 'json' && call.arguments.length === 0;
    if (path.slice(0, -1).some((name) => response.test(name)) && answered.test(method)) return !reads;
    if (method === 'emit') return true;
    return notifier.test(receiver);
  },
  throwsOnError(_call, path) {
    return path.some((name) => asserted.test(name));
  },
  isDiscard(expression) {
    if (expression.kind === 'unary') return expression.operator === 'void';
    return expression.kind === 'name' && /^_+$/.test(expression.name);
  },
  uncaught: 'propagates',
};
