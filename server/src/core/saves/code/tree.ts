import type { Place } from '../../text.ts';

/**
 * Integration code of any language, as far as saves depend on it. Each language lowers its syntax tree to this
 * one; everything behind it (data flow, libraries, refusals) is written once.
 *
 * Every node is a {@link Place}: its span is relative to the anchor of the unit that it stands in. A unit is a
 * function with its signature, a field, or a statement of the top level that is neither. A unit whose text is
 * the same after a change is the same object as before, with its anchor moved; so are all nodes in it.
 */
export interface Syntax extends Place {
  readonly kind: string;
}

// ---------------------------------------------------------------------------------------------------- expressions

export type Expression =
  | TextExpression
  | NumberExpression
  | BooleanExpression
  | NullExpression
  | NameExpression
  | MemberExpression
  | IndexExpression
  | CallExpression
  | RecordExpression
  | ListExpression
  | FunctionExpression
  | AwaitExpression
  | AssignExpression
  | BinaryExpression
  | UnaryExpression
  | ConditionalExpression
  | SpreadExpression
  | OtherExpression;

/** A string, or a template of strings and expressions (template literal, f-string, interpolated string). */
export interface TextExpression extends Syntax {
  readonly kind: 'text';
  /** Strings with their escapes resolved. One string where nothing is interpolated; empty for ''. */
  readonly parts: readonly (string | Expression)[];
}

export interface NumberExpression extends Syntax {
  readonly kind: 'number';
  readonly value: number;
}

export interface BooleanExpression extends Syntax {
  readonly kind: 'boolean';
  readonly value: boolean;
}

/** null, undefined, None, nil. */
export interface NullExpression extends Syntax {
  readonly kind: 'null';
}

/** A name by itself; `this` and `self` are the name `this` (lowered so for every language). */
export interface NameExpression extends Syntax {
  readonly kind: 'name';
  readonly name: string;
}

/** `object.name`, `object?.name`, `object->name`; Java's and C#'s static members and qualified names too. */
export interface MemberExpression extends Syntax {
  readonly kind: 'member';
  readonly object: Expression;
  readonly name: string;
  /** The name alone. */
  readonly nameAt: Place;
}

export interface IndexExpression extends Syntax {
  readonly kind: 'index';
  readonly object: Expression;
  readonly index: Expression;
}

/** A call, or the construction of an object: `new X(…)`. Python constructs by plain calls. */
export interface CallExpression extends Syntax {
  readonly kind: 'call';
  readonly callee: Expression;
  readonly isNew: boolean;
  readonly arguments: readonly Argument[];
  /** The name of the called method or function, without the chain before it: where a finding stands. */
  readonly nameAt: Place;
  /** C#: `new X { Header = … }`; Ruby: the block as a last argument is no part of this. */
  readonly initializer: RecordExpression | null;
}

export interface Argument {
  /** Keyword of Python, C# and Ruby; null for a positional one. */
  readonly name: string | null;
  /** A {@link SpreadExpression} for `...args`, `*args` and `**kwargs`. */
  readonly value: Expression;
}

/** An object literal, dict, map literal, hash, `Map.of(…)` is none. */
export interface RecordExpression extends Syntax {
  readonly kind: 'record';
  readonly entries: readonly RecordEntry[];
  /** Python: `{k: v for k, v in pairs}`; see {@link ListExpression.loops}. */
  readonly loops?: readonly ComprehensionLoop[];
}

export interface RecordEntry extends Place {
  /** Null for a spread. */
  readonly key: Expression | null;
  /** Of a spread: what is spread. Of a shorthand `{ headers }`: the name. */
  readonly value: Expression;
}

/** Arrays, lists, tuples, sets. */
export interface ListExpression extends Syntax {
  readonly kind: 'list';
  readonly items: readonly Expression[];
  /** Python: `[f(x) for x in rows if x]` is a list of `f(x)`, whose names these loops bind, outermost first. */
  readonly loops?: readonly ComprehensionLoop[];
}

/** `for item in over if tests`, within a comprehension. */
export interface ComprehensionLoop {
  readonly item: Pattern;
  readonly over: Expression;
  readonly tests: readonly Expression[];
}

/** An arrow function, lambda, function expression, local function. */
export interface FunctionExpression extends Syntax {
  readonly kind: 'function';
  readonly definition: FunctionSyntax;
}

export interface AwaitExpression extends Syntax {
  readonly kind: 'await';
  readonly value: Expression;
}

/** `a = b`, `a += b`, `a ||= b`; `operator` is '=', '+=', … A walrus too. */
export interface AssignExpression extends Syntax {
  readonly kind: 'assign';
  readonly target: Expression;
  readonly operator: string;
  readonly value: Expression;
}

/** Operators in their C-like spelling: `&&`, `||`, `??`, `==`, `!=`, `+`, `<`, `in`, `instanceof`, `%` … (=== is ==). */
export interface BinaryExpression extends Syntax {
  readonly kind: 'binary';
  readonly operator: string;
  readonly left: Expression;
  readonly right: Expression;
}

/** `!`, `-`, `typeof`, `void`, `delete` … */
export interface UnaryExpression extends Syntax {
  readonly kind: 'unary';
  readonly operator: string;
  readonly operand: Expression;
}

export interface ConditionalExpression extends Syntax {
  readonly kind: 'conditional';
  readonly test: Expression;
  readonly then: Expression;
  readonly otherwise: Expression;
}

export interface SpreadExpression extends Syntax {
  readonly kind: 'spread';
  readonly value: Expression;
}

/** What is not read closer; what stands in it is still looked at. Casts, parentheses, `!` of TypeScript vanish. */
export interface OtherExpression extends Syntax {
  readonly kind: 'other';
  readonly children: readonly Expression[];
}

// ------------------------------------------------------------------------------------------------------ statements

export type Statement =
  | ExpressionStatement
  | DeclareStatement
  | IfStatement
  | LoopStatement
  | SwitchStatement
  | TryStatement
  | ReturnStatement
  | ThrowStatement
  | JumpStatement
  | BlockStatement
  | WithStatement
  | FunctionStatement
  | ClassStatement
  | ImportStatement
  | ExportStatement;

export interface ExpressionStatement extends Syntax {
  readonly kind: 'expression';
  readonly expression: Expression;
}

/** `const x = …`, `String x = …`, `x: T = …`. Plain assignments (also Python's first ones) are expressions. */
export interface DeclareStatement extends Syntax {
  readonly kind: 'declare';
  readonly target: Pattern;
  /** Name of the declared type without its arguments and arrays: `Connection`; null if there is none. */
  readonly type: string | null;
  readonly value: Expression | null;
  readonly isConstant: boolean;
}

/** What a value is bound to. */
export type Pattern =
  | NamePattern
  /** `{ a, b: c = 1, ...rest }` and named tuple elements. */
  | RecordPattern
  /** `[a, b]`, `a, b = …`. */
  | ListPattern
  /** Anything else that is assigned to: a member, say. */
  | ExpressionPattern;

export interface NamePattern extends Syntax {
  readonly kind: 'name-pattern';
  readonly name: string;
}

export interface RecordPattern extends Syntax {
  readonly kind: 'record-pattern';
  /** `key` null: the rest. */
  readonly entries: readonly {
    readonly key: string | null;
    readonly target: Pattern;
    readonly otherwise: Expression | null;
  }[];
}

export interface ListPattern extends Syntax {
  readonly kind: 'list-pattern';
  /** Null for a hole. */
  readonly items: readonly (Pattern | null)[];
}

export interface ExpressionPattern extends Syntax {
  readonly kind: 'expression-pattern';
  readonly expression: Expression;
}

/** `unless` is lowered to the negation; `elif` to an `if` in `otherwise`; a guard without braces to a block. */
export interface IfStatement extends Syntax {
  readonly kind: 'if';
  readonly test: Expression;
  readonly then: BlockStatement;
  readonly otherwise: BlockStatement | null;
}

export interface LoopStatement extends Syntax {
  readonly kind: 'loop';
  /** `for (let i = 0; …)`: what runs first. */
  readonly before: readonly Statement[];
  /** `for (const row of rows)`: what each item is bound to; else null. */
  readonly item: Pattern | null;
  /** What is iterated, or the condition. */
  readonly over: Expression | null;
  readonly isIteration: boolean;
  readonly body: BlockStatement;
}

export interface SwitchStatement extends Syntax {
  readonly kind: 'switch';
  readonly value: Expression;
  /** `tests` empty: default. Fall-through is not modelled, except that empty cases share the next one's tests. */
  readonly cases: readonly { readonly tests: readonly Expression[]; readonly body: BlockStatement }[];
}

export interface TryStatement extends Syntax {
  readonly kind: 'try';
  readonly body: BlockStatement;
  readonly handlers: readonly Handler[];
  /** Python: runs where nothing was raised. */
  readonly otherwise: BlockStatement | null;
  readonly finally: BlockStatement | null;
}

export interface Handler extends Place {
  /** Names of the caught types, qualified as written: `SalesforceMalformedRequest`; empty: everything. */
  readonly types: readonly string[];
  /** C#: `when (…)`. */
  readonly filter: Expression | null;
  readonly variable: string | null;
  readonly body: BlockStatement;
}

export interface ReturnStatement extends Syntax {
  readonly kind: 'return';
  readonly value: Expression | null;
}

/** `throw e`, `raise e`; `raise` alone has no value. */
export interface ThrowStatement extends Syntax {
  readonly kind: 'throw';
  readonly value: Expression | null;
}

export interface JumpStatement extends Syntax {
  readonly kind: 'jump';
  readonly jump: 'break' | 'continue';
}

export interface BlockStatement extends Syntax {
  readonly kind: 'block';
  readonly statements: readonly Statement[];
}

/** Python's `with x as y`, Java's `try (X x = …)` without a handler, C#'s `using`. */
export interface WithStatement extends Syntax {
  readonly kind: 'with';
  readonly resources: readonly { readonly target: Pattern | null; readonly value: Expression }[];
  readonly body: BlockStatement;
}

export interface FunctionStatement extends Syntax {
  readonly kind: 'function-statement';
  readonly definition: FunctionSyntax;
}

export interface ClassStatement extends Syntax {
  readonly kind: 'class';
  readonly name: string;
  /** As written, without type arguments. */
  readonly bases: readonly string[];
  readonly functions: readonly FunctionSyntax[];
  readonly fields: readonly FieldSyntax[];
  readonly classes: readonly ClassStatement[];
  /**
   * Decorators, annotations, attributes by name: `Test`, `api`. Java, C#: `abstract` too, for interfaces as well, and
   * `partial`.
   */
  readonly annotations: readonly string[];
}

export interface FieldSyntax extends Syntax {
  readonly kind: 'field';
  readonly name: string;
  readonly type: string | null;
  readonly value: Expression | null;
  readonly isStatic: boolean;
  readonly isConstant: boolean;
}

export interface FunctionSyntax extends Syntax {
  readonly kind: 'function-syntax';
  /** '' for one without a name. `constructor` for constructors of every language (`__init__` too). */
  readonly name: string;
  readonly nameAt: Place;
  readonly parameters: readonly ParameterSyntax[];
  /** An expression body is a block with a `return`. Null: not worth reading, or there is none. */
  readonly body: BlockStatement | null;
  readonly isAsync: boolean;
  readonly isStatic: boolean;
  readonly isGetter: boolean;
  readonly returnType: string | null;
  readonly annotations: readonly string[];
  /** Python: names that `global` and `nonlocal` take from outside; all others that it assigns are its own. */
  readonly outerNames?: readonly string[];
}

export interface ParameterSyntax extends Syntax {
  readonly kind: 'parameter';
  readonly target: Pattern;
  readonly type: string | null;
  /** Java, C#: `List<Lead>` has ['Lead']; not set where there are none. */
  readonly typeArguments?: readonly string[];
  readonly otherwise: Expression | null;
  /** `*args`, `...rest`: the remaining ones in a list; `**kwargs`: in a record. */
  readonly rest: 'list' | 'record' | null;
  /** TypeScript: `constructor(private conn: Connection)` makes a field. */
  readonly isField: boolean;
  /** Ruby's `&block`, which gets the function that a call passes last, however many other arguments there are. */
  readonly isBlock?: true;
}

/** Python's `import a.b as c`, `from a import b`; JavaScript's imports and `require`; `using`, Java's `import`. */
export interface ImportStatement extends Syntax {
  readonly kind: 'import';
  /** As written: `./client`, `simple_salesforce`, `.client`, `com.sforce.soap.partner.PartnerConnection`. */
  readonly from: string;
  readonly names: readonly ImportedName[];
}

export interface ImportedName {
  /** `default` for JavaScript's default; `*` for the module itself or all of its names. */
  readonly imported: string;
  /** Null for `from a import *` and C#'s `using X;`: all names are there without a prefix. */
  readonly local: string | null;
}

/** JavaScript: `export const …`, `export { a as b }`, `export default`, `module.exports = …`. Others export all. */
export interface ExportStatement extends Syntax {
  readonly kind: 'export';
  /** What is declared in it; null for a list of names or a re-export. */
  readonly declaration: Statement | null;
  /**
   * The names of what is declared, too. `default` for the default and for `module.exports = …`; `*` for all names
   * of `from`. A `local` of '' is the value of the declaration itself: of its expression, of a class or function
   * without a name, of what is assigned to `exports.a`.
   */
  readonly names: readonly { readonly local: string; readonly exported: string }[];
  readonly from: string | null;
}

// ------------------------------------------------------------------------------------------------------------ files

export interface CodeTree {
  /** Those of the top level, in the order of the text; what stands in a namespace or module stands there too. */
  readonly statements: readonly Statement[];
}
