import type { DuplicateRule, RuleReaction } from '../metadata/model.ts';
import type { Operation } from '../saves/site.ts';
import type { RuleOperation } from './model.ts';

/** `a`, `a and b`, `a, b and c`. */
export function list(items: readonly string[], conjunction: 'and' | 'or'): string {
  if (items.length < 2) return items.join('');
  return `${items.slice(0, -1).join(', ')} ${conjunction} ${items.at(-1)}`;
}

/** The words of Salesforce's rule page: a rule acts on create and on edit. */
export function operationWord(operation: RuleOperation): 'create' | 'edit' {
  return operation === 'insert' ? 'create' : 'edit';
}

/** `Block`, `Allow + Alert + Report`, `Allow`. */
export function actionWords(reaction: RuleReaction): string {
  if (reaction.action === null) return 'unknown action';
  if (reaction.action === 'Block') return 'Block';
  return ['Allow', ...(reaction.alert ? ['Alert'] : []), ...(reaction.report ? ['Report'] : [])].join(' + ');
}

/** `Block on create and edit`, `Allow + Alert on create, Allow + Report on edit`. */
export function actionsOfRule({ onInsert, onUpdate }: DuplicateRule): string {
  const [create, edit] = [actionWords(onInsert), actionWords(onUpdate)];
  return create === edit ? `${create} on create and edit` : `${create} on create, ${edit} on edit`;
}

/** `Insert`, `Lead conversion`: the save as the subject of a sentence. */
export function saveNoun(operation: Operation): string {
  return { insert: 'Insert', update: 'Update', upsert: 'Upsert', convertLead: 'Lead conversion' }[operation];
}

/** `2026-11-22 14:03 UTC` of a time in ISO 8601; anything else as it is. */
export function momentWords(iso: string): string {
  const parts = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]00:?00)$/.exec(iso);
  return parts ? `${parts[1]} ${parts[2]} UTC` : iso;
}

/** `1 rule`, `2 rules`. */
export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

export function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** With a full stop, unless it ends a sentence already. */
export function sentence(text: string): string {
  const trimmed = text.trim();
  return /[.!?]$/.test(trimmed) ? capitalize(trimmed) : `${capitalize(trimmed)}.`;
}

/**
 * A file as a sentence names it: the package directory and the file's name, `force-app/…/Lead.X.duplicateRule`.
 * The full address stands in the related information.
 */
export function shortPath(uri: string): string {
  const segments = decode(uri)
    .replace(/^[a-z][a-z0-9+.-]*:\/\/[^/]*/i, '')
    .split('/')
    .filter((segment) => segment !== '');
  const name = segments.at(-1) ?? uri;
  const main = segments.lastIndexOf('main');
  if (main > 0 && segments[main + 1] === 'default') return `${segments[main - 1]}/…/${name}`;
  const folder = segments.length > 2 ? segments.at(-3) : segments.length > 1 ? segments.at(-2) : undefined;
  return folder === undefined ? name : `${folder}/…/${name}`;
}

function decode(uri: string): string {
  try {
    return decodeURIComponent(uri);
  } catch {
    return uri;
  }
}
