import { decidedAtCallers, otherCallersSentence } from '../outcome/callers.ts';
import type { Channel, RefusalKind, SaveSite } from '../saves/site.ts';

/**
 * What the code does with a refusal. Code that takes DUPLICATE_VALUE for this error counts as handling errors
 * in general.
 */
export function handlingOf({ refusal }: SaveSite): RefusalKind {
  if (refusal.duplicateValueBranch === null || refusal.kind === 'handles-duplicates') return refusal.kind;
  return 'handles-errors';
}

export function isLost(site: SaveSite): boolean {
  const handling = handlingOf(site);
  return handling === 'logs' || handling === 'drops';
}

/** allowSave=false, true, conditional, passed in or unknown: the code has decided. */
export function isStated({ options }: SaveSite): boolean {
  return options.allowSave.kind !== 'unset';
}

/** An upsert that names its row by a field other than the id. */
export function isExternalIdUpsert(site: SaveSite): boolean {
  if (site.operation !== 'upsert') return false;
  if (site.channel === 'rest-external-id') return true;
  return site.externalId !== null && !/(^|\.)id$/i.test(site.externalId);
}

const optionCarriers: ReadonlySet<Channel> = new Set<Channel>([
  'apex-statement',
  'apex-database',
  'apex-convert-lead',
  'rest-record',
  'rest-external-id',
  'rest-collections',
  'rest-composite',
  'rest-tree',
  'rest-batch',
  'soap',
  'soap-convert-lead',
  'ui-api',
]);

/** Whether the save can carry options, if need be after a local rewrite. */
export function canCarryOptions({ channel }: SaveSite): boolean {
  return optionCarriers.has(channel);
}

/** Data Loader in SOAP mode writes its own error file, and of GraphQL nothing is known. */
export function canLoseRefusals({ channel }: SaveSite): boolean {
  return channel !== 'data-loader-soap' && channel !== 'graphql';
}

/** What the code does with the refusal, as a sentence; a second one where its callers differ. */
export function handlingSentence(site: SaveSite): string {
  const others = otherCallersSentence(site);
  return others === null ? handledHere(site) : `${handledHere(site)} ${others}`;
}

function handledHere(site: SaveSite): string {
  const kind = handlingOf(site);
  const how = site.refusal.how.trim().replace(/\.$/, '') || otherwise(kind);
  const whose = decidedAtCallers(site);
  switch (kind) {
    case 'propagates':
      // Elsewhere than at the call that the finding stands at.
      if (whose !== '') return `Nothing handles the refusal${whose}.`;
      return how.includes(' where ')
        ? `Nothing here handles the refusal, which ${how}.`
        : 'Nothing here handles the refusal.';
    case 'handles-errors':
      return how === ''
        ? 'Errors are handled here in general.'
        : `The refusal ${how}${whose}, like any other error.`;
    case 'unknown':
      return `What becomes of the refusal cannot be told here${how === '' ? '' : `: it ${how}${whose}`}.`;
    default:
      return `The refusal ${how}${whose}.`;
  }
}

function otherwise(kind: RefusalKind): string {
  switch (kind) {
    case 'logs':
      return 'is only logged';
    case 'drops':
      return 'is dropped';
    case 'handles-duplicates':
      return 'is handled';
    default:
      return '';
  }
}
