import type { Finding } from '../../findings.ts';
import type { BoundBody } from '../../saves/apex/bind/bind.ts';
import type { CallExpression, Expression, Node, TypeDeclaration } from '../../saves/apex/syntax.ts';
import type { TextEdit } from '../../text.ts';
import type { FixDraft } from '../fix.ts';
import { indentAt, render } from '../layout.ts';
import type { ApexFixContext } from './context.ts';
import { boundIn, Scene } from './scene.ts';

/** What a method looks through: the results of findDuplicates, or those of its rules. */
type Searched = 'FindDuplicatesResult' | 'DuplicateResult';

/** Asks the match results for records, in a method of its own, in place of the size or success. */
export function testMatchRecords({ location }: Finding, context: ApexFixContext): FixDraft | null {
  const bound = boundIn(location.uri, location.start, context.codebase);
  const type = bound?.owner.type;
  if (!bound || !type) return null;
  const scene = new Scene(bound, context);
  const at = location.start - bound.body.anchor.offset;
  const call = bound.nodes('call').find(({ name }) => name.start === at);
  const question = call && questionAt(call, scene);
  if (!question) return null;
  const method = methodFor(question.searched, type, scene);
  const newText = `${method.name}(${question.argument}) == ${question.asksForSome}`;
  const edits: TextEdit[] = [
    { span: scene.absolute(question.node), newText: parenthesized(newText, question.node, bound) },
    ...method.edits,
  ];
  return {
    id: 'test-match-records',
    title:
      'Test getMatchRecords() of each match result (neither "some" nor "none" holds where a check failed)',
    edits: [scene.edits(edits)],
  };
}

interface Question {
  /** What is replaced: `results.size() > 0`, `results.isEmpty()`. */
  readonly node: Expression;
  readonly searched: Searched;
  readonly argument: string;
  /** Whether it is true for "there are some", or for "there are none". */
  readonly asksForSome: boolean;
}

function questionAt(call: CallExpression, scene: Scene): Question | null {
  const { target } = call;
  if (!target) return null;
  switch (call.name.name.toLowerCase()) {
    case 'size': {
      const compared = comparisonAround(call, scene.bound);
      return compared && { ...compared, ...searchedIn(target, scene) };
    }
    case 'isempty': {
      const negation = negationAround(call, scene.bound);
      const node = negation ?? call;
      return { node, asksForSome: negation !== null, ...searchedIn(target, scene) };
    }
    case 'issuccess': {
      // Whoever asks for failures does ask for them.
      if (negationAround(call, scene.bound) || isCompared(call, scene.bound)) return null;
      const searched = searchedOf(target, scene);
      const argument = `new List<Datacloud.${searched}>{ ${scene.code(target)} }`;
      return { node: call, asksForSome: true, searched, argument };
    }
    default:
      return null;
  }
}

function searchedIn(list: Expression, scene: Scene): Pick<Question, 'searched' | 'argument'> {
  return { searched: searchedOf(list, scene), argument: scene.code(list) };
}

function searchedOf(value: Expression, { bound, context }: Scene): Searched {
  if (value.kind === 'call' && /^getDuplicateResults$/i.test(value.name.name)) return 'DuplicateResult';
  const type = context.types.typeOf(value, bound);
  const one = type.kind === 'list' ? type.element : type;
  return one.kind === 'platform' && /(^|\.)DuplicateResult$/i.test(one.name)
    ? 'DuplicateResult'
    : 'FindDuplicatesResult';
}

function comparisonAround(
  call: CallExpression,
  bound: BoundBody,
): Pick<Question, 'node' | 'asksForSome'> | null {
  const parent = bound.parentOf(call);
  if (parent?.kind !== 'binary') return null;
  const isLeft = parent.left === call;
  const other = isLeft ? parent.right : parent.left;
  if (other.kind !== 'literal') return null;
  const operator = isLeft ? parent.operator : mirrored(parent.operator);
  const asked = `${operator}${other.value}`;
  if (/^(>0|!=0|!==0|<>0|>=1)$/.test(asked)) return { node: parent, asksForSome: true };
  return /^(==0|===0|<1|<=0)$/.test(asked) ? { node: parent, asksForSome: false } : null;
}

function mirrored(operator: string): string {
  return operator.replace(/[<>](?!>)/, (sign) => (operator === '<>' ? sign : sign === '<' ? '>' : '<'));
}

function negationAround(call: CallExpression, bound: BoundBody): Expression | null {
  const parent = bound.parentOf(call);
  return parent?.kind === 'unary' && parent.operator === '!' ? parent : null;
}

function isCompared(call: CallExpression, bound: BoundBody): boolean {
  const parent = bound.parentOf(call);
  return parent?.kind === 'binary' && /^[=!<]/.test(parent.operator);
}

/** `==` binds less than `!` and other comparisons. */
function parenthesized(text: string, node: Node, bound: BoundBody): string {
  const parent = bound.parentOf(node);
  const binds =
    parent?.kind === 'unary' || (parent?.kind === 'binary' && !/^(&&|\|\|)$/.test(parent.operator));
  return binds ? `(${text})` : text;
}

// -------------------------------------------------------------------------------------------------- the method

interface Method {
  readonly name: string;
  /** Writes the method behind the one that asks; none where the class has it. */
  readonly edits: readonly TextEdit[];
}

function methodFor(searched: Searched, type: TypeDeclaration, scene: Scene): Method {
  const base = searched === 'FindDuplicatesResult' ? 'hasDuplicates' : 'hasMatchedRecords';
  const { source, layout, bound } = scene;
  const member = bound.owner.member;
  const indent = indentAt(source, member.start);
  // A class within another one cannot have static methods.
  const isStatic = scene.context.codebase.outer(type) === null;
  for (let number = 1; ; number++) {
    const name = number === 1 ? base : `${base}${number}`;
    const lines = methodLines(name, searched, isStatic);
    const known = type.methods.filter((method) => method.name.name.toLowerCase() === name.toLowerCase());
    const text = render(lines, indent, layout);
    if (known.some(({ body }) => body && text.replace(/\s+/g, '').endsWith(body.text.replace(/\s+/g, '')))) {
      return { name, edits: [] };
    }
    const isTaken = scene.context.codebase
      .superclasses(type)
      .some(({ methods }) => methods.some((method) => method.name.name.toLowerCase() === name.toLowerCase()));
    if (isTaken) continue;
    const gap = layout.newline + layout.newline + indent;
    return { name, edits: [{ span: { start: member.end, end: member.end }, newText: gap + text }] };
  }
}

function methodLines(name: string, searched: Searched, isStatic: boolean): string[] {
  const head = `private ${isStatic ? 'static ' : ''}Boolean ${name}(List<Datacloud.${searched}> results) {`;
  const comment =
    '/** Whether the check found matching records; null where it found none and some of it failed, so that it is not known. */';
  const search =
    searched === 'DuplicateResult'
      ? perRule('result', 1)
      : [
          '\t\tif (!result.isSuccess()) {',
          '\t\t\tfailed = true;',
          '\t\t\tcontinue;',
          '\t\t}',
          '\t\tfor (Datacloud.DuplicateResult perRule : result.getDuplicateResults()) {',
          ...perRule('perRule', 2),
          '\t\t}',
        ];
  return [
    comment,
    head,
    '\tBoolean failed = false;',
    `\tfor (Datacloud.${searched} result : results) {`,
    ...search,
    '\t}',
    '\treturn failed ? null : false;',
    '}',
  ];
}

function perRule(variable: string, depth: number): string[] {
  return [
    `\tfor (Datacloud.MatchResult match : ${variable}.getMatchResults()) {`,
    '\t\tif (!match.isSuccess()) {',
    '\t\t\tfailed = true;',
    '\t\t} else if (!match.getMatchRecords().isEmpty()) {',
    '\t\t\treturn true;',
    '\t\t}',
    '\t}',
  ].map((line) => '\t'.repeat(depth) + line);
}
