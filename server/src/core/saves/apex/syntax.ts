import type { Anchor, Span } from '../../text.ts';

/**
 * The syntax tree of Apex.
 *
 * A file is read in two steps. The skeleton (types, members, signatures) is read at once; the code inside a
 * member (a method's block, a field's initialiser) is a {@link Body}, parsed when somebody asks for its tree.
 * Spans in the skeleton are absolute; spans inside a body are relative to the body's anchor, so that a body
 * which has not changed keeps its tree, and all that was found in it, when the text above it changes.
 */
export interface CompilationUnit extends Span {
  readonly uri: string;
  readonly text: string;
  readonly types: readonly TypeDeclaration[];
  readonly trigger: TriggerDeclaration | null;
  /** Anonymous Apex: the statements of a script, as one body; methods declared in it are in `methods`. */
  readonly script: ScriptDeclaration | null;
  readonly comments: readonly Comment[];
  readonly errors: readonly SyntaxError[];
}

export interface Comment extends Span {
  readonly kind: 'line' | 'block';
}

export interface SyntaxError extends Span {
  readonly message: string;
}

// ---------------------------------------------------------------------------------------------- declarations

export interface Identifier extends Span {
  /** As spelled; Apex compares names without case. */
  readonly name: string;
}

export interface Annotation extends Span {
  readonly name: string;
  /** The text between the parentheses, '' if there is none. */
  readonly arguments: string;
}

export interface Modifiers {
  readonly annotations: readonly Annotation[];
  /** Lower case: public, static, final, virtual, with sharing, … */
  readonly keywords: ReadonlySet<string>;
}

/** `Map<Id, List<Account>>`, `Database.SaveResult[]` (dimensions 1), `Schema.Account`. */
export interface TypeReference extends Span {
  /** Dotted name as spelled: `Database.SaveResult`. */
  readonly name: string;
  readonly arguments: readonly TypeReference[];
  readonly dimensions: number;
}

export interface TypeDeclaration extends Span {
  readonly kind: 'class' | 'interface' | 'enum';
  readonly name: Identifier;
  readonly modifiers: Modifiers;
  readonly superclass: TypeReference | null;
  readonly interfaces: readonly TypeReference[];
  readonly fields: readonly FieldDeclaration[];
  readonly properties: readonly PropertyDeclaration[];
  /** Methods and constructors. */
  readonly methods: readonly MethodDeclaration[];
  /** `{ … }` and `static { … }`. */
  readonly initializers: readonly InitializerDeclaration[];
  readonly types: readonly TypeDeclaration[];
}

export interface FieldDeclaration extends Span {
  readonly kind: 'field';
  readonly name: Identifier;
  readonly type: TypeReference;
  readonly modifiers: Modifiers;
  /** An expression body; null if there is no initialiser. */
  readonly initializer: Body<Expression> | null;
}

export interface PropertyDeclaration extends Span {
  readonly kind: 'property';
  readonly name: Identifier;
  readonly type: TypeReference;
  readonly modifiers: Modifiers;
  /** Null for `get;` and for a missing accessor. */
  readonly getter: Body<Block> | null;
  readonly setter: Body<Block> | null;
}

export interface MethodDeclaration extends Span {
  readonly kind: 'method' | 'constructor';
  readonly name: Identifier;
  /** Null for constructors; `void` is a reference named void. */
  readonly returnType: TypeReference | null;
  readonly parameters: readonly Parameter[];
  readonly modifiers: Modifiers;
  /** Null for abstract and interface methods. */
  readonly body: Body<Block> | null;
}

export interface Parameter extends Span {
  readonly name: Identifier;
  readonly type: TypeReference;
}

export interface InitializerDeclaration extends Span {
  readonly kind: 'initializer';
  readonly isStatic: boolean;
  readonly body: Body<Block>;
}

export interface TriggerDeclaration extends Span {
  readonly name: Identifier;
  readonly object: Identifier;
  /** Lower case: `before insert`, … */
  readonly events: readonly string[];
  readonly body: Body<Block>;
}

export interface ScriptDeclaration extends Span {
  readonly body: Body<Block>;
  readonly methods: readonly MethodDeclaration[];
}

/** The code of a member: parsed on first use, kept as long as its text does not change or it is released. */
export interface Body<T extends Block | Expression> {
  readonly anchor: Anchor;
  /** The text, from the opening brace to the closing one, or of the expression. */
  readonly text: string;
  readonly tree: T;
  /** Syntax errors inside, relative to the anchor; parses the body. */
  readonly errors: readonly SyntaxError[];
  /** Lets go of the tree, which is made anew when somebody asks. */
  release(): void;
}

// ------------------------------------------------------------------------------------------------ statements

export type Statement =
  | Block
  | LocalDeclaration
  | ExpressionStatement
  | DmlStatement
  | IfStatement
  | ForStatement
  | ForEachStatement
  | WhileStatement
  | DoWhileStatement
  | SwitchStatement
  | TryStatement
  | ReturnStatement
  | ThrowStatement
  | JumpStatement
  | RunAsStatement
  | BrokenStatement;

export interface Block extends Span {
  readonly kind: 'block';
  readonly statements: readonly Statement[];
}

/** `Lead a = x, b;` has two declarators. */
export interface LocalDeclaration extends Span {
  readonly kind: 'local';
  readonly modifiers: Modifiers;
  readonly type: TypeReference;
  readonly declarators: readonly Declarator[];
}

export interface Declarator extends Span {
  readonly kind: 'declarator';
  readonly name: Identifier;
  readonly initializer: Expression | null;
}

export interface ExpressionStatement extends Span {
  readonly kind: 'expression-statement';
  readonly expression: Expression;
}

export type DmlKeyword = 'insert' | 'update' | 'upsert' | 'delete' | 'undelete' | 'merge';

/** `insert as user x;`, `upsert x Account.Ext__c;`, `merge a b;` */
export interface DmlStatement extends Span {
  readonly kind: 'dml';
  readonly operation: DmlKeyword;
  /** The span of the keyword alone. */
  readonly keyword: Span;
  readonly accessLevel: 'user' | 'system' | null;
  readonly operand: Expression;
  /** The external-id field of an upsert, or the second operand of a merge. */
  readonly second: Expression | null;
}

export interface IfStatement extends Span {
  readonly kind: 'if';
  readonly condition: Expression;
  readonly then: Statement;
  readonly otherwise: Statement | null;
}

export interface ForStatement extends Span {
  readonly kind: 'for';
  readonly initializers: readonly (LocalDeclaration | ExpressionStatement)[];
  readonly condition: Expression | null;
  readonly updates: readonly Expression[];
  readonly body: Statement;
}

/** `for (Account a : accounts)`; also over SOQL, where the variable may be a list. */
export interface ForEachStatement extends Span {
  readonly kind: 'for-each';
  readonly type: TypeReference;
  readonly name: Identifier;
  readonly iterable: Expression;
  readonly body: Statement;
}

export interface WhileStatement extends Span {
  readonly kind: 'while';
  readonly condition: Expression;
  readonly body: Statement;
}

export interface DoWhileStatement extends Span {
  readonly kind: 'do-while';
  readonly body: Statement;
  readonly condition: Expression;
}

export interface SwitchStatement extends Span {
  readonly kind: 'switch';
  readonly subject: Expression;
  readonly cases: readonly SwitchCase[];
}

export interface SwitchCase extends Span {
  readonly kind: 'when';
  /** Empty for `when else`. */
  readonly values: readonly Expression[];
  /** `when Account a`: a type pattern. */
  readonly pattern: { readonly type: TypeReference; readonly name: Identifier } | null;
  readonly body: Block;
}

export interface TryStatement extends Span {
  readonly kind: 'try';
  readonly block: Block;
  readonly catches: readonly CatchClause[];
  readonly finallyBlock: Block | null;
}

export interface CatchClause extends Span {
  readonly kind: 'catch';
  readonly type: TypeReference;
  readonly name: Identifier;
  readonly block: Block;
}

export interface ReturnStatement extends Span {
  readonly kind: 'return';
  readonly value: Expression | null;
}

export interface ThrowStatement extends Span {
  readonly kind: 'throw';
  readonly value: Expression;
}

export interface JumpStatement extends Span {
  readonly kind: 'break' | 'continue';
}

/** `System.runAs(user) { … }` */
export interface RunAsStatement extends Span {
  readonly kind: 'run-as';
  readonly arguments: readonly Expression[];
  readonly block: Block;
}

/** Text that could not be read as a statement; what could be read of it is in `parts`. */
export interface BrokenStatement extends Span {
  readonly kind: 'broken-statement';
  readonly parts: readonly Expression[];
}

// ----------------------------------------------------------------------------------------------- expressions

export type Expression =
  | NameExpression
  | LiteralExpression
  | MemberExpression
  | CallExpression
  | IndexExpression
  | NewExpression
  | CastExpression
  | InstanceOfExpression
  | UnaryExpression
  | BinaryExpression
  | AssignmentExpression
  | TernaryExpression
  | ParenthesizedExpression
  | QueryExpression
  | TypeLiteralExpression
  | BrokenExpression;

/** A bare name; `this` and `super` too. */
export interface NameExpression extends Span {
  readonly kind: 'name';
  readonly name: string;
}

export interface LiteralExpression extends Span {
  readonly kind: 'literal';
  /** Strings without quotes and escapes; numbers as number; null for `null`. */
  readonly value: string | number | boolean | null;
  readonly type: 'string' | 'integer' | 'long' | 'decimal' | 'boolean' | 'null';
}

/** `target.name`, `target?.name`. Package and type names are members too: `Database.DMLOptions`. */
export interface MemberExpression extends Span {
  readonly kind: 'member';
  readonly target: Expression;
  readonly name: Identifier;
  readonly safe: boolean;
}

/** `name(…)` or `target.name(…)`, `target?.name(…)`; `this(…)` and `super(…)` too. */
export interface CallExpression extends Span {
  readonly kind: 'call';
  readonly target: Expression | null;
  readonly name: Identifier;
  readonly arguments: readonly Expression[];
  readonly safe: boolean;
}

export interface IndexExpression extends Span {
  readonly kind: 'index';
  readonly target: Expression;
  readonly index: Expression;
}

/** `new Lead(LastName = 'x')`, `new List<Lead>{ a, b }`, `new Map<Id, X>{ k => v }`, `new Lead[3]`. */
export interface NewExpression extends Span {
  readonly kind: 'new';
  readonly type: TypeReference;
  /** Positional arguments. */
  readonly arguments: readonly Expression[];
  /** Name–value pairs of an sObject constructor. */
  readonly fields: readonly FieldInitializer[];
  /** Elements of a list or set literal. */
  readonly elements: readonly Expression[];
  readonly entries: readonly MapEntry[];
}

export interface FieldInitializer extends Span {
  readonly kind: 'field-initializer';
  readonly name: Identifier;
  readonly value: Expression;
}

export interface MapEntry extends Span {
  readonly kind: 'map-entry';
  readonly key: Expression;
  readonly value: Expression;
}

export interface CastExpression extends Span {
  readonly kind: 'cast';
  readonly type: TypeReference;
  readonly operand: Expression;
}

export interface InstanceOfExpression extends Span {
  readonly kind: 'instanceof';
  readonly operand: Expression;
  readonly type: TypeReference;
}

export interface UnaryExpression extends Span {
  readonly kind: 'unary';
  readonly operator: string;
  readonly postfix: boolean;
  readonly operand: Expression;
}

/** Includes `??`, `&&`, `===`, `<>`. */
export interface BinaryExpression extends Span {
  readonly kind: 'binary';
  readonly operator: string;
  readonly left: Expression;
  readonly right: Expression;
}

export interface AssignmentExpression extends Span {
  readonly kind: 'assignment';
  /** `=`, `+=`, … */
  readonly operator: string;
  readonly target: Expression;
  readonly value: Expression;
}

export interface TernaryExpression extends Span {
  readonly kind: 'ternary';
  readonly condition: Expression;
  readonly then: Expression;
  readonly otherwise: Expression;
}

export interface ParenthesizedExpression extends Span {
  readonly kind: 'parenthesized';
  readonly inner: Expression;
}

/** `[SELECT … FROM Account …]` or `[FIND …]`. */
export interface QueryExpression extends Span {
  readonly kind: 'query';
  readonly language: 'soql' | 'sosl';
  /** The object of the outer FROM; null for SOSL or where it is missing. */
  readonly from: Identifier | null;
  /** The selected fields of the outer query, as spelled; empty for SOSL. */
  readonly fields: readonly string[];
  /** `SELECT COUNT() FROM …` gives an Integer. */
  readonly isCount: boolean;
  /** GROUP BY or an aggregate function: gives AggregateResult. */
  readonly isAggregate: boolean;
  /** Bound expressions, `:x`. */
  readonly binds: readonly Expression[];
}

/** `List<Lead>.class`, `Account.class`: `X.class` where X is a type. */
export interface TypeLiteralExpression extends Span {
  readonly kind: 'type-literal';
  readonly type: TypeReference;
}

/** A missing or unreadable expression; empty span where nothing stands. */
export interface BrokenExpression extends Span {
  readonly kind: 'broken';
  readonly parts: readonly Expression[];
}

export type Node =
  | Statement
  | Expression
  | Declarator
  | SwitchCase
  | CatchClause
  | FieldInitializer
  | MapEntry;
