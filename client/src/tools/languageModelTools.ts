import {
  type Disposable,
  type ExtensionContext,
  LanguageModelTextPart,
  LanguageModelToolResult,
  l10n,
  lm,
  MarkdownString,
} from 'vscode';
import { askBeforeToolRequest, callToolRequest, type ToolQuestion } from '../../../server/src/protocol.ts';
import { activeUri } from '../documents.ts';
import type { Server } from '../server.ts';
import { Agreements } from './agreements.ts';

/** What the manifest's names have before those of the server. */
const prefix = 'duplicateRules_';

/**
 * Registers the tools of the manifest for language models. Nothing is started before one is called; the server does
 * the work, and asks no org but the one that the user has agreed to.
 */
export function registerTools({ extension }: ExtensionContext, server: Server): Disposable[] {
  // Older editors, and others that are built on this one, may have no language models.
  if (typeof lm?.registerTool !== 'function') return [];
  const { contributes } = extension.packageJSON as {
    readonly contributes: { readonly languageModelTools: readonly { readonly name: string }[] };
  };
  return contributes.languageModelTools.map(({ name }) => register(name, server));
}

function register(id: string, server: Server): Disposable {
  const name = id.slice(prefix.length);
  const agreements = new Agreements();
  return lm.registerTool<object>(id, {
    async prepareInvocation({ input }, token) {
      const call = { name, input, uri: activeUri() };
      const question = await server.request(askBeforeToolRequest, call, token);
      if (question === null) return undefined;
      agreements.ask(input, question.org.username);
      return { confirmationMessages: { title: title(question), message: message(question) } };
    },
    async invoke({ input }, token) {
      const call = { name, input, uri: activeUri(), org: agreements.take(input) };
      const { text, isError } = await server.request(callToolRequest, call, token);
      // The editor hands the message to the model.
      if (isError) throw new Error(text);
      return new LanguageModelToolResult([new LanguageModelTextPart(text)]);
    },
  });
}

function title({ org, record }: ToolQuestion): string {
  const name = org.alias ?? org.username;
  return record === null
    ? l10n.t('Read from the Salesforce org {0}?', name)
    : l10n.t('Send values of a record to the Salesforce org {0}?', name);
}

function message({ org, record }: ToolQuestion): MarkdownString {
  const paragraphs = [
    l10n.t('Org: {0} ({1}).', code(org.username), code(org.instanceUrl.replace(/^https?:\/\//, ''))),
    ...(record === null
      ? [
          l10n.t(
            'The rules of the org, and the fields of the records that the error names, are read. The text of the error is not sent to the org.',
          ),
        ]
      : [sent(record), l10n.t('Its duplicate rules are asked; the record is not saved.')]),
    l10n.t('The language model gets the answer, with the compared fields of the records that match.'),
  ];
  return new MarkdownString(paragraphs.join('\n\n'));
}

function sent({ object, fields, id }: NonNullable<ToolQuestion['record']>): string {
  const names = fields.map(code).join(', ');
  return id === null
    ? l10n.t('Sent to it: the values of {0} of a new {1}.', names, code(object))
    : l10n.t('Sent to it: the values of {0} as changes of the {1} {2}.', names, code(object), code(id));
}

/** As it is: a model chooses names of fields, and they become no link. */
function code(text: string): string {
  return `\`${text.replace(/[`\s]/g, ' ')}\``;
}
