import { describe, expect, it } from 'vitest';
import { ruby } from '../../../../server/src/core/saves/code/languages/ruby/language.ts';
import { lowered, PlainUnits, show } from '../../../support/code.ts';
import { misplaced, mutantsOf } from '../../../support/codeMutants.ts';

describe('Ruby', () => {
  it.each([
    ['/app/jobs/sync.rb', 'ruby'],
    ['/lib/tasks/load.rake', 'ruby'],
    ['/app/views/a.erb', null],
  ])('reads %s', (uri, name) => expect(ruby.grammarOf(`file://${uri}`)).toBe(name));

  it.each([
    "require 'restforce'",
    'Restforce.new',
    'client.create("Lead", Region__c: 1)',
    'SALESFORCE_HOST',
    'conn.post("/services/data/v60.0/sobjects/Lead")',
  ])('is marked by %s', (code) => expect(ruby.markers.test(code)).toBe(true));

  it.each(['thing.is_object?', 'enforce!', 'workforce', 'rest_force_majeure'])(
    'is not marked by %s',
    (code) => expect(ruby.markers.test(code)).toBe(false),
  );

  it.each([
    ['/spec/sync_spec.rb', '', true],
    ['/test/models/lead_test.rb', '', true],
    ['/app/checks.rb', "require 'rails_helper'\n", true],
    ['/app/latest.rb', '', false],
    ['/app/inspect.rb', '', false],
  ])('%s is a test: %s', (uri, text, isTest) => expect(ruby.isTest(`file://${uri}`, text)).toBe(isTest));

  it.each([
    ['/db/schema.rb', '', true],
    ['/app/client.rb', '# This file is auto-generated from the schema.\nclass A\nend', true],
    ['/app/client.rb', 'class A # auto-generated ids\nend', false],
  ])('%s %j is generated: %s', (uri, text, isGenerated) =>
    expect(ruby.isGenerated(`file://${uri}`, text)).toBe(isGenerated),
  );

  const call = {} as Parameters<typeof ruby.dialect.isLogging>[0];
  it.each([['puts'], ['logger.error'], ['Rails.logger.warn'], ['this.@logger.info'], ['$stderr.puts']])(
    '%s logs',
    (path) => expect(ruby.dialect.isLogging(call, path.split('.'))).toBe(true),
  );

  it.each([['catalog.info'], ['client.create'], ['save']])('%s does not log', (path) =>
    expect(ruby.dialect.isLogging(call, path.split('.'))).toBe(false),
  );
});

const text = `require 'restforce'

module Sync
  class Leads < Job
    OBJECT = 'Lead'.freeze
    attr_reader :client

    def initialize(client, logger: Rails.logger)
      @client = client
    end

    def push(rows, retries = 1)
      rows.each do |row|
        fields = { LastName: row[:name], 'Phone' => "+#{row[:phone]}", **row.extra }
        id = client.create!(OBJECT, fields)
        row.update(id: id) unless id.nil?
      end
    rescue Restforce::ErrorCode::DuplicatesDetected, Timeout => e
      case e.message
      when 'a', /b/ then logger.warn(e)
      else raise
      end
      retries > 0 ? push(rows, retries - 1) : nil
    ensure
      done
    end
  end
end
`;

describe('half-typed Ruby', () => {
  it('is lowered to something, each place in the text', async () => {
    for (const mutant of mutantsOf(text, 200, 21)) {
      const { statements } = await lowered(ruby, 'ruby', mutant);
      expect(misplaced(statements, mutant)).toEqual([]);
    }
  });

  it('is lowered the same way from its units as afresh', async () => {
    let before = new PlainUnits(text);
    await lowered(ruby, 'ruby', text, before);
    for (const mutant of mutantsOf(text, 60, 22)) {
      const units = new PlainUnits(mutant, undefined, before.pool);
      const edited = await lowered(ruby, 'ruby', mutant, units);
      expect(show(edited)).toBe(show(await lowered(ruby, 'ruby', mutant)));
      before = units;
    }
  });

  it.each([
    ['parentheses', `${'('.repeat(3_000)}1${')'.repeat(3_000)}`],
    ['calls', `a${'.b(1)'.repeat(3_000)}`],
    ['a sum', `a${' + a'.repeat(10_000)}`],
    ['branches', `if a\n1\n${'elsif b\n2\n'.repeat(3_000)}end`],
    ['branches of a value', `x = if a\n1\n${'elsif b\n2\n'.repeat(3_000)}end`],
    ['parameters', `f do |${'('.repeat(3_000)}a${')'.repeat(3_000)}| end`],
    ['blocks', `${'f { '.repeat(2_000)}${'}'.repeat(2_000)}`],
  ])('may be deep: %s', async (_name, code) => {
    expect(show(await lowered(ruby, 'ruby', `def f(z)\n${code}\nend\ndef g(z)\nh(z)\nend`))).toMatch(
      /^\(fn f/,
    );
  });
});
