import type { FunctionSyntax } from '../../tree.ts';
import type { Extent, Lowering } from './lowering.ts';

/** A function without a name and parameters. */
export function nameless(node: Extent, at: Lowering): FunctionSyntax {
  return {
    kind: 'function-syntax',
    name: '',
    nameAt: at.place({ startIndex: node.startIndex, endIndex: node.startIndex }),
    parameters: [],
    body: null,
    isAsync: false,
    isStatic: false,
    isGetter: false,
    returnType: null,
    annotations: [],
    ...at.place(node),
  };
}
