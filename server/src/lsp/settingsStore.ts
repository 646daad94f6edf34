import { t } from '@vscode/l10n';
import type { Connection } from 'vscode-languageserver';
import type { PartialSettings, Reading } from '../core/config/partial.ts';
import { defaultSettings, type Settings } from '../core/config/settings.ts';
import { configFileName } from '../core/files.ts';
import type { ClientFeatures } from './clientFeatures.ts';
import { localised } from './l10n/language.ts';
import type { LoadedProject } from './loadedProject.ts';
import { type SettingsOrigin, settingsText } from './logTexts.ts';
import type { ProjectSource } from './projectSource.ts';
import {
  defaultEditorSettings,
  type EditorSettings,
  effectiveSettings,
  readConfigFile,
  readEditorSettings,
  settingsSection,
} from './settings.ts';
import { baseName } from './uris.ts';

interface ProjectSettings {
  readonly shared: Settings;
  readonly editor: EditorSettings;
}

/** Settings of each project: its configuration file, and over it what the editor says for its folder. */
export class SettingsStore {
  readonly #connection: Connection;
  readonly #features: ClientFeatures;
  readonly #source: ProjectSource;
  readonly #known = new Map<LoadedProject, ProjectSettings>();
  /** What is said of each source as it stands, by the source. */
  readonly #told = new Map<string, string>();
  /** What the log says of each project. */
  readonly #logged = new Map<LoadedProject, string>();
  /** For clients that cannot be asked: what they last sent by themselves. */
  #sent: unknown;

  constructor(connection: Connection, features: ClientFeatures, source: ProjectSource, initial: unknown) {
    this.#connection = connection;
    this.#features = features;
    this.#source = source;
    this.#sent = initial;
    this.receive(initial);
  }

  of(project: LoadedProject): ProjectSettings {
    return this.#known.get(project) ?? { shared: defaultSettings, editor: defaultEditorSettings };
  }

  forget(project: LoadedProject): void {
    this.#known.delete(project);
    this.#logged.delete(project);
    for (const source of ['editor', 'file']) this.#told.delete(`${source} ${project.root}`);
  }

  /** Keeps what a client sends with workspace/didChangeConfiguration. */
  receive(settings: unknown): void {
    if (typeof settings !== 'object' || settings === null) return;
    if (settingsSection in settings) this.#sent = (settings as Record<string, unknown>)[settingsSection];
  }

  /** Reads both sources and hands the settings to the analysis. */
  async apply(project: LoadedProject): Promise<void> {
    const [fromEditor, fromFile] = await Promise.all([
      this.#askEditor(project.root),
      this.#readFile(project),
    ]);
    const shared = effectiveSettings(fromFile?.values ?? {}, fromEditor.values.shared);
    this.#known.set(project, { shared, editor: fromEditor.values.editor });
    project.analysis.setSettings(shared);
    this.#log(project, {
      fileProblems: fromFile?.problems ?? null,
      editorNames: Object.keys(fromEditor.values.shared),
      editorProblems: fromEditor.problems,
    });
  }

  #log(project: LoadedProject, origin: SettingsOrigin): void {
    const text = settingsText(project.root, origin);
    if (this.#logged.get(project) === text) return;
    this.#logged.set(project, text);
    this.#connection.console.info(text);
  }

  async #askEditor(root: string): Promise<ReturnType<typeof readEditorSettings>> {
    let given = this.#sent;
    if (this.#features.configuration) {
      const scope = root === '' ? {} : { scopeUri: root };
      try {
        given = await this.#connection.workspace.getConfiguration({ ...scope, section: settingsSection });
      } catch (error) {
        this.#connection.console.error(`The editor did not answer for its settings: ${error}`);
      }
    }
    const reading = readEditorSettings(given);
    this.#tell(`editor ${root}`, t('Duplicate Rules settings of the editor'), reading.problems);
    return reading;
  }

  /** Null where there is no file. */
  async #readFile(project: LoadedProject): Promise<Reading<PartialSettings> | null> {
    const { root } = project;
    if (root === '') return null;
    const text = await this.#source.readFile(`${root}/${configFileName}`);
    project.setConfiguration(text);
    const reading = readConfigFile(text);
    this.#tell(`file ${root}`, `${baseName(root)}/${configFileName}`, reading.problems);
    return text === null ? null : reading;
  }

  /** One message for all that is wrong, and another only when something else is. */
  #tell(source: string, where: string, problems: readonly string[]): void {
    if (problems.length === 0) {
      this.#told.delete(source);
      return;
    }
    const message = problemsText(where, problems);
    // The editor's settings are mostly the same for all projects.
    const isTold = [...this.#told.values()].includes(message);
    this.#told.set(source, message);
    if (!isTold) this.#connection.window.showWarningMessage(message);
  }
}

/** A message in an editor is one line, and not a long one. */
const mostProblems = 10;

function problemsText(where: string, problems: readonly string[]): string {
  const shown = problems.slice(0, mostProblems).map((problem) => localised(problem).replace(/[.。]$/, ''));
  if (problems.length > mostProblems) shown.push(t('and {0} more', problems.length - mostProblems));
  // What a workspace calls its folders and settings must not become a link that runs a command of the editor.
  return t('{0}: {1}. The other settings apply.', where, shown.join('; ')).replace(/\]\(/g, '] (');
}
