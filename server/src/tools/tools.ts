import * as z from 'zod';
import { isOrgProblem } from '../connected/problem.ts';
import { bounded } from './bounds.ts';
import { checkFile } from './checkFile.ts';
import { explainRefusal } from './explainError.ts';
import { listRules } from './listRules.ts';
import { whatHappensOnSave } from './onSave.ts';
import { testRecord } from './testRecord.ts';
import { type Tool, type ToolHost, ToolProblem } from './tool.ts';

/** Whatever their input is: it is checked before they get it. */
export type AnyTool = Tool<unknown>;

export const tools = [
  checkFile,
  whatHappensOnSave,
  testRecord,
  explainRefusal,
  listRules,
] as readonly unknown[] as readonly AnyTool[];

export function toolNamed(name: string): AnyTool | null {
  return tools.find((tool) => tool.name === name) ?? null;
}

/** JSON Schema of a tool's input. */
export function inputSchemaOf({ shape }: AnyTool): Record<string, unknown> & { type: 'object' } {
  const { $schema: _, ...schema } = z.toJSONSchema(shape, { io: 'input' });
  return schema as Record<string, unknown> & { type: 'object' };
}

export interface ToolResult {
  readonly text: string;
  /** The tool could not do what it is for; the text tells the model why, and what to do. */
  readonly isError: boolean;
}

/**
 * The input as the tool takes it.
 * @throws ToolProblem that names what is wrong and quotes no value
 */
export function inputOf<Input>({ shape, name }: Tool<Input>, input: unknown): Input {
  const read = shape.safeParse(input ?? {});
  if (read.success) return read.data;
  const told = read.error.issues.slice(0, 5).map(({ path, message, code, ...issue }) => {
    if (code === 'unrecognized_keys')
      return `there is no parameter ${(issue as { keys: string[] }).keys.join(', ')}`;
    const where = path.map(String).join('.');
    return where === '' ? message : `${where}: ${message}`;
  });
  throw new ToolProblem(`The input of ${name} is not as it should be: ${told.join('; ')}.`);
}

/**
 * Runs a tool. What the model can act on becomes a result.
 * @throws what is unexpected, and when it is cancelled
 */
export async function callTool(tool: AnyTool, input: unknown, host: ToolHost): Promise<ToolResult> {
  try {
    const text = await tool.run(inputOf(tool, input), host);
    host.signal.throwIfAborted();
    return { text: bounded(text, 'Ask for less.'), isError: false };
  } catch (error) {
    if (host.signal.aborted) throw error;
    if (error instanceof ToolProblem || isOrgProblem(error)) return { text: error.message, isError: true };
    throw error;
  }
}
