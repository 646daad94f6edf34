import type { Channel } from '../../site.ts';
import type { Judgement, Telling } from '../refusal.ts';
import type { ThrownAt } from '../script.ts';
import type { WebRequest } from './webRequest.ts';

/**
 * What becomes of a refusal that `Invoke-RestMethod` and its like throw. Where nothing catches it, it ends the
 * statement and is printed; the script goes on unless `$ErrorActionPreference` is Stop (about_Try_Catch_Finally,
 * about_Preference_Variables).
 *
 * @param text the whole script, without comments
 */
export function webTelling(
  request: WebRequest & ThrownAt & { readonly isWithin?: boolean },
  channel: Channel,
  text: string,
): Telling {
  // The function around it may look at the answer.
  if (/^rest-(?:collections|composite|batch)$/.test(channel) || !request.throwsOnError)
    return request.isWithin ? notFollowed : 'output';
  if (/^bulk-/.test(channel)) return notFollowed;
  if (request.caughtBy !== null) return caught(request.caughtBy);
  const isStopped = /\$ErrorActionPreference\s*=\s*['"]?(?:\[[\w.]+\]::)?Stop\b/i.test(text);
  const isQuiet = /^(?:silentlycontinue|ignore|0|4)$/.test(request.errorAction) || preference.test(text);
  if (isQuiet || /\btrap\b/i.test(text)) return notFollowed;
  if (request.isInFunction) {
    return /\bcatch\b/i.test(text) ? notFollowed : { kind: 'propagates', how: 'is thrown to the caller' };
  }
  return isStopped || request.errorAction === 'stop'
    ? { kind: 'propagates', how: 'ends the script' }
    : { kind: 'handles-errors', how: 'is printed, and the script goes on' };
}

const preference = /\$ErrorActionPreference\s*=\s*['"]?(?:\[[\w.]+\]::)?(?:SilentlyContinue|Ignore)\b/i;
const notFollowed: Judgement = { kind: 'unknown', how: 'goes on in a way that is not followed' };

/** By the commands of the block: other code may do anything. */
function caught(block: string): Judgement {
  const statements = block
    .split(/[\n;{}]/)
    .map((one) => one.trim())
    .filter((one) => one !== '');
  if (statements.length === 0) return { kind: 'drops', how: 'is caught and dropped' };
  if (statements.some((one) => /^throw\b|ThrowTerminatingError/i.test(one))) {
    return { kind: 'handles-errors', how: 'is thrown on' };
  }
  if (statements.some((one) => /^exit\b/i.test(one)))
    return { kind: 'handles-errors', how: 'ends the script' };
  if (statements.every((one) => /^(?:Write-Verbose|Write-Debug)\b/i.test(one))) {
    return { kind: 'logs', how: 'is only logged' };
  }
  const isPrinted = statements.every((one) =>
    /^(?:Write-(?:Host|Output|Warning|Error|Information|Verbose|Debug)|echo|continue|break)\b|^\$\w+\s*=\s*["$]/i.test(
      one,
    ),
  );
  const isShown = statements.some((one) =>
    /^(?:Write-(?:Host|Output|Warning|Error|Information)|echo)\b/i.test(one),
  );
  return isPrinted && isShown
    ? { kind: 'handles-errors', how: 'is printed, and the script goes on' }
    : notFollowed;
}
