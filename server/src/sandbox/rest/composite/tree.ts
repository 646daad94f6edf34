import { RestError } from '../../errors.ts';
import { json, type Reply } from '../../http.ts';
import type { RowDraft } from '../../saves/model.ts';
import { saveRows } from '../../saves/saveRows.ts';
import type { SandboxField, SandboxObject } from '../../schema/model.ts';
import { jsonBody } from '../body.ts';
import { objectNamed } from '../records.ts';
import type { RestCall } from '../route.ts';
import { headerOf } from '../saveRecord.ts';

/** Documented limits of sObject trees. */
const mostRecords = 200;
const mostTypes = 5;
const mostLevels = 5;

interface Node {
  readonly referenceId: string;
  readonly object: SandboxObject;
  readonly fields: readonly (readonly [string, unknown])[];
  /** By which field it refers to its parent; null for a root. */
  readonly parent: { readonly node: Node; readonly field: SandboxField } | null;
  /** 0 for a root. */
  readonly level: number;
}

interface NodeError {
  readonly statusCode: string;
  readonly message: string;
  readonly fields: readonly string[];
}

/** Thrown to undo what a tree saved before one of its records was refused. */
class Refused extends Error {
  readonly errors: readonly [Node, RestError][];

  constructor(errors: readonly [Node, RestError][]) {
    super();
    this.errors = errors;
  }
}

/** `composite/tree/X`: records with their children; one that is refused undoes all. */
export function answerTree(request: RestCall): Reply {
  const root = objectNamed(request, request.parts[0]!);
  const { records } = jsonBody(request.call);
  const nodes: Node[] = [];
  readNodes(request, records, { object: root, parent: null, level: 0 }, nodes);
  checkLimits(nodes);
  const ids = nodes.map(({ referenceId }) => referenceId);
  const twice = nodes.filter(({ referenceId }, index) => ids.indexOf(referenceId) !== index);
  if (twice.length > 0) return refusal(twice.map((node) => [node, invalid(duplicateReference)]));
  try {
    const created = request.org.store.transaction(() => saveLevels(request, nodes));
    return json(201, { hasErrors: false, results: created });
  } catch (error) {
    if (error instanceof Refused) return refusal(error.errors);
    throw error;
  }
}

const duplicateReference = 'Duplicate ReferenceId provided in the request.';

function refusal(errors: readonly (readonly [Node, RestError])[]): Reply {
  const results = errors.map(([{ referenceId }, error]) => ({ referenceId, errors: [errorJson(error)] }));
  return json(400, { hasErrors: true, results });
}

function errorJson({ code, message, fields }: RestError): NodeError {
  return { statusCode: code, message, fields: fields ?? [] };
}

/** Level by level, each in the calls that its objects need. */
function saveLevels(
  request: RestCall,
  nodes: readonly Node[],
): readonly { readonly referenceId: string; readonly id: string }[] {
  const { org, session, version } = request;
  const ids = new Map<Node, string>();
  for (let level = 0; level < mostLevels; level++) {
    const ofLevel = nodes.filter((node) => node.level === level);
    for (const object of new Set(ofLevel.map((node) => node.object))) {
      const ofObject = ofLevel.filter((node) => node.object === object);
      const rows = ofObject.map(({ fields, parent }): RowDraft => {
        const up = parent === null ? [] : [[parent.field.name, ids.get(parent.node)!] as const];
        return { object, target: { kind: 'new' }, fields: [...fields, ...up] };
      });
      const options = { channel: 'rest-tree', version, header: headerOf(request), allOrNone: false } as const;
      const errors: [Node, RestError][] = [];
      for (const [index, outcome] of saveRows(org, session, rows, options).entries()) {
        if (outcome.success) ids.set(ofObject[index]!, outcome.record.id);
        else errors.push([ofObject[index]!, outcome.error]);
      }
      if (errors.length > 0) throw new Refused(errors);
    }
  }
  return [...ids].map(([{ referenceId }, id]) => ({ referenceId, id }));
}

function readNodes(
  request: RestCall,
  records: unknown,
  place: Pick<Node, 'object' | 'parent' | 'level'>,
  into: Node[],
): void {
  const isEmpty = Array.isArray(records) && records.length === 0;
  if (!Array.isArray(records) || (isEmpty && place.parent === null)) {
    throw invalid('records must be an array of records.');
  }
  for (const record of records) readNode(request, record, place, into);
}

function readNode(
  request: RestCall,
  record: unknown,
  place: Pick<Node, 'object' | 'parent' | 'level'>,
  into: Node[],
): void {
  const { object, level } = place;
  if (typeof record !== 'object' || record === null) throw invalid('A record must be an object.');
  const { attributes, ...members } = record as Record<string, unknown>;
  const { type, referenceId } = (attributes ?? {}) as Record<string, unknown>;
  if (typeof type !== 'string' || type.toLowerCase() !== object.name.toLowerCase()) {
    throw invalid(`Record type must be ${object.name}, as the request or the relationship says.`);
  }
  if (typeof referenceId !== 'string' || referenceId === '') {
    throw invalid('Include a reference ID for each record in the request.');
  }
  const fields: [string, unknown][] = [];
  const children: [SandboxField, SandboxObject, unknown][] = [];
  for (const [name, value] of Object.entries(members)) {
    const list = isList(value) ? request.org.schema.childRelationship(object.name, name) : null;
    if (list) children.push([list.field, list.child, (value as { records: unknown }).records]);
    else fields.push([name, value]);
  }
  const node: Node = { ...place, referenceId, fields };
  into.push(node);
  if (children.length > 0 && level + 1 >= mostLevels) {
    throw invalid(`A tree can be up to ${mostLevels} levels deep.`);
  }
  for (const [field, child, records] of children) {
    readNodes(request, records, { object: child, parent: { node, field }, level: level + 1 }, into);
  }
}

function isList(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'records' in value;
}

function checkLimits(nodes: readonly Node[]): void {
  if (nodes.length > mostRecords) {
    throw invalid(`A request can hold up to ${mostRecords} records, not ${nodes.length}.`);
  }
  if (new Set(nodes.map(({ object }) => object)).size > mostTypes) {
    throw invalid(`A request can hold records of up to ${mostTypes} types.`);
  }
}

function invalid(message: string): RestError {
  return new RestError(400, 'INVALID_INPUT', message);
}
