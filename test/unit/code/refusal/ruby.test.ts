import { describe, expect, it } from 'vitest';
import type { RefusalReport } from '../../../../server/src/core/saves/code/libraries/model.ts';
import { shownIn } from './judging.ts';

const methods = `
  def guarded(id, more = nil, name: nil, &work)
    work.call
  rescue Restforce::ResponseError => error
    logger.error(error)
  end
  def dropping
    yield
  rescue StandardError
    nil
  end
  def loud(&block)
    block.call
  rescue StandardError => error
    logger.error(error)
    raise
  end
  def tried
    yield client
  end
  def handed(&block)
    guarded(1, &block)
  end
  def note(error)
    logger.error(error)
  end
  def tell(error)
    render json: error
  end`;

/** What it is, how the library reports, the body of a method with the save marked, what becomes of the refusal. */
const rows: readonly (readonly [string, RefusalReport, string, string])[] = [
  [
    'plain',
    'exception',
    `@client.§create!('Lead', a)`,
    'propagates: is thrown to the caller | passes on: exception',
  ],
  [
    'a helper that logs',
    'exception',
    `@client.§create!('Lead', a)\nrescue => e\n note(e)`,
    'logs: is only logged',
  ],
  [
    'a helper that tells',
    'exception',
    `@client.§create!('Lead', a)\nrescue => e\n tell(e)\n nil`,
    'handles-errors: is told to a user or another program',
  ],
  [
    'a block that a method calls',
    'exception',
    `guarded(1) { @client.§create!('Lead', a) }`,
    'logs: is only logged',
  ],
  [
    'beside keywords',
    'exception',
    `guarded(1, name: 'x') do\n @client.§create!('Lead', a)\n end`,
    'logs: is only logged',
  ],
  [
    'a block that a method yields to',
    'exception',
    `dropping { @client.§create!('Lead', a) }\n true`,
    'drops: is caught and dropped',
  ],
  [
    'thrown on by it',
    'exception',
    `loud { @client.§create!('Lead', a) }`,
    'handles-errors: is thrown on | passes on: exception',
  ],
  [
    'not caught by it',
    'exception',
    `tried { |c| c.§create!('Lead', a) }`,
    'propagates: is thrown to the caller | passes on: exception',
  ],
  [
    'a block that is handed on',
    'exception',
    `handed { @client.§create!('Lead', a) }`,
    'logs: is only logged',
  ],
  [
    'a status that is asked for by its class, raised otherwise',
    'response',
    `res = http.§request(req)\n raise "failed: #{res.body}" unless res.is_a?(Net::HTTPSuccess)\n true`,
    'handles-errors: is thrown on | passes on: exception | read',
  ],
  [
    'a status by its class, dropped',
    'response',
    `res = http.§request(req)\n return nil unless res.is_a?(Net::HTTPSuccess)\n res`,
    'drops: shows only in an id or value that is missing | read',
  ],
  [
    'value, called for what it raises',
    'response',
    `res = http.§request(req)\n res.value\n true`,
    'propagates: is thrown to the caller | passes on: exception | read',
  ],
  [
    'error!',
    'response',
    `res = http.§request(req)\n res.error! if res.code.to_i >= 400\n true`,
    'handles-errors: is thrown on | passes on: exception | read',
  ],
  [
    'errors that are collected with <<',
    'response',
    `res = http.§request(req)\n @errors << res.body unless res.is_a?(Net::HTTPOK)\n @errors`,
    'handles-errors: is kept in this.@errors | read',
  ],
];

describe('what becomes of a refusal: Ruby', () => {
  it.each(rows)('%s', async (_title, reports, body, expected) => {
    const code = `class Sync\n  def push(a)\n    ${body}\n  end${methods}\nend`;
    expect(await shownIn('ruby', code, reports)).toBe(expected);
  });
});
