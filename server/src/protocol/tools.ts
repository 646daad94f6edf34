import type { RequestDefinition } from './messages.ts';

/** A call of a tool by a language model. */
export interface ToolCall {
  readonly name: string;
  /** As the model gives it; the server checks it. */
  readonly input?: unknown;
  /** Of a file: where several projects are open, a tool that names none means that of the file. */
  readonly uri: string | null;
}

/** What a user is told before an org is asked. */
export interface ToolQuestion {
  /** The org that is going to be asked. */
  readonly org: {
    readonly username: string;
    readonly alias: string | null;
    readonly instanceUrl: string;
  };
  /** The record whose values are sent to the org; null: none is, and rules and matched records are read alone. */
  readonly record: {
    readonly object: string;
    readonly fields: readonly string[];
    readonly id: string | null;
  } | null;
}

/** client → server: what the user is to be asked before a tool is called; null: nothing, as no org takes part, or none can. */
export const askBeforeToolRequest: RequestDefinition<ToolCall, ToolQuestion | null> = {
  method: 'duplicateRules/askBeforeTool',
};

/**
 * client → server: calls a tool. `org`: the username that the user has agreed to; no other org is asked, and none
 * where it is null.
 */
export const callToolRequest: RequestDefinition<
  ToolCall & { readonly org: string | null },
  {
    readonly text: string;
    /** The text says why it could not be done, and what to do. */
    readonly isError: boolean;
  }
> = { method: 'duplicateRules/callTool' };
