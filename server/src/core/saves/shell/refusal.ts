import type { Place } from '../../text.ts';
import type { Refusal, RefusalKind } from '../site.ts';
import type { Command, Script } from './script.ts';

/** How a command tells that Salesforce refused the save. */
export type Telling =
  /** Its exit code: the sf CLI, `curl --fail`. */
  | 'exit-code'
  /** Its output alone: curl without --fail ends well whatever the answer is. */
  | 'output'
  /** Nothing: a job is started. */
  | 'nothing'
  /** It is thrown: PowerShell's cmdlets. What becomes of it is known where they stand. */
  | Judgement;

export interface RefusalRequest {
  readonly command: Command;
  readonly script: Script;
  readonly telling: Telling;
  /** The whole text of the script, without comments. */
  readonly text: string;
  readonly place: Place;
}

/** What becomes of a refusal in a script. */
export function refusalOf(request: RefusalRequest): Refusal {
  const { kind, how } = judged(request);
  return {
    kind,
    how,
    evidence: [],
    insideHandling: false,
    duplicateValueBranch: null,
    resultsRead: kind === 'handles-duplicates' || kind === 'handles-errors',
  };
}

export interface Judgement {
  readonly kind: RefusalKind;
  readonly how: string;
}

function judged({ command, script, telling, text }: RefusalRequest): Judgement {
  const isLookedFor = /DUPLICATES_DETECTED|duplicateResu/.test(text);
  if (isLookedFor && (typeof telling === 'object' || command.output.goes !== 'discarded')) {
    return { kind: 'handles-duplicates', how: 'is looked for in the output' };
  }
  if (telling === 'nothing') {
    return /\bdata\s+(?:bulk\s+results|import\s+resume|update\s+resume|upsert\s+resume|resume)\b/.test(text)
      ? { kind: 'handles-errors', how: 'is asked for later in the script' }
      : { kind: 'drops', how: 'is not seen: the job is only started, and nobody asks for its failed rows' };
  }
  if (typeof telling === 'object') return telling;
  return telling === 'exit-code' ? byExitCode(command, script) : byOutput(command, script);
}

function byExitCode(command: Command, script: Script): Judgement {
  const { fate, output } = command;
  switch (fate) {
    case 'condition':
      return { kind: 'handles-errors', how: 'is checked by its exit code' };
    case 'handled':
      return { kind: 'propagates', how: 'ends the script' };
    case 'told':
      return { kind: 'logs', how: 'is only logged, and the script goes on' };
    case 'ignored':
      return output.goes === 'discarded'
        ? { kind: 'drops', how: 'is dropped: the exit code is ignored, and the output thrown away' }
        : { kind: 'logs', how: 'is only printed: the exit code is ignored' };
    case 'piped':
      if (script.failsInPipes && script.stopsOnError) return { kind: 'propagates', how: 'ends the script' };
      return { kind: 'unknown', how: 'goes into a pipe' };
    case 'left-to-shell':
      if (script.stopsOnError) return { kind: 'propagates', how: 'ends the script' };
      return shownOrLost(command, script);
  }
}

function byOutput(command: Command, script: Script): Judgement {
  return shownOrLost(command, script);
}

/** The script goes on: who reads the output? */
function shownOrLost({ output }: Command, script: Script): Judgement {
  switch (output.goes) {
    case 'discarded':
      return { kind: 'drops', how: 'is dropped: the output is thrown away, and the script goes on' };
    case 'captured':
      if (output.variable !== null && !script.readVariables.has(output.variable))
        return { kind: 'drops', how: `is dropped: nothing reads ${output.variable}` };
      return { kind: 'unknown', how: 'stands in the captured output' };
    case 'piped':
      return { kind: 'unknown', how: 'goes into a pipe' };
    case 'file':
      return { kind: 'handles-errors', how: 'is written to a file' };
    case 'shown':
      return { kind: 'handles-errors', how: 'is printed, and the script goes on' };
  }
}
