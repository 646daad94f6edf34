import type { SaveSite } from '../saves/site.ts';
import type { TableChannel } from './tableModel.ts';

/**
 * Where the code gets to see a refusal on the save's channel, as a step to take: a sentence. Null where nothing is
 * known of it. Sources: sections 2.1 to 2.4 of the facts, which the rows of the outcome table cite.
 */
export function nextStep(site: SaveSite): string | null {
  switch (site.channel) {
    case 'apex-statement':
    case 'apex-database':
    case 'apex-convert-lead':
      return apexStep(site);
    default:
      return stepOn(site.channel);
  }
}

/** The same of a channel, whatever the code. Null also where there is no code, or rules are not run. */
export function stepOn(channel: TableChannel): string | null {
  switch (channel) {
    case 'apex-statement':
    case 'apex-convert-lead':
      return `Catch the DmlException and look for ${duplicatesDetected}.`;
    case 'apex-database':
    case 'apex-set-options':
    case 'apex-upsert':
    case 'apex-async':
    case 'nested-dml':
      return `Look for ${duplicatesDetected} in the errors of the results, or in the DmlException.`;
    case 'rest-record':
    case 'rest-external-id':
      return 'Look for the errorCode DUPLICATES_DETECTED: the answer (HTTP 400) names the matches, too.';
    case 'rest-collections':
      return 'Look for the statusCode DUPLICATES_DETECTED in the errors of each row: the request itself succeeds.';
    case 'rest-composite':
      return 'Look for the errorCode DUPLICATES_DETECTED in the body of each subrequest: the request itself succeeds.';
    case 'rest-tree':
      return 'Look for the statusCode DUPLICATES_DETECTED in the errors of the answer: no record of the tree is saved.';
    case 'rest-batch':
      return 'Look for the errorCode DUPLICATES_DETECTED in the result of each subrequest.';
    case 'soap':
    case 'soap-convert-lead':
      return 'Look for the statusCode DUPLICATES_DETECTED in the errors of each result.';
    case 'ui-api':
      return 'Look for the errorCode DUPLICATES_DETECTED in output.errors of the answer.';
    case 'lwc':
      return 'Look for the errorCode DUPLICATES_DETECTED in error.body.output.errors.';
    case 'bulk-1':
    case 'bulk-2':
      return 'Read the failed rows of the job, and deal with those that a rule refused.';
    case 'data-loader-soap':
    case 'data-loader-bulk':
      return "Read Data Loader's error file, and deal with the rows that a rule refused.";
    case 'cli':
      return 'Check the exit code, and of a bulk job the failed rows (sf data bulk results).';
    case 'flow':
      return 'Draw a fault path from the element, and deal with the refusal there.';
    default:
      return null;
  }
}

const duplicatesDetected = 'StatusCode.DUPLICATES_DETECTED';

function apexStep({ options, refusal }: SaveSite): string {
  const code = duplicatesDetected;
  switch (options.atomicity) {
    case 'partial':
      return `Look for ${code} in the errors of the results.`;
    case 'unknown':
      return `Look for ${code} in the errors of the results, or in the DmlException.`;
    case 'all-or-none': {
      const isCaught = refusal.kind !== 'propagates' || refusal.duplicateValueBranch !== null;
      return isCaught
        ? `Look for ${code} where the exception is caught.`
        : `Catch the DmlException and look for ${code}.`;
    }
  }
}
