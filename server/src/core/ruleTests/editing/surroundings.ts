import { isMap, isScalar, isSeq, type Node, type Scalar, type YAMLMap } from 'yaml';
import { type Cursor, keyOf, textOf, valueBehind } from './cursor.ts';
import { shapesAt } from './shapes.ts';

type AnyMap = YAMLMap<Node, Node | null>;

/** A record that a test can name. */
export interface NamedHere {
  readonly name: string;
  /** API name; null where it is not said. */
  readonly object: string | null;
  /** Where it is named. */
  readonly node: Scalar;
  readonly fields: AnyMap | null;
}

/** The object that the place is about, as it is written; null where nothing says it. */
export function objectAround(cursor: Cursor): string | null {
  const { steps, maps } = cursor;
  for (const { map, depth } of maps.toReversed()) {
    const shapes = shapesAt(steps.slice(0, depth));
    if (shapes.some(({ pointers }) => pointers.at(-1) === '#/definitions/recordsByObject')) {
      const step = steps[depth];
      return step !== undefined && 'key' in step ? step.key : null;
    }
    if (!shapes.some(({ part }) => part.properties !== undefined)) continue;
    const save = valueBehind(map, 'save');
    for (const part of isMap<Node, Node | null>(save) ? [save, map] : [map]) {
      const reference = textOf(valueBehind(part, 'record'));
      const named =
        reference === null ? undefined : recordsAround(cursor).find(({ name }) => name === reference);
      const object = named?.object ?? textOf(valueBehind(part, 'object'));
      if (object !== null) return object;
    }
  }
  return null;
}

/** Records that can be named at the place: those of the file, of the test, and what the test saves. */
export function recordsAround({ maps }: Cursor): readonly NamedHere[] {
  return maps
    .filter(({ depth }) => depth === 0 || depth === 2)
    .flatMap(({ map }) => [...existing(valueBehind(map, 'records')), ...saved(map)]);
}

function existing(records: Node | null): NamedHere[] {
  return mapsOf(records).flatMap((byObject) =>
    byObject.items.flatMap(({ key, value }) =>
      isScalar(key)
        ? mapsOf(value).flatMap((named) =>
            named.items.flatMap((one): NamedHere[] =>
              isScalar(one.key) && one.key.value !== null ? [recordOf(one.key, keyOf(key), one.value)] : [],
            ),
          )
        : [],
    ),
  );
}

function saved(test: AnyMap): NamedHere[] {
  return [valueBehind(test, 'save'), valueBehind(test, 'saves')].flatMap(mapsOf).flatMap((save) =>
    [save, ...mapsOf(valueBehind(save, 'batch'))].flatMap((one): NamedHere[] => {
      const as = valueBehind(one, 'as');
      const object =
        textOf(valueBehind(one, 'object')) ??
        textOf(valueBehind(save, 'object')) ??
        textOf(valueBehind(test, 'object'));
      return isScalar(as) && as.value !== null ? [recordOf(as, object, valueBehind(one, 'fields'))] : [];
    }),
  );
}

function recordOf(node: Scalar, object: string | null, fields: Node | null): NamedHere {
  const name = keyOf(node).trim();
  return { name, object, node, fields: isMap<Node, Node | null>(fields) ? fields : null };
}

/** A map, or those of a list. */
function mapsOf(node: Node | null): AnyMap[] {
  const items = isSeq<Node>(node) ? node.items : [node];
  return items.filter((item) => isMap<Node, Node | null>(item));
}
