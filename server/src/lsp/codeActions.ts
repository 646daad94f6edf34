import { t } from '@vscode/l10n';
import {
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  type Diagnostic,
  LSPErrorCodes,
  ResponseError,
} from 'vscode-languageserver';
import type { Finding } from '../core/findings.ts';
import type { Fix } from '../core/fixes/fix.ts';
import type { Span } from '../core/text.ts';
import { fixAllKind } from '../protocol.ts';
import type { ClientFeatures } from './clientFeatures.ts';
import { type Converter, diagnosticSource } from './convert.ts';
import { localised } from './l10n/language.ts';
import type { LoadedProject } from './loadedProject.ts';
import { canonicalUri } from './uris.ts';
import type { Workspace } from './workspace.ts';
import type { WorkspaceEdits } from './workspaceEdits.ts';

/** What is needed to make an action's edits when it is chosen. */
interface ActionData {
  readonly uri: string;
  /** Null for the action that applies all safe fixes. */
  readonly fix: { readonly id: string; readonly title: string; readonly finding: FindingKey } | null;
  /** Version of the document that the action was offered for. */
  readonly version: number | null;
}

interface FindingKey {
  readonly ruleId: string;
  readonly start: number;
  readonly end: number;
}

export class CodeActions {
  readonly #workspace: Workspace;
  readonly #converter: Converter;
  readonly #edits: WorkspaceEdits;
  readonly #features: ClientFeatures;

  constructor(workspace: Workspace, converter: Converter, edits: WorkspaceEdits, features: ClientFeatures) {
    this.#workspace = workspace;
    this.#converter = converter;
    this.#edits = edits;
    this.#features = features;
  }

  async list({ textDocument, range, context }: CodeActionParams): Promise<CodeAction[]> {
    if (!this.#features.codeActionLiterals) return [];
    const uri = canonicalUri(textDocument.uri);
    const project = await this.#workspace.projectOf(uri);
    const lines = project?.lines(uri);
    if (project === null || lines === null || lines === undefined) return [];
    const actions: CodeAction[] = [];
    if (isWanted(CodeActionKind.QuickFix, context.only)) {
      const span = { start: lines.offset(range.start), end: lines.offset(range.end) };
      actions.push(...this.#quickFixes(project, uri, span, context.diagnostics));
    }
    // Without being asked for, a source action belongs in no list of quick fixes.
    if (context.only !== undefined && isWanted(fixAllKind, context.only)) {
      actions.push(...this.#fixAll(project, uri));
    }
    return actions;
  }

  async resolve(action: CodeAction): Promise<CodeAction> {
    const data = action.data as ActionData | undefined;
    if (data === undefined || action.edit !== undefined) return action;
    const project = await this.#workspace.projectOf(data.uri);
    const fixes = project === null ? [] : currentFixes(project, data);
    if (project === null || fixes.length === 0 || this.#edits.version(data.uri) !== data.version) {
      throw new ResponseError(
        LSPErrorCodes.ContentModified,
        t('The document has changed: ask for fixes again.'),
      );
    }
    return { ...action, edit: this.#edits.of(project, fixes) };
  }

  #quickFixes(project: LoadedProject, uri: string, span: Span, shown: readonly Diagnostic[]): CodeAction[] {
    const touches = ({ location }: Finding) => location.start <= span.end && span.start <= location.end;
    if (!project.analysis.findings(uri).some(touches)) return [];
    const fixes = project.analysis.fixes(uri, span).filter((fix) => this.#edits.canApply(fix));
    return alike(fixes).map((same) => {
      const [fix] = same;
      const diagnostics = same.flatMap((one) => this.#converter.diagnostic(project, one.finding) ?? []);
      const mended = shown.filter((one) => diagnostics.some((diagnostic) => isSame(one, diagnostic)));
      const { ruleId, location } = fix.finding;
      const finding = { ruleId, start: location.start, end: location.end };
      const action: CodeAction = {
        title: localised(fix.title),
        kind: CodeActionKind.QuickFix,
        diagnostics: mended.length > 0 ? mended : diagnostics,
        ...(same.some(({ preferred }) => preferred) ? { isPreferred: true } : {}),
      };
      return this.#withEdit(action, project, [fix], {
        uri,
        fix: { id: fix.id, title: fix.title, finding },
        version: this.#edits.version(uri),
      });
    });
  }

  #fixAll(project: LoadedProject, uri: string): CodeAction[] {
    const fixes = project.analysis.safeFixes(uri);
    if (fixes.length === 0) return [];
    const action: CodeAction = { title: t('Fix all safe Duplicate Rules findings'), kind: fixAllKind };
    return [this.#withEdit(action, project, fixes, { uri, fix: null, version: this.#edits.version(uri) })];
  }

  #withEdit(action: CodeAction, project: LoadedProject, fixes: readonly Fix[], data: ActionData): CodeAction {
    if (this.#features.resolvesCodeActionEdits) return { ...action, data };
    return { ...action, edit: this.#edits.of(project, fixes) };
  }
}

/** Findings of one place may have the same fix, which is offered once. */
function alike(fixes: readonly Fix[]): readonly (readonly [Fix, ...Fix[]])[] {
  const groups = new Map<string, [Fix, ...Fix[]]>();
  for (const fix of fixes) {
    const key = JSON.stringify([fix.title, fix.edits]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [fix]);
    else group.push(fix);
  }
  return [...groups.values()];
}

function currentFixes(project: LoadedProject, { uri, fix }: ActionData): readonly Fix[] {
  if (fix === null) return project.analysis.safeFixes(uri);
  const { id, title, finding } = fix;
  return project.analysis
    .fixes(uri, finding)
    .filter(
      (one) =>
        one.id === id &&
        one.title === title &&
        one.finding.ruleId === finding.ruleId &&
        one.finding.location.start === finding.start &&
        one.finding.location.end === finding.end,
    )
    .slice(0, 1);
}

/** Whether an action of this kind is among those asked for: `source` asks for `source.fixAll.duplicateRules`. */
function isWanted(kind: string, only: readonly string[] | undefined): boolean {
  return (
    only === undefined || only.some((asked) => asked === '' || kind === asked || kind.startsWith(`${asked}.`))
  );
}

function isSame(shown: Diagnostic, ours: Diagnostic): boolean {
  return (
    shown.source === diagnosticSource &&
    shown.code === ours.code &&
    shown.range.start.line === ours.range.start.line &&
    shown.range.start.character === ours.range.start.character
  );
}
