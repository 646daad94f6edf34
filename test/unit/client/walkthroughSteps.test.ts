import { expect, test, vi } from 'vitest';
import { commandIds } from '../../../client/src/commandIds.ts';
import { registerCommand, type Step, stepKeys, tickWhatIsDone } from '../../../client/src/start/steps.ts';
import manifest from '../../../package.json' with { type: 'json' };
import strings from '../../../package.nls.json' with { type: 'json' };

/** What VS Code was told, and the commands as it runs them. */
const editor = vi.hoisted(() => ({
  contexts: [] as [key: string, value: boolean][],
  commands: new Map<string, (...given: unknown[]) => unknown>(),
}));

vi.mock('vscode', () => ({
  commands: {
    registerCommand: (id: string, run: (...given: unknown[]) => unknown) => {
      editor.commands.set(id, run);
      return { dispose() {} };
    },
    executeCommand: (_: 'setContext', key: string, value: boolean) => {
      editor.contexts.push([key, value]);
      return Promise.resolve();
    },
  },
}));

const steps = manifest.contributes.walkthroughs[0]!.steps;
const pulse = (step: Step) => [
  [stepKeys[step], true],
  [stepKeys[step], false],
];

test.each(Object.entries(stepKeys))(
  'the step %s ends with its key alone, never with a command',
  (id, key) => {
    const { completionEvents } = steps.find((step) => step.id === id)!;
    expect(completionEvents).toContain(`onContext:${key}`);
    expect(completionEvents.filter((event) => event.startsWith('onCommand:'))).toEqual([]);
  },
);

test('each command that a step names ticks it off, with the arguments of a lens as without', async () => {
  const named = steps
    .filter(({ id }) => id in stepKeys)
    .flatMap(({ id, description }) => {
      const text = (strings as Record<string, string>)[description.slice(1, -1)]!;
      return [...text.matchAll(/command:(duplicateRules\.\w+)/g)].map(([, command]) => [
        id as Step,
        command!,
      ]);
    });
  expect(named).toHaveLength(8);
  for (const [step, command] of [...named, ['test', commandIds.testRecord]] as [Step, string][]) {
    editor.contexts.length = 0;
    const run = vi.fn(() => command);
    registerCommand(command, run);
    const lens = { uri: 'file:///a.cls' };
    expect(await editor.commands.get(command)!(lens)).toBe(command);
    expect(run).toHaveBeenCalledWith(lens);
    expect(editor.contexts, command).toEqual(pulse(step));
  }
  registerCommand(commandIds.explain, () => {});
  editor.contexts.length = 0;
  await editor.commands.get(commandIds.explain)!();
  expect(editor.contexts).toEqual([]);
});

test('a command that comes to nothing ticks nothing off', async () => {
  editor.contexts.length = 0;
  const some = [
    commandIds.goToFinding,
    commandIds.whatHappensOnSave,
    commandIds.testRecord,
    commandIds.testLocally,
    commandIds.startEmbeddedOrg,
    commandIds.addToCi,
  ];
  for (const command of some) {
    registerCommand(command, () => Promise.resolve(false));
    expect(await editor.commands.get(command)!()).toBe(false);
  }
  expect(editor.contexts).toEqual([]);
});

test('what was done before the walkthrough is shown is told again', async () => {
  editor.contexts.length = 0;
  await tickWhatIsDone();
  expect(editor.contexts).toEqual(Object.keys(stepKeys).flatMap((step) => pulse(step as Step)));
});
