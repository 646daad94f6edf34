import type { Declarator, LocalDeclaration, Modifiers, TypeDeclaration } from '../syntax.ts';
import type { BodyOwner, CodeBody, LocalSymbol, MemberSymbol } from './symbols.ts';

/**
 * Methods of anonymous Apex see the variables that the script declares among its statements: "variables can't
 * be referenced before their actual declaration" is all that the Apex Developer Guide ("Anonymous Blocks")
 * asks. To the methods they are what fields are to a class.
 */
export function scriptVariable({ unit, member, type }: BodyOwner, name: string): MemberSymbol | null {
  const { script } = unit;
  if (!script || type || member === script) return null;
  return variablesOf(script.body, unit.uri).get(name.toLowerCase()) ?? null;
}

/** The same for a variable of the script's own body; null for one of an inner block. */
export function sharedVariable({ unit, member }: BodyOwner, symbol: LocalSymbol): MemberSymbol | null {
  const { script } = unit;
  if (!script || member !== script || script.methods.length === 0) return null;
  const shared = variablesOf(script.body, unit.uri).get(symbol.name.toLowerCase());
  return shared?.declaration.start === symbol.declaration?.start ? (shared ?? null) : null;
}

/** What the methods of a script depend on beside their own code; null for any other code. */
export function scriptAround({ unit, member, type }: BodyOwner): CodeBody | null {
  return unit.script && !type && member !== unit.script ? unit.script.body : null;
}

const known = new WeakMap<CodeBody, ReadonlyMap<string, MemberSymbol>>();

function variablesOf(body: CodeBody, uri: string): ReadonlyMap<string, MemberSymbol> {
  const before = known.get(body);
  if (before) return before;
  const { tree } = body;
  const declared = tree.kind === 'block' ? tree.statements.filter(({ kind }) => kind === 'local') : [];
  const owner = scriptAsType(body);
  const variables = new Map<string, MemberSymbol>();
  for (const { type, declarators } of declared as LocalDeclaration[]) {
    for (const declarator of declarators) {
      const symbol = symbolOf(declarator, type, owner, uri);
      variables.set(symbol.name.toLowerCase(), symbol);
    }
  }
  known.set(body, variables);
  return variables;
}

const hidden: Modifiers = { annotations: [], keywords: new Set(['private']) };

function symbolOf(
  { name, start, end }: Declarator,
  type: LocalDeclaration['type'],
  owner: TypeDeclaration,
  uri: string,
): MemberSymbol {
  return {
    kind: 'field',
    key: `script ${uri}.${name.name}`.toLowerCase(),
    name: name.name,
    declaration: { kind: 'field', name, type, modifiers: hidden, initializer: null, start, end },
    type,
    owner,
    isStatic: false,
    script: uri,
  };
}

function scriptAsType({ tree: { start, end } }: CodeBody): TypeDeclaration {
  return {
    kind: 'class',
    name: { name: 'script', start, end },
    modifiers: hidden,
    superclass: null,
    interfaces: [],
    fields: [],
    properties: [],
    methods: [],
    initializers: [],
    types: [],
    start,
    end,
  };
}
