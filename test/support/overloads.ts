import { type BoundBody, dottedName } from '../../server/src/core/saves/apex/bind/bind.ts';
import { ApexCodebase } from '../../server/src/core/saves/apex/codebase/codebase.ts';
import type { CallExpression, Expression } from '../../server/src/core/saves/apex/syntax.ts';
import type { ApexType } from '../../server/src/core/saves/apex/types/model.ts';
import { ApexTypes } from '../../server/src/core/saves/apex/types/types.ts';

/**
 * Finds calls of Database methods that save which no overload takes, and variables that their results do not
 * fit: section 6.1 of the facts as a table, over our own tree and types. Arguments of unknown type fit anything.
 */
export class OverloadCheck {
  readonly #codebase = new ApexCodebase();
  readonly #types = new ApexTypes(this.#codebase);

  set(uri: string, text: string): void {
    this.#codebase.set(uri, text);
  }

  remove(uri: string): void {
    this.#codebase.remove(uri);
  }

  problems(uri: string): string[] {
    return this.#codebase.bodies(uri).flatMap((owned) => {
      const bound = this.#codebase.bind(owned);
      return bound.nodes('call').flatMap((call) => {
        const problem = problemOf(call, bound, this.#types);
        return problem ? [`${problem}: ${bound.text(call)}`] : [];
      });
    });
  }
}

type Kind = 'records' | 'conversions' | 'flag' | 'options' | 'field' | 'access' | 'unknown' | 'other';

const recordOverloads: readonly (readonly Kind[])[] = [
  ['records'],
  ['records', 'flag'],
  ['records', 'options'],
  ['records', 'access'],
  ['records', 'flag', 'access'],
  ['records', 'options', 'access'],
];

const overloads: Readonly<Record<string, readonly (readonly Kind[])[]>> = {
  insert: recordOverloads,
  update: recordOverloads,
  upsert: [
    ['records'],
    ['records', 'flag'],
    ['records', 'access'],
    ['records', 'flag', 'access'],
    ['records', 'field'],
    ['records', 'field', 'flag'],
    ['records', 'field', 'access'],
    ['records', 'field', 'flag', 'access'],
  ],
  convertlead: recordOverloads.map((kinds) => ['conversions', ...kinds.slice(1)]),
};

function problemOf(call: CallExpression, bound: BoundBody, types: ApexTypes): string | null {
  if (!call.target || !/^(system\.)?database$/i.test(dottedName(call.target) ?? '')) return null;
  const list = overloads[call.name.name.toLowerCase()];
  if (!list || types.staticClass(call.target, bound)) return null;
  const kinds = call.arguments.map((argument) => kindOf(argument, bound, types));
  const fits = list.some(
    (overload) =>
      overload.length === kinds.length &&
      overload.every((kind, index) => kinds[index] === 'unknown' || kinds[index] === kind),
  );
  return fits ? wrongVariable(call, bound, types) : `no overload (${kinds.join(', ')})`;
}

function kindOf(argument: Expression, bound: BoundBody, types: ApexTypes): Kind {
  const path = dottedName(argument) ?? '';
  if (/^(system\.)?accesslevel\./i.test(path)) return 'access';
  const type = types.typeOf(argument, bound);
  const one = type.kind === 'list' ? type.element : type;
  switch (one.kind) {
    case 'sobject':
    case 'any-sobject':
      return 'records';
    case 'primitive':
      return /^boolean$/i.test(one.name) ? 'flag' : 'other';
    case 'platform':
      if (/dmloptions$/i.test(one.name)) return 'options';
      if (/leadconvert$/i.test(one.name)) return 'conversions';
      if (/sobjectfield$/i.test(one.name)) return 'field';
      return /accesslevel$/i.test(one.name) ? 'access' : 'unknown';
    case 'unknown':
      return /^(\w+\.)?\w+\.(fields\.)?\w+$/i.test(path) && /^[A-Z]/.test(path) ? 'field' : 'unknown';
    default:
      return 'other';
  }
}

/** `Database.SaveResult r = Database.insert(list)`. */
function wrongVariable(call: CallExpression, bound: BoundBody, types: ApexTypes): string | null {
  const declarator = bound.parentOf(call);
  if (declarator?.kind !== 'declarator' || declarator.initializer !== call) return null;
  const declaration = bound.parentOf(declarator);
  if (declaration?.kind !== 'local') return null;
  const [operand] = call.arguments;
  if (operand && types.typeOf(operand, bound).kind === 'unknown') return null;
  const declared = show(types.reference(declaration.type, bound.owner.type));
  const made = show(types.typeOf(call, bound));
  return declared === made ? null : `${made} in a variable of ${declared}`;
}

function show(type: ApexType): string {
  if (type.kind === 'list') return `list of ${show(type.element)}`;
  return type.kind === 'platform' || type.kind === 'sobject' ? type.name.toLowerCase() : type.kind;
}
