import type { Expression, NameExpression } from '../tree.ts';
import type { Node } from './children.ts';
import type { Variable } from './codeIndex.ts';
import { fileUses } from './fileUses.ts';
import type { Inquiry } from './inquiry.ts';
import { collects, storesOrSends, tellsNobody } from './knownCalls.ts';
import { rootOf, shown } from './names.ts';
import { all, both, type Fate, nothing, told } from './reach.ts';
import { fateInRegion } from './region.ts';

const furthestAlias = 3;

/**
 * Something is changed that the expression stands for: told to whoever sees it afterwards. `isObject`: the
 * object is changed (`errors.push(e)`), not which object the variable holds.
 */
export function touching(
  target: Expression,
  isObject: boolean,
  node: Node,
  regions: readonly Node[],
  inquiry: Inquiry,
  aliases = 0,
): Fate {
  if (target.kind === 'list') {
    return all(target.items.map((item) => touching(item, isObject, node, regions, inquiry, aliases)));
  }
  const root = rootOf(target);
  if (!root) return nothing;
  const kept = () => told('errors', `is kept in ${shown(target)}`, inquiry.at(node));
  if (root.name === 'this') return kept();
  const variable = inquiry.index.variable(root);
  const changesObject = isObject || root !== target;
  if (!variable) return ofModule(root, node, inquiry) ?? kept();
  if (variable.isParameter) {
    return changesObject ? told('errors', `is handed back in ${variable.name}`, inquiry.at(node)) : nothing;
  }
  const isOwn = variable.scope !== null && inquiry.index.isIn(variable.scope, regions);
  const later = isOwn ? nothing : laterUses(variable, regions, node, inquiry);
  const source = changesObject && aliases < furthestAlias ? sourceOf(variable, inquiry) : null;
  return source ? both(later, touching(source, true, node, regions, inquiry, aliases + 1)) : later;
}

/** A variable of the module: what the file does with it, where the file is at hand. */
function ofModule(root: NameExpression, node: Node, inquiry: Inquiry): Fate | null {
  const { file } = inquiry.request;
  if (!file) return null;
  const uses = fileUses(file, root.name, inquiry.request.language);
  if (uses.length === 0) return null;
  const fates = uses
    .filter(({ use }) => use !== root)
    .map(({ use, index }) => ofUse(use, root.name, node, inquiry.inFrame(index, inquiry.mode), 0));
  const seen = all(fates);
  return seen.told.level === 'logs' ? seen : null;
}

/** Where a variable gets an object that others hold too; null for an object of its own. */
function sourceOf({ declaration }: Variable, inquiry: Inquiry): Expression | null {
  const parent = declaration ? inquiry.index.parent(declaration) : null;
  if (parent?.kind === 'loop') return parent.over;
  if (parent?.kind !== 'declare' || !parent.value) return null;
  return ['name', 'member', 'index'].includes(parent.value.kind) ? parent.value : null;
}

function laterUses(variable: Variable, regions: readonly Node[], node: Node, inquiry: Inquiry): Fate {
  if (!inquiry.enter(node, `later uses of ${variable.name}`)) return nothing;
  const from = Math.min(...regions.map(({ start, anchor }) => start + anchor.offset));
  const isInLoop = [...inquiry.index.ancestors(regions[0]!)].some(({ kind }) => kind === 'loop');
  const uses = inquiry.index
    .uses(variable)
    .filter((use) => !inquiry.index.isIn(use, regions))
    .filter(
      (use) =>
        isInLoop ||
        use.start + use.anchor.offset > from ||
        inquiry.index.functionOf(use) !== inquiry.index.functionOf(node),
    );
  return all(uses.map((use) => ofUse(use, variable.name, node, inquiry, 0)));
}

/** Who sees what was changed, at one use of it. */
function ofUse(use: Node, name: string, node: Node, inquiry: Inquiry, depth: number): Fate {
  const shows = told('errors', `shows in ${name}`, inquiry.at(node));
  const { index } = inquiry;
  let child = use;
  for (const at of index.ancestors(use)) {
    const role = index.role(child);
    switch (at.kind) {
      case 'expression':
      case 'declare':
        return at.kind === 'declare' && depth < furthestAlias
          ? declared(at.target, name, node, inquiry, depth)
          : nothing;
      case 'assign': {
        if (role === 'target') return nothing;
        const variable = at.target.kind === 'name' ? index.variable(at.target) : null;
        if (!variable || depth >= furthestAlias) return shows;
        const uses = index.uses(variable).filter((one) => one !== at.target);
        return all(uses.map((one) => ofUse(one, name, node, inquiry, depth + 1)));
      }
      case 'return':
      case 'throw':
        return shows;
      case 'call': {
        if (role === 'callee') {
          // `failed.length` and the like go on; `failed.push(x)` changes it once more.
          if (collects(at)) return nothing;
          break;
        }
        if (inquiry.isLogging(at)) return told('logs', 'is only logged', inquiry.at(at));
        if (!inquiry.tells(at) && !storesOrSends(at) && tellsNobody(at)) break;
        return shows;
      }
      case 'if':
      case 'loop':
      case 'conditional':
      case 'switch':
        if (role === 'test' || role === 'value') return decided(at, inquiry);
        break;
      case 'list':
      case 'record':
      case 'text':
      case 'binary':
      case 'unary':
      case 'member':
      case 'index':
      case 'spread':
      case 'await':
      case 'other':
        break;
      case 'function-syntax':
      case 'block':
        return nothing;
      default:
        return shows;
    }
    if (at.kind === 'loop' && role === 'over' && at.item?.kind === 'name-pattern') {
      const variable = index.declaredBy(at.item);
      return variable
        ? all(index.uses(variable).map((one) => ofUse(one, name, node, inquiry, depth + 1)))
        : shows;
    }
    if (depth > furthestAlias) return shows;
    child = at;
  }
  return nothing;
}

function declared(target: Node, name: string, node: Node, inquiry: Inquiry, depth: number): Fate {
  const variable = target.kind === 'name-pattern' ? inquiry.index.declaredBy(target) : null;
  if (!variable) return nothing;
  return all(inquiry.index.uses(variable).map((one) => ofUse(one, name, node, inquiry, depth + 1)));
}

/** `if (failed.length) …`: what is done there. */
function decided(at: Node, inquiry: Inquiry): Fate {
  if (at.kind === 'if') {
    return fateInRegion(at.otherwise ? [at.then, at.otherwise] : [at.then], inquiry);
  }
  if (at.kind === 'conditional') return fateInRegion([at.then, at.otherwise], inquiry);
  return nothing;
}
