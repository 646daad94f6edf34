import type { Value } from '../../values.ts';
import type { LibraryModel } from '../model.ts';
import { text } from './reading.ts';

const enumeration = 'enumeration';

/** Constants whose name says all: `HttpMethod.Post`, `OperationEnum.insert`, `Method.Patch`. */
export const enumerations: LibraryModel = {
  name: 'enumerations',
  marker: null,
  module: (specifier) =>
    /(?:^|\.)(?:HttpMethod|Method|OperationEnum|OperationType|BulkConstants)$/.test(specifier)
      ? { kind: 'library', type: enumeration, state: new Map(), place: null }
      : null,
  member(receiver, name, at): Value | undefined {
    if (receiver.type !== enumeration) return undefined;
    return name === 'OperationType' ? receiver : text(at, name);
  },
  call({ receiver, method }) {
    // `HttpMethod.PATCH.name()`, `HttpMethod.valueOf("PATCH")` are left to what texts can do.
    return receiver?.kind === 'text' && method === 'name' ? receiver : undefined;
  },
};
