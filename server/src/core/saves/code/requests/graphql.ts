import type { Place } from '../../../text.ts';
import type { Operation } from '../../site.ts';
import type { Value } from '../values.ts';
import { field } from './fields.ts';
import { flatTexts, hole, pieceValue } from './variants.ts';

export interface GraphqlSave {
  readonly operation: Operation;
  readonly object: Value;
}

/** Mutations of UI API's GraphQL: `mutation { uiapi { LeadCreate(input: …) { … } } }`. */
export function graphqlSavesOf(body: Value | null, at: Place): readonly GraphqlSave[] {
  const query = field(body, 'query');
  if (query === undefined) return [];
  return flatTexts(query, at).flatMap((flat): readonly GraphqlSave[] => {
    if (!/\bmutation\b/.test(flat.text)) return [];
    const calls = flat.text.matchAll(
      new RegExp(`([A-Za-z_${hole}][\\w${hole}]*?)(Create|Update)\\s*\\(`, 'g'),
    );
    return [...calls].map(([, object, verb]) => ({
      operation: verb === 'Create' ? 'insert' : 'update',
      object: pieceValue(object!, flat),
    }));
  });
}
