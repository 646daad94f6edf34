import {
  type CancellationToken,
  type CompletionList,
  type CompletionParams,
  type DocumentHighlight,
  DocumentHighlightKind,
  type DocumentSymbol,
  type Hover,
  type Location,
  MarkupKind,
  type ReferenceParams,
  type TextDocumentIdentifier,
  type TextDocumentPositionParams,
} from 'vscode-languageserver';
import { kindOf } from '../../core/files.ts';
import { completeRuleFile } from '../../core/metadata/editing/complete.ts';
import { describeInRuleFile } from '../../core/metadata/editing/describe.ts';
import {
  definitionInRuleFile,
  highlightsInRuleFile,
  locationOf,
  referencesInRuleFiles,
  targetAt,
} from '../../core/metadata/editing/find.ts';
import type { Named } from '../../core/metadata/editing/named.ts';
import { outlineOfRuleFile } from '../../core/metadata/editing/outline.ts';
import type { RuleFile } from '../../core/metadata/editing/project.ts';
import { referencesInRuleTests } from '../../core/metadata/editing/testReferences.ts';
import { type Location as CoreLocation, LineIndex } from '../../core/text.ts';
import { toRange } from '../convert.ts';
import type { Documents } from '../documents.ts';
import { localised } from '../l10n/language.ts';
import type { LoadedProject } from '../loadedProject.ts';
import { canonicalUri } from '../uris.ts';
import type { Workspace } from '../workspace.ts';
import { completionItems } from './completionItems.ts';
import { documentSymbols } from './documentSymbols.ts';
import type { RuleTestTexts } from './ruleTestTexts.ts';

const nothing: CompletionList = { isIncomplete: false, items: [] };

/** Whether a file holds a duplicate rule or matching rules. */
export function isRuleFile(uri: string): boolean {
  const kind = kindOf(uri);
  return kind === 'duplicate-rule' || kind === 'matching-rule';
}

/** What else refers to something that rule files name, such as saves to a rule. */
export type ReferenceProvider = (
  named: Named,
  project: LoadedProject,
  token: CancellationToken,
) => Promise<readonly CoreLocation[]>;

export interface EditorFeatures {
  readonly takesSnippets: boolean;
  /** Command of the client that asks for completions, for where an element leads to a value. */
  readonly suggestCommand: string | null;
  /** It shows what is said of an item beside its label. */
  readonly showsLabelDetails: boolean;
}

interface OpenRuleFile extends RuleFile {
  readonly lines: LineIndex;
  readonly loaded: LoadedProject;
}

/** Help with writing files of duplicate rules and matching rules; nothing in others. */
export class RuleFileEditing {
  readonly #workspace: Workspace;
  readonly #documents: Documents;
  readonly #tests: RuleTestTexts;
  readonly #editor: EditorFeatures;
  readonly #providers: ReferenceProvider[] = [];

  constructor(workspace: Workspace, documents: Documents, tests: RuleTestTexts, editor: EditorFeatures) {
    this.#workspace = workspace;
    this.#documents = documents;
    this.#tests = tests;
    this.#editor = editor;
  }

  /** Whatever it finds is listed with the references of rule files and rule tests. */
  addReferences(provider: ReferenceProvider): void {
    this.#providers.push(provider);
  }

  async complete({ textDocument, position, context }: CompletionParams): Promise<CompletionList> {
    const file = await this.#at(textDocument);
    if (file === null) return nothing;
    const { takesSnippets, suggestCommand } = this.#editor;
    const abilities = { takesSnippets, asksAgain: suggestCommand !== null };
    const trigger = context?.triggerCharacter ?? null;
    const found = completeRuleFile(file, file.lines.offset(position), abilities, trigger);
    return { isIncomplete: false, items: completionItems(found, file.lines, this.#editor) };
  }

  async hover({ textDocument, position }: TextDocumentPositionParams): Promise<Hover | null> {
    const file = await this.#at(textDocument);
    const shown = file && describeInRuleFile(file, file.lines.offset(position));
    return (
      shown && {
        contents: { kind: MarkupKind.Markdown, value: localised(shown.markdown) },
        range: toRange(file.lines, shown),
      }
    );
  }

  async definition({ textDocument, position }: TextDocumentPositionParams): Promise<Location | null> {
    const file = await this.#at(textDocument);
    const found = file && definitionInRuleFile(file, file.lines.offset(position));
    return found && this.#location(found, file);
  }

  async references(
    { textDocument, position, context }: ReferenceParams,
    token: CancellationToken,
  ): Promise<Location[] | null> {
    const file = await this.#at(textDocument);
    const named = file && (targetAt(file, file.lines.offset(position))?.named ?? null);
    if (file === null || named === null) return null;
    const { loaded, project } = file;
    const definition = locationOf(named, project);
    const inRules = referencesInRuleFiles(named, this.#ruleTexts(loaded)).filter(
      (one) => named.kind === 'object' || one.uri !== definition?.uri || one.start !== definition.start,
    );
    const tests = await this.#tests.of(loaded);
    const others = (
      await Promise.all(this.#providers.map((provider) => provider(named, loaded, token)))
    ).flat();
    const declared = context.includeDeclaration && definition !== null ? [definition] : [];
    return [
      ...[...declared, ...inRules, ...others].map((one) => this.#location(one, file)),
      ...referencesInRuleTests(named, tests, project).map((one) => {
        const text = tests.find(({ uri }) => uri === one.uri)?.text ?? '';
        return { uri: this.#documents.spelling(one.uri), range: toRange(new LineIndex(text), one) };
      }),
    ];
  }

  async highlights({ textDocument, position }: TextDocumentPositionParams): Promise<DocumentHighlight[]> {
    const file = await this.#at(textDocument);
    if (file === null) return [];
    const kind = DocumentHighlightKind.Text;
    return highlightsInRuleFile(file, file.lines.offset(position)).map((span) => ({
      range: toRange(file.lines, span),
      kind,
    }));
  }

  async symbols(textDocument: TextDocumentIdentifier): Promise<DocumentSymbol[]> {
    const file = await this.#at(textDocument);
    return file === null ? [] : documentSymbols(outlineOfRuleFile(file.uri, file.text), file.lines);
  }

  async #at({ uri: clientUri }: TextDocumentIdentifier): Promise<OpenRuleFile | null> {
    const uri = canonicalUri(clientUri);
    if (!isRuleFile(uri)) return null;
    const loaded = (await this.#workspace.projectOf(uri)) ?? (await this.#workspace.looseProject());
    const text = this.#documents.text(uri) ?? loaded.text(uri);
    if (text === null) return null;
    const { catalog, schema } = loaded.analysis;
    return { uri, text, lines: new LineIndex(text), loaded, project: { catalog, schema } };
  }

  #location(found: CoreLocation, { uri, lines, loaded }: OpenRuleFile): Location {
    const its = found.uri === uri ? lines : (loaded.lines(found.uri) ?? new LineIndex(''));
    return { uri: this.#documents.spelling(found.uri), range: toRange(its, found) };
  }

  *#ruleTexts(loaded: LoadedProject): Iterable<{ readonly uri: string; readonly text: string }> {
    for (const uri of new Set([...loaded.diskUris, ...this.#workspace.openUris])) {
      const text = isRuleFile(uri) ? loaded.text(uri) : null;
      if (text !== null) yield { uri, text };
    }
  }
}
