import type { Command, Script } from './script.ts';

/**
 * A script that a command runs, as part of the one around: what ends it, or is its last command, has the exit code of
 * that command; what a command within prints goes where that one's output goes.
 */
export function ranWithin(script: Script, by: Command, around: Script): readonly Script[] {
  const commands = script.commands.map((command) => ({
    ...command,
    output: command.output.goes === 'shown' ? by.output : command.output,
    enclosing: by.enclosing || command.enclosing,
  }));
  const isEnding = ({ fate, isLast }: Command) =>
    fate === 'left-to-shell' && (script.stopsOnError || isLast === true);
  const variables = by.runs?.isExpanded
    ? new Map([...around.variables, ...script.variables])
    : script.variables;
  const readVariables = new Set([...around.readVariables, ...script.readVariables]);
  const inside = { ...script, variables, readVariables };
  const ending = commands.filter(isEnding).map((command) => ({ ...command, fate: by.fate }));
  return [
    { ...inside, commands: commands.filter((command) => !isEnding(command)) },
    { ...inside, commands: ending, stopsOnError: around.stopsOnError, failsInPipes: around.failsInPipes },
  ];
}
