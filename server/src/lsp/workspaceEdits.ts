import type { CreateFile, TextDocumentEdit, TextEdit, WorkspaceEdit } from 'vscode-languageserver';
import type { FileEdits, Fix } from '../core/fixes/fix.ts';
import { type TextEdit as CoreEdit, LineIndex } from '../core/text.ts';
import type { ClientFeatures } from './clientFeatures.ts';
import { toRange } from './convert.ts';
import type { Documents } from './documents.ts';
import type { LoadedProject } from './loadedProject.ts';

/** Turns fixes into the edit that a client applies, with the versions of the documents that it is made for. */
export class WorkspaceEdits {
  readonly #features: ClientFeatures;
  readonly #documents: Documents;

  constructor(features: ClientFeatures, documents: Documents) {
    this.#features = features;
    this.#documents = documents;
  }

  version(uri: string): number | null {
    return this.#documents.version(uri);
  }

  /** False for a fix that makes a file where the client cannot. */
  canApply({ edits }: Fix): boolean {
    const { documentChanges, createsFiles } = this.#features;
    return (documentChanges && createsFiles) || !edits.some(({ create }) => create);
  }

  /** The edits of all fixes that can be applied together; of two that overlap, the first. */
  of(project: LoadedProject, fixes: readonly Fix[]): WorkspaceEdit {
    const files = compatibleEdits(fixes);
    if (!this.#features.documentChanges) {
      const changes: Record<string, TextEdit[]> = {};
      for (const { uri, edits } of files) {
        changes[this.#documents.spelling(uri)] = this.#textEdits(project, uri, edits);
      }
      return { changes };
    }
    const documentChanges: (TextDocumentEdit | CreateFile)[] = [];
    for (const { uri, edits } of files) {
      const spelled = this.#documents.spelling(uri);
      if (project.text(uri) === null && this.#features.createsFiles) {
        documentChanges.push({ kind: 'create', uri: spelled, options: { ignoreIfExists: true } });
      }
      documentChanges.push({
        textDocument: { uri: spelled, version: this.version(uri) },
        edits: this.#textEdits(project, uri, edits),
      });
    }
    return { documentChanges };
  }

  #textEdits(project: LoadedProject, uri: string, edits: readonly CoreEdit[]): TextEdit[] {
    const lines = project.lines(uri) ?? new LineIndex('');
    return edits.map(({ span, newText }) => ({ range: toRange(lines, span), newText }));
  }
}

/** A fix is taken whole or not at all. */
export function compatibleEdits(fixes: readonly Fix[]): FileEdits[] {
  const taken = new Map<string, CoreEdit[]>();
  for (const fix of fixes) {
    const clashes = fix.edits.some(({ uri, edits }) =>
      edits.some((edit) => (taken.get(uri) ?? []).some((other) => overlap(edit, other))),
    );
    if (clashes) continue;
    for (const { uri, edits } of fix.edits) taken.set(uri, [...(taken.get(uri) ?? []), ...edits]);
  }
  return [...taken].map(([uri, edits]) => ({ uri, edits }));
}

/** Insertions at one place overlap: their order would be arbitrary. */
function overlap(a: CoreEdit, b: CoreEdit): boolean {
  if (a.span.start === b.span.start) return true;
  return a.span.start < b.span.end && b.span.start < a.span.end;
}
