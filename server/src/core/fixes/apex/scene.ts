import type { JudgedSite } from '../../rules/rule.ts';
import type { BoundBody } from '../../saves/apex/bind/bind.ts';
import type { ApexCodebase } from '../../saves/apex/codebase/codebase.ts';
import { type DatabaseCall, databaseCall } from '../../saves/apex/sites/databaseCall.ts';
import type {
  CallExpression,
  DmlStatement,
  NewExpression,
  Node,
  Statement,
} from '../../saves/apex/syntax.ts';
import type { Anchor, Place, Span, TextEdit } from '../../text.ts';
import type { FileEdits } from '../fix.ts';
import { type Layout, layoutOf } from '../layout.ts';
import type { ApexFixContext } from './context.ts';
import { Names, platformName } from './names.ts';

/** A body in which a fix writes. Spans inside it are relative to its start; edits are not. */
export class Scene {
  readonly bound: BoundBody;
  readonly context: ApexFixContext;
  readonly names: Names;
  readonly layout: Layout;

  constructor(bound: BoundBody, context: ApexFixContext) {
    this.bound = bound;
    this.context = context;
    this.names = new Names(bound);
    this.layout = layoutOf(this.source);
  }

  get uri(): string {
    return this.bound.body.anchor.uri;
  }

  /** The text of the whole file. */
  get source(): string {
    return this.bound.owner.unit.text;
  }

  /** Where a span of the body stands in the file. */
  absolute({ start, end }: Span): Span {
    const { offset } = this.bound.body.anchor;
    return { start: start + offset, end: end + offset };
  }

  /** The code of a span of the body, as it is written. */
  code({ start, end }: Span): string {
    return this.bound.body.text.slice(start, end);
  }

  platform(name: string): string {
    return platformName(name, this.bound);
  }

  edits(edits: readonly TextEdit[]): FileEdits {
    return { uri: this.uri, edits };
  }
}

/** A save with the code in which it stands. */
export interface SaveScene {
  readonly scene: Scene;
  readonly judged: JudgedSite;
  /** The DML statement, or the call: of a Database method, or of a wrapper. */
  readonly node: DmlStatement | CallExpression | NewExpression;
  /** Null for DML statements and for calls of wrappers. */
  readonly call: DatabaseCall | null;
  /** The innermost statement around the save. */
  readonly statement: Statement;
}

export function boundAt(anchor: Anchor, codebase: ApexCodebase): BoundBody | null {
  const owned = codebase.bodies(anchor.uri).find(({ body }) => body.anchor === anchor);
  return owned ? codebase.bind(owned) : null;
}

/** The body in which an offset of a file stands. */
export function boundIn(uri: string, offset: number, codebase: ApexCodebase): BoundBody | null {
  const owned = codebase
    .bodies(uri)
    .find(({ body }) => body.anchor.offset <= offset && offset < body.anchor.offset + body.text.length);
  return owned ? codebase.bind(owned) : null;
}

/** The save or wrapper call whose keyword or name stands at the place. */
export function saveNodeAt(place: Place, bound: BoundBody): SaveScene['node'] | null {
  return (
    bound.nodes('dml').find(({ keyword }) => keyword.start === place.start) ??
    bound.nodes('call').find(({ name }) => name.start === place.start) ??
    bound.nodes('new').find(({ type }) => type.start === place.start) ??
    null
  );
}

export function saveScene(judged: JudgedSite, context: ApexFixContext): SaveScene | null {
  const { place, via } = judged.site;
  const bound = boundAt(place.anchor, context.codebase);
  const node = bound && saveNodeAt(place, bound);
  const statement = node && bound.root.kind === 'block' ? statementAround(node, bound) : null;
  if (!bound || !node || !statement || isInHeader(statement, bound)) return null;
  const call = node.kind === 'call' && via.length === 0 ? databaseCall(node, bound, context.types) : null;
  return { scene: new Scene(bound, context), judged, node, call, statement };
}

/** The innermost statement that the node is, or stands in. */
export function statementAround(node: Node, bound: BoundBody): Statement | null {
  for (let at: Node | null = node; at; at = bound.parentOf(at)) {
    if (statements.has(at.kind)) return at as Statement;
  }
  return null;
}

/** `for (Integer i = save(x); …)`: no place for further statements. */
function isInHeader(statement: Statement, bound: BoundBody): boolean {
  const parent = bound.parentOf(statement);
  return parent?.kind === 'for' && parent.body !== statement;
}

/** The save itself, for the call of a wrapper; null where it cannot be found. */
export function savedInWrapper({ judged, scene: { context } }: SaveScene): SaveScene | null {
  const place = judged.site.via.at(-1);
  return place ? saveScene({ ...judged, site: { ...judged.site, place, via: [] } }, context) : null;
}

/** Where a variable is seen that is declared in place of the statement. */
export function scopeAfter({ scene: { bound }, statement }: SaveScene): Span {
  const block = bound.parentOf(statement);
  return { start: statement.start, end: block?.kind === 'block' ? block.end : statement.end };
}

const statements: ReadonlySet<Node['kind']> = new Set([
  'block',
  'local',
  'expression-statement',
  'dml',
  'if',
  'for',
  'for-each',
  'while',
  'do-while',
  'switch',
  'try',
  'return',
  'throw',
  'break',
  'continue',
  'run-as',
  'broken-statement',
]);
