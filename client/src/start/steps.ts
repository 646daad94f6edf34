import { commands, type Disposable } from 'vscode';
import { commandIds } from '../commandIds.ts';

/** A step of the walkthrough that is ticked off by what the user does, whichever way. */
export type Step = 'finding' | 'onSave' | 'test' | 'connect';

/** Context keys that are true for a moment whenever a step is done; the manifest's completion events name them. */
export const stepKeys: Readonly<Record<Step, string>> = {
  finding: 'duplicateRules.step.finding',
  onSave: 'duplicateRules.step.onSave',
  test: 'duplicateRules.step.test',
  connect: 'duplicateRules.step.connect',
};

const stepsOfCommands: Readonly<Record<string, Step>> = {
  [commandIds.goToFinding]: 'finding',
  [commandIds.checkWorkspace]: 'finding',
  [commandIds.fixAll]: 'finding',
  [commandIds.whatHappensOnSave]: 'onSave',
  [commandIds.testRecord]: 'test',
  [commandIds.testLocally]: 'test',
  [commandIds.startEmbeddedOrg]: 'test',
  [commandIds.selectOrg]: 'connect',
  [commandIds.refreshRules]: 'connect',
  [commandIds.addToCi]: 'connect',
};

const done = new Set<Step>();

/** They may come to nothing, and say so by giving false; what they show is there when they have ended. */
const canComeToNothing: ReadonlySet<string> = new Set([
  commandIds.goToFinding,
  commandIds.whatHappensOnSave,
  commandIds.testRecord,
  commandIds.testLocally,
  commandIds.startEmbeddedOrg,
  commandIds.selectOrg,
  commandIds.refreshRules,
  commandIds.addToCi,
]);

/**
 * Registers a command that ticks its step off. The event `onCommand` of the walkthrough would not do: VS Code does
 * not hear of a command that a code lens or a tree item runs with arguments, nor of one that an extension runs.
 */
export function registerCommand<Arguments extends unknown[]>(
  id: string,
  run: (...given: Arguments) => unknown,
): Disposable {
  const step = stepsOfCommands[id];
  return commands.registerCommand(id, (...given: Arguments) => {
    if (step !== undefined && canComeToNothing.has(id)) return tickIfDone(step, run(...given));
    if (step !== undefined) void tick(step);
    return run(...given);
  });
}

async function tickIfDone(step: Step, running: unknown): Promise<unknown> {
  const isDone = await running;
  if (isDone !== false) await tick(step);
  return isDone;
}

export async function tick(step: Step): Promise<void> {
  done.add(step);
  await commands.executeCommand('setContext', stepKeys[step], true);
  // What is true when VS Code first reads a walkthrough ticks nothing off, then or later.
  await commands.executeCommand('setContext', stepKeys[step], false);
}

/** Once the walkthrough is shown: VS Code may have read it only now. */
export async function tickWhatIsDone(): Promise<void> {
  for (const step of done) await tick(step);
}
