import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { LineIndex } from '../../server/src/core/text.ts';
import { canonicalUri, uriOfPath } from '../../server/src/lsp/uris.ts';
import type { Editor, OpenDocument } from './editor.ts';
import type { ProjectCopy, ProjectFile } from './project.ts';
import type { Chance } from './random.ts';
import { applied, type Change, changesOf, inverse, placeIn } from './typing.ts';

/** How often people do what, roughly. */
const weights = {
  open: 6,
  close: 4,
  type: 40,
  backspace: 12,
  'new line': 6,
  'delete line': 4,
  cut: 2,
  paste: 3,
  undo: 8,
  revert: 2,
  save: 6,
  look: 24,
  'change on disk': 2,
  'branch switch': 0.4,
  'add and remove': 1,
  'rule file': 4,
  'ask of the project': 1,
};

interface Document extends OpenDocument {
  readonly file: ProjectFile;
  readonly undo: Change[];
}

/** Texts that grow beyond this are taken back. */
const mostGrowth = 60_000;
const mostOpen = 8;

/** Somebody who edits a project, by chance. Files on disk change with it. */
export class Replay {
  readonly #editor: Editor;
  readonly #project: ProjectCopy;
  readonly #chance: Chance;
  readonly #open: Document[] = [];
  readonly #changedFiles = new Map<string, ProjectFile>();
  readonly #addedFiles = new Set<string>();
  keystrokes = 0;
  actions = 0;

  constructor(editor: Editor, project: ProjectCopy, chance: Chance) {
    this.#editor = editor;
    this.#project = project;
    this.#chance = chance;
  }

  /** Does one thing. */
  async act(): Promise<void> {
    this.actions++;
    if (this.#open.length === 0) return this.#openOne(this.#chance.of(this.#project.code));
    const kind = this.#chance.weighted(weights);
    const document = this.#chance.of(this.#open);
    switch (kind) {
      case 'open':
        return this.#openOne(this.#chance.of(this.#project.code));
      case 'close':
        return this.#close(document);
      case 'undo':
        return this.#undo(document);
      case 'revert':
        return this.#replaceAll(document, document.file.text);
      case 'save':
        return this.#save(document);
      case 'look':
        return this.#look(document);
      case 'change on disk':
        return this.#changeOnDisk([this.#chance.of(this.#project.code)]);
      case 'branch switch':
        return this.#changeOnDisk(Array.from({ length: 60 }, () => this.#chance.of(this.#project.code)));
      case 'add and remove':
        return this.#addAndRemove();
      case 'rule file':
        return this.#ruleFile();
      case 'ask of the project':
        return this.#askOfTheProject(document);
      default:
        return this.#edit(document, changesOf(kind, document.text, document.languageId, this.#chance));
    }
  }

  /** Everything as it was: nothing is open, and the files are the first ones. */
  async restore(): Promise<void> {
    for (const document of [...this.#open]) await this.#close(document);
    const changes = [...this.#changedFiles.values()].map((file) => {
      writeFileSync(file.path, file.text);
      return { uri: file.uri, type: 2 };
    });
    for (const path of this.#addedFiles) {
      rmSync(path, { force: true });
      changes.push({ uri: canonicalUri(uriOfPath(path)), type: 3 });
    }
    this.#changedFiles.clear();
    this.#addedFiles.clear();
    await this.#editor.notify('workspace/didChangeWatchedFiles', { changes });
  }

  async #openOne(file: ProjectFile): Promise<void> {
    if (this.#open.some((one) => one.uri === file.uri)) return;
    if (this.#open.length >= mostOpen) await this.#close(this.#open[0]!);
    const text = readFileSync(file.path, 'utf8');
    const document: Document = {
      file,
      uri: file.uri,
      languageId: file.languageId,
      text,
      version: 1,
      undo: [],
    };
    this.#open.push(document);
    await this.#editor.open(document);
    await this.#shown(document);
  }

  async #close(document: Document): Promise<void> {
    this.#open.splice(this.#open.indexOf(document), 1);
    await this.#editor.close(document);
  }

  /** What the editor asks for when a document is shown or has changed. */
  async #shown({ uri }: Document): Promise<void> {
    const textDocument = { uri };
    await Promise.all([
      this.#editor.request('textDocument/diagnostic', { textDocument }),
      this.#editor.request('textDocument/codeLens', { textDocument }),
    ]);
  }

  async #edit(document: Document, changes: readonly Change[]): Promise<void> {
    for (const change of changes) {
      if (change.start < 0 || change.end > document.text.length) break;
      document.undo.push(inverse(document.text, change));
      if (document.undo.length > 200) document.undo.shift();
      await this.#send(document, change);
      this.keystrokes++;
      await this.#editor.request('textDocument/diagnostic', { textDocument: { uri: document.uri } });
    }
    await this.#shown(document);
    if (document.text.length > document.file.text.length + mostGrowth) {
      await this.#replaceAll(document, document.file.text);
    }
  }

  async #send(document: Document, change: Change): Promise<void> {
    const index = new LineIndex(document.text);
    const range = { start: index.position(change.start), end: index.position(change.end) };
    document.text = applied(document.text, change);
    await this.#editor.notify('textDocument/didChange', {
      textDocument: { uri: document.uri, version: ++document.version },
      contentChanges: [{ range, text: change.text }],
    });
  }

  async #undo(document: Document): Promise<void> {
    for (let count = 1 + this.#chance.below(40); count > 0; count--) {
      const change = document.undo.pop();
      if (change === undefined) break;
      await this.#send(document, change);
    }
    await this.#shown(document);
  }

  async #replaceAll(document: Document, text: string): Promise<void> {
    document.undo.length = 0;
    await this.#send(document, { start: 0, end: document.text.length, text });
    await this.#shown(document);
  }

  async #save(document: Document): Promise<void> {
    const { file, uri, text } = document;
    writeFileSync(file.path, text);
    this.#changedFiles.set(uri, file);
    await this.#editor.notify('textDocument/didSave', { textDocument: { uri } });
    await this.#editor.notify('workspace/didChangeWatchedFiles', { changes: [{ uri, type: 2 }] });
    await this.#shown(document);
  }

  async #look(document: Document): Promise<void> {
    const textDocument = { uri: document.uri };
    const index = new LineIndex(document.text);
    const at = placeIn(document.text, this.#chance);
    const position = index.position(at);
    const word = document.text
      .slice(Math.max(0, at - 40), at)
      .search(/\b(?:insert|update|upsert|allowSave)\b/);
    const place = {
      textDocument,
      position: word < 0 ? position : index.position(Math.max(0, at - 40) + word),
    };
    const range = { start: position, end: position };
    await Promise.all([
      this.#editor.request('textDocument/hover', place),
      this.#editor.request('textDocument/codeAction', { textDocument, range, context: { diagnostics: [] } }),
      ...(document.languageId === 'xml'
        ? ['completion', 'definition', 'references', 'documentSymbol'].map((what) =>
            this.#editor.request(`textDocument/${what}`, {
              ...place,
              context: { includeDeclaration: true, triggerKind: 1 },
            }),
          )
        : []),
    ]);
  }

  /** Half of a file goes away, or it comes back. */
  async #changeOnDisk(files: readonly ProjectFile[]): Promise<void> {
    const changes = files.map((file) => {
      const isChanged = this.#changedFiles.has(file.uri);
      writeFileSync(
        file.path,
        isChanged ? file.text : file.text.slice(0, this.#chance.below(file.text.length + 1)),
      );
      if (isChanged) this.#changedFiles.delete(file.uri);
      else this.#changedFiles.set(file.uri, file);
      return { uri: file.uri, type: 2 };
    });
    await this.#editor.notify('workspace/didChangeWatchedFiles', { changes });
    for (const document of this.#open.slice(0, 2)) await this.#shown(document);
  }

  async #addAndRemove(): Promise<void> {
    const [first] = this.#addedFiles;
    if (first !== undefined && this.#chance.percent(50)) {
      this.#addedFiles.delete(first);
      rmSync(first, { force: true });
      const changes = [{ uri: canonicalUri(uriOfPath(first)), type: 3 }];
      return this.#editor.notify('workspace/didChangeWatchedFiles', { changes });
    }
    const { path, text } = this.#chance.of(this.#project.code);
    const copy = join(dirname(path), `Endurance${this.actions}${path.slice(path.lastIndexOf('.'))}`);
    mkdirSync(dirname(copy), { recursive: true });
    writeFileSync(copy, text.replace(/\bclass \w+/, `class Endurance${this.actions}`));
    this.#addedFiles.add(copy);
    return this.#editor.notify('workspace/didChangeWatchedFiles', {
      changes: [{ uri: canonicalUri(uriOfPath(copy)), type: 1 }],
    });
  }

  /** Edited in the editor, key by key, or switched on disk. */
  async #ruleFile(): Promise<void> {
    const file = this.#chance.of(this.#project.rules);
    if (this.#chance.percent(50)) {
      const { text } = file;
      const changed = this.#chance.of([
        text.replace('<isActive>true<', '<isActive>false<'),
        text.replace('>Block<', '>Allow<'),
        text.replace('>Email<', '>Phone<'),
        text,
      ]);
      writeFileSync(file.path, changed);
      this.#changedFiles.set(file.uri, file);
      await this.#editor.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: file.uri, type: 2 }] });
      for (const document of this.#open.slice(0, 2)) await this.#shown(document);
      return;
    }
    await this.#openOne(file);
    const document = this.#open.find(({ uri }) => uri === file.uri)!;
    const kind = this.#chance.of(['type', 'backspace', 'delete line'] as const);
    await this.#edit(document, changesOf(kind, document.text, 'xml', this.#chance));
    await this.#look(document);
  }

  async #askOfTheProject({ uri }: Document): Promise<void> {
    switch (this.#chance.below(5)) {
      case 0:
        await this.#editor.request('duplicateRules/checkWorkspace', null);
        break;
      case 1:
        await this.#editor.request('duplicateRules/listRules', { uri });
        break;
      case 2:
        await this.#editor.request('duplicateRules/ruleTree', { withSaves: true });
        break;
      case 3:
        await this.#editor.request('duplicateRules/saveTable', { uri, object: 'Lead' });
        break;
      default:
        await this.#editor.notify('workspace/didChangeConfiguration', { settings: null });
    }
  }
}
