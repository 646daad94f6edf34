import { json, type Reply } from '../../http.ts';
import { jsonBody } from '../body.ts';
import type { RestCall } from '../route.ts';
import { referredIds } from './references.ts';
import { answerSequence } from './sequence.ts';
import { halted, invalid, readSubrequests, type Subrequest, type SubrequestResult } from './subrequest.ts';

/** Documented limits of a composite graph request. */
const mostNodes = 500;
const mostGraphs = 75;
const mostFailures = 14;
const deepest = 15;

interface Graph {
  readonly graphId: string;
  /** In the order of the request. */
  readonly nodes: readonly Subrequest[];
}

/** `composite/graph`: each graph is saved as a whole or not at all, whatever becomes of the others. */
export function answerGraphs(request: RestCall): Reply {
  const graphs = readGraphs(request);
  let failures = 0;
  const results = graphs.map(({ graphId, nodes }) => {
    // After so many failed graphs the others are not tried.
    const compositeResponse = failures < mostFailures ? answerGraph(request, nodes) : notTried(nodes);
    const isSuccessful = compositeResponse.every(({ httpStatusCode }) => httpStatusCode < 400);
    if (!isSuccessful) failures++;
    return { graphId, graphResponse: { compositeResponse }, isSuccessful };
  });
  return json(200, { graphs: results });
}

function notTried(nodes: readonly Subrequest[]): readonly SubrequestResult[] {
  return nodes.map(({ referenceId }) => halted(referenceId, 'Too many graphs of the request failed.'));
}

function answerGraph(request: RestCall, nodes: readonly Subrequest[]): readonly SubrequestResult[] {
  const results = answerSequence(
    request,
    inOrder(nodes).map((node) => [node]),
    true,
  );
  const byId = new Map(results.map((result) => [result.referenceId, result]));
  return nodes.map(({ referenceId }) => byId.get(referenceId)!);
}

function readGraphs({ call, version }: RestCall): readonly Graph[] {
  const { graphs } = jsonBody(call);
  if (!Array.isArray(graphs) || graphs.length === 0) throw invalid('graphs must be an array of graphs.');
  if (graphs.length > mostGraphs) throw invalid(`A request can hold up to ${mostGraphs} graphs.`);
  const read = graphs.map((graph: unknown): Graph => {
    const { graphId, compositeRequest } = (graph ?? {}) as Record<string, unknown>;
    if (typeof graphId !== 'string' || !/^[A-Za-z0-9][^.]{0,38}$/.test(graphId)) {
      throw invalid(
        'A graphId must begin with a letter or a digit, be shorter than 40 characters and hold no period.',
      );
    }
    return { graphId, nodes: readSubrequests(compositeRequest, version) };
  });
  const ids = read.map(({ graphId }) => graphId);
  if (new Set(ids).size < ids.length) throw invalid('Each graphId must be unique in the request.');
  const count = read.reduce((sum, { nodes }) => sum + nodes.length, 0);
  if (count > mostNodes) throw invalid(`A request can hold up to ${mostNodes} nodes, not ${count}.`);
  for (const { nodes } of read) inOrder(nodes);
  return read;
}

/**
 * The nodes, each behind those it refers to.
 * @throws RestError where they refer to each other in a circle, or too deeply
 */
function inOrder(nodes: readonly Subrequest[]): readonly Subrequest[] {
  const byId = new Map(nodes.map((node) => [node.referenceId, node]));
  const depths = new Map<Subrequest, number>();
  const order: Subrequest[] = [];
  const visit = (node: Subrequest, path: readonly Subrequest[]): number => {
    const known = depths.get(node);
    if (known !== undefined) return known;
    if (path.includes(node)) throw invalid(`The nodes of a graph refer to each other: ${node.referenceId}`);
    const parents = [...new Set([...referredIds(node.url), ...referredIds(node.body)])];
    let depth = 1;
    for (const id of parents) {
      const parent = byId.get(id);
      if (parent) depth = Math.max(depth, 1 + visit(parent, [...path, node]));
    }
    if (depth > deepest) throw invalid(`A graph can be up to ${deepest} nodes deep.`);
    depths.set(node, depth);
    order.push(node);
    return depth;
  };
  for (const node of nodes) visit(node, []);
  return order;
}
