// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the code to be read holds such strings
import { describe, expect, it } from 'vitest';
import { ruby } from '../../../../server/src/core/saves/code/languages/ruby/language.ts';
import { lowered, show } from '../../../support/code.ts';

const cases: readonly (readonly [code: string, tree: string])[] = [
  [
    `require 'restforce'
require_relative '../client'
require_relative 'other'`,
    `(import "restforce" * as *)
(import "../client" * as *)
(import "./other" * as *)`,
  ],
  [
    `module Sync
  class Leads < Base::Job
    include Retry
    URL = "#{HOST}/x".freeze
    attr_reader :client, :log
    validates :name, presence: true

    def initialize(client, opts = {}, *rest, key: 1, **more, &block)
      super()
      @client = client
    end

    def self.run(a) = new(a).push

    def push
      f(1)
    rescue => e
      g(1)
    end

    class << self
      def make; end
    end

    private def secret(a)
      a
    end
  end
end`,
    '(class Sync (class Leads < Base.Job, Retry (static const field URL = (text HOST "/x")) (get fn client () {(return this.@client)}) (get fn log () {(return this.@log)}) (static fn () {(call validates "name" presence=true)}) (fn constructor (client, opts = {}, ...rest, key = 1, **more, block) {(call super); (= this.@client client)}) (static fn run (a) {(return (call new a).push)}) (get fn push () {(try {(return (call f 1))} (catch e {(return (call g 1))}))}) (static get fn make () {}) (fn secret (a) {(return a)})))',
  ],
  [
    `client = Restforce.new
client.create('Lead', a)
def helper(x) x end`,
    `(= client (new Restforce))
(call client.create "Lead" a)
(fn helper (x) {(return x)})`,
  ],
  [
    `class Broken
  def f
    client.
  end
  def g(a)
    h(a)
  end
end`,
    '(class Broken (get fn f () {client.end; (fn g (a) {(return (call h a))})}))',
  ],
  ['def f(z)\n  yield z\nend', '(fn f (z, yield) {(return (call yield z))})'],
  [
    'def f(&work)\n  work.call\n  yield 1\n  other.call 2\nend',
    '(fn f (work) {(call work); (call work 1); (return (call other.call 2))})',
  ],
  [
    `class Broken
  def f(
    client.create('Lead'
  end
  def g(a)
    h(a)`,
    `Broken
f
client
create
"Lead"
end
g
(other a)
(call h a)`,
  ],
];

describe('declarations of Ruby', () => {
  it.each(cases)('lowers %s', async (code, tree) => {
    const lowering = await lowered(ruby, 'ruby', code);
    expect(show(lowering)).toBe(tree);
  });
});
