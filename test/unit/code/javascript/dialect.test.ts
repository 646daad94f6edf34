import { describe, expect, it } from 'vitest';
import { dialect } from '../../../../server/src/core/saves/code/languages/javascript/dialect.ts';
import type { CallExpression, Expression } from '../../../../server/src/core/saves/code/tree.ts';
import { loweredJs } from '../../../support/code.ts';

/** Names of a chain of calls and members, as the evaluation gives them. */
function path(node: Expression): string[] {
  if (node.kind === 'member') return [...path(node.object), node.name];
  if (node.kind === 'call') return path(node.callee);
  return node.kind === 'name' ? [node.name] : [];
}

async function call(code: string): Promise<[CallExpression, string[]]> {
  const [statement] = (await loweredJs(code)).statements;
  if (statement?.kind !== 'expression' || statement.expression.kind !== 'call') throw new Error(code);
  return [statement.expression, path(statement.expression)];
}

const says = {
  logs: [
    'console.error(e)',
    'console.log("x")',
    'logger.warn({ e })',
    'this.logger.error(e)',
    'this.log.info(e)',
    'req.log.error(e)',
    'requestLogger.error(e)',
    'winston.error(e)',
    'pino().info(e)',
    'log(e)',
    'debug(e)',
    'Sentry.captureException(e)',
    'newrelic.noticeError(e)',
    'process.stderr.write(e)',
    'log.debug(e)',
  ],
  tells: [
    'res.status(500).json({ e })',
    'res.status(400).send(e)',
    'res.json(e)',
    'response.end(e)',
    'reply.code(500).send(e)',
    'ctx.throw(500, e)',
    'next(e)',
    'reject(e)',
    'callback(e)',
    'cb(e, null)',
    'Promise.reject(e)',
    'process.exit(1)',
    'process.exit()',
    'alert(e)',
    'toast.error(e)',
    'toast(e)',
    'this.dispatchEvent(new ShowToastEvent({ title, variant }))',
    'this.showToast("Error", e, "error")',
    'setError(e.message)',
    'setErrorMessage(e)',
    'core.setFailed(e)',
    'vscode.window.showErrorMessage(e)',
    'socket.emit("failed", e)',
    'notification.error({ e })',
    'channel.sendToQueue(q, e)',
    'transporter.sendMail(m)',
    'slack.chat.postMessage(m)',
    'context.fail(e)',
    'exits.error(e)',
    'serverErrorResponse(res, e)',
    'this.handleError(e, res)',
  ],
  nothing: [
    'next()',
    'callback(null, rows)',
    'cb(undefined)',
    'process.exit(0)',
    'f(e)',
    'rows.push(e)',
    'catalog.create(e)',
    'dialog(e)',
    'json.parse(e)',
    'array.filter(e)',
    'map.set(e)',
    'blog.update(e)',
    'client.request(e)',
    'login(e)',
    'exits.success(id)',
    'parse(response)',
    'handleError(e)',
  ],
} as const;

describe('dialect of JavaScript', () => {
  it.each(says.logs)('logs: %s', async (code) => {
    const [node, names] = await call(code);
    expect(dialect.isLogging(node, names)).toBe(true);
    expect(dialect.tells(node, names)).toBe(false);
  });

  it.each(says.tells)('tells: %s', async (code) => {
    const [node, names] = await call(code);
    expect(dialect.isLogging(node, names)).toBe(false);
    expect(dialect.tells(node, names)).toBe(true);
  });

  it.each(says.nothing)('neither: %s', async (code) => {
    const [node, names] = await call(code);
    expect(dialect.isLogging(node, names)).toBe(false);
    expect(dialect.tells(node, names)).toBe(false);
  });

  it.each([
    ['assert(response.ok)', true],
    ['assert.ok(response.ok)', true],
    ['response.throwIfError()', true],
    ['response.json()', false],
  ])('throws on an error: %s is %s', async (code, expected) => {
    expect(dialect.throwsOnError(...(await call(code)))).toBe(expected);
  });

  it.each([
    ['_', true],
    ['void f()', true],
    ['result', false],
    ['!x', false],
  ])('discards: %s is %s', async (code, expected) => {
    const [statement] = (await loweredJs(code)).statements;
    if (statement?.kind !== 'expression') throw new Error(code);
    expect(dialect.isDiscard(statement.expression)).toBe(expected);
  });
});
