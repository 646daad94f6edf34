/** Which table is asked for. */
export interface Asked {
  /** Of a file of the project, or its folder; a file of rules says the object, too. Null: any project. */
  readonly uri: string | null;
  readonly object: string | null;
}

interface Given {
  readonly scheme: unknown;
  readonly uri: unknown;
  readonly object: unknown;
  readonly root: unknown;
  readonly node: {
    readonly kind?: unknown;
    readonly name?: unknown;
    readonly place?: { readonly uri?: unknown };
  };
}

/**
 * What a call of the command asks for: `{ uri?, object? }`, the address of a file (menus of editors and of the
 * Explorer), or an entry of the view of the rules. Undefined where it says nothing.
 */
export function askedFor(argument: unknown): Asked | undefined {
  if (typeof argument !== 'object' || argument === null) return undefined;
  const given = argument as Partial<Given>;
  if (typeof given.scheme === 'string') return { uri: String(argument), object: null };
  if (typeof given.root === 'string' && given.node !== undefined) return entry(given.root, given.node);
  const uri = typeof given.uri === 'string' ? given.uri : null;
  const object = typeof given.object === 'string' ? given.object : null;
  return uri === null && object === null ? undefined : { uri, object };
}

/** An object of the view has its name, a rule its full name. */
function entry(root: string, { kind, name }: Given['node']): Asked {
  const object = typeof name === 'string' && name !== '' ? name.split('.')[0]! : null;
  return { uri: `${root}/`, object: kind === 'object' || kind === 'duplicate-rule' ? object : null };
}
