import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse } from '../../../server/src/core/saves/apex/parser.ts';
import type {
  Body,
  CompilationUnit,
  Node,
  TypeDeclaration,
} from '../../../server/src/core/saves/apex/syntax.ts';
import { children, walk } from '../../../server/src/core/saves/apex/tree.ts';
import type { Span } from '../../../server/src/core/text.ts';
import { apex, applyEdit, edit } from '../../support/apexArbitrary.ts';
import { bodiesOf } from '../../support/apexSummary.ts';

const SAMPLE = `@IsTest(SeeAllData=true)
public with sharing class A extends B implements C {
  private static final Map<Id, Lead> leads = new Map<Id, Lead>{ a => b };
  public Lead p { get { return [SELECT Id FROM Lead WHERE Id = :id]; } set; }
  public A(Id id) { this(id, null); }
  public void save(List<Lead> leads) {
    for (Lead lead : leads) { if (lead.Name == 'x') { insert lead; } else { update lead; } }
    Database.SaveResult[] r = Database.insert(leads, false);
    try { upsert leads Ext__c; } catch (DmlException e) { throw new X(e); } finally { log('done'); }
    switch on x { when 1, 2 { a?.b(); } when Lead l { c++; } when else { return; } }
  }
  class Inner { void run() { System.runAs(u) { insert as user new Lead(LastName = 'y'); } } }
}`;

/** The unit as plain data: what two equal parses have in common. */
function plain(unit: CompilationUnit): unknown {
  return JSON.parse(
    JSON.stringify(unit, (_, value: unknown) => {
      if (value instanceof Set) return [...value];
      const body = value as Partial<Body<never>> | null;
      if (typeof body !== 'object' || body?.anchor === undefined) return value;
      return { offset: body.anchor.offset, text: body.text, tree: body.tree, errors: body.errors };
    }),
  );
}

function expectInside(inner: Span, outer: Span): void {
  expect(inner.start).toBeGreaterThanOrEqual(outer.start);
  expect(inner.end).toBeLessThanOrEqual(outer.end);
  expect(inner.end).toBeGreaterThanOrEqual(inner.start);
}

function expectNested(node: Node): void {
  let before = node.start;
  for (const child of children(node)) {
    expectInside(child, node);
    expect(child.start, `${child.kind} in ${node.kind}`).toBeGreaterThanOrEqual(before);
    before = child.end;
  }
}

function expectNestedType(type: TypeDeclaration): void {
  const { fields, properties, methods, initializers, types } = type;
  for (const member of [...fields, ...properties, ...methods, ...initializers, ...types])
    expectInside(member, type);
  for (const { parameters, start, end } of methods) {
    for (const parameter of parameters) expectInside(parameter, { start, end });
  }
  for (const inner of types) expectNestedType(inner);
}

test('any text gives a tree whose spans are nested and inside the text', () => {
  fc.assert(
    fc.property(fc.oneof(apex, fc.string({ unit: 'binary', maxLength: 80 })), (text) => {
      const unit = parse('A.cls', text);
      for (const type of unit.types) {
        expectInside(type, unit);
        expectNestedType(type);
      }
      for (const { anchor, text: own, tree, errors } of bodiesOf(unit)) {
        expect(text.slice(anchor.offset, anchor.offset + own.length)).toBe(own);
        expectInside(tree, { start: 0, end: own.length });
        for (const error of errors) expectInside(error, { start: 0, end: own.length });
        walk(tree, expectNested);
      }
      for (const comment of unit.comments) expectInside(comment, unit);
      for (const error of unit.errors) expectInside(error, unit);
    }),
    { numRuns: 1000, examples: [['switch on x { >>']] },
  );
});

test('the same text gives the same tree', () => {
  fc.assert(
    fc.property(apex, (text) => {
      expect(plain(parse('A.cls', text))).toEqual(plain(parse('A.cls', text)));
    }),
    { numRuns: 200 },
  );
});

test('a tree made with the earlier version equals one made without it', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.constant(SAMPLE), apex),
      fc.array(edit, { minLength: 1, maxLength: 6 }),
      (from, edits) => {
        let text = from;
        let unit = parse('A.cls', text);
        for (const one of edits) {
          text = applyEdit(text, one);
          unit = parse('A.cls', text, unit);
          expect(plain(unit)).toEqual(plain(parse('A.cls', text)));
        }
      },
    ),
    { numRuns: 300 },
  );
});

test('comments stand in order and do not overlap', () => {
  fc.assert(
    fc.property(apex, (text) => {
      let before = 0;
      for (const { start, end } of parse('A.cls', text).comments) {
        expect(start).toBeGreaterThanOrEqual(before);
        before = end;
      }
    }),
    { numRuns: 500 },
  );
});
