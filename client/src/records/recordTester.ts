import {
  CancellationTokenSource,
  Disposable,
  type ExtensionContext,
  env,
  l10n,
  type Memento,
  type TextDocumentShowOptions,
  type TextEditor,
  Uri,
  ViewColumn,
  window,
  workspace,
} from 'vscode';
import {
  type CodeSuggestion,
  type Explanation,
  explainRequest,
  type FileRange,
  orgFailureCode,
  type Preview,
  type RecordDraft,
  type RuleEntry,
  recordFormRequest,
  type SampleRecord,
  testLocallyRequest,
  testRecordRequest,
} from '../../../server/src/protocol.ts';
import type { EmbeddedOrg } from '../embeddedOrg/embeddedOrg.ts';
import { openRule } from '../openRule.ts';
import { doAbout } from '../org/ask.ts';
import { failureOf, isCancelled, needsOrg, needsTrust } from '../org/failure.ts';
import { openInBrowser } from '../org/openInSetup.ts';
import { whichProject } from '../org/whichProject.ts';
import type { Failure, FailureAction, FormState, FromPage, PanelState } from '../preview/messages.ts';
import { PreviewPanel } from '../preview/panel.ts';
import { openNewRuleTest } from '../ruleTests/newRuleTest.ts';
import type { Server } from '../server.ts';
import { chooseDataFile, type DataFile } from './chooseDataFile.ts';
import { chooseRecord } from './chooseRecord.ts';
import { chooseErrorText } from './errorText.ts';

/** The file that a test or an explanation began in: it decides the project, and the language of code. */
interface Origin {
  readonly uri: string | null;
  readonly languageId: string | null;
}

/** Tests records and explains refusals: what the tab with the preview does. */
export class RecordTester implements Disposable {
  readonly #server: Server;
  readonly #panel: PreviewPanel;
  readonly #memory: Memento;
  readonly #embedded: Pick<EmbeddedOrg, 'isRunning' | 'use' | 'onDidChange'>;
  readonly #listening: Disposable;
  #origin: Origin = { uri: null, languageId: null };
  #running: CancellationTokenSource | undefined;
  #again: () => Promise<unknown> = async () => {};
  #drafts = 0;
  /** File of existing records; null: the org tests. */
  #against: DataFile | null = null;
  /** What was last tested, or was to be; what the form holds once an action is chosen below it. */
  #record: SampleRecord | null = null;
  /** What failed last. */
  #error: unknown = null;
  /** The orgs in use, as the server last told them. */
  #orgs = '';

  constructor(
    context: ExtensionContext,
    server: Server,
    embedded: Pick<EmbeddedOrg, 'isRunning' | 'use' | 'onDidChange'>,
  ) {
    this.#server = server;
    this.#embedded = embedded;
    this.#orgs = orgsOf(server);
    this.#listening = Disposable.from(
      embedded.onDidChange(() => this.#offerAnew()),
      workspace.onDidGrantWorkspaceTrust(() => this.#offerAnew()),
      server.onDidChange(() => this.#orgsChanged()),
    );
    this.#memory = context.workspaceState;
    this.#panel = new PreviewPanel(context.extensionUri, (message) => {
      this.#on(message).catch((error) => this.#fail(error));
    });
  }

  /**
   * @param at where the record stands, for a code lens; else the cursor or the selection tells
   * @returns whether there is one
   */
  async testRecord(at?: FileRange): Promise<boolean> {
    const editor = await this.#editorFor(at);
    const chosen = await chooseRecord(this.#server, editor, at?.range);
    if (chosen === undefined) return false;
    const origin = await this.#originOf(editor);
    if (origin === undefined) return false;
    this.#origin = origin;
    await this.#open(chosen.object, chosen.draft, null);
    return true;
  }

  /** Compares a record with those of a file that the user chooses, by the known rules: no org is asked. */
  async testLocally(): Promise<boolean> {
    const editor = window.activeTextEditor;
    const chosen = await chooseRecord(this.#server, editor);
    if (chosen === undefined) return false;
    const against = await chooseDataFile(this.#memory);
    if (against === undefined) return false;
    const origin = await this.#originOf(editor);
    if (origin === undefined) return false;
    this.#origin = origin;
    await this.#open(chosen.object, chosen.draft, against);
    return true;
  }

  /** Shows the last preview again; without one, tests the record at the cursor. */
  async showPreview(): Promise<void> {
    const { state } = this.#panel;
    if (state.tested === null && state.explanation === null) await this.testRecord();
    else this.#panel.show(l10n.t('Duplicate Preview'), state);
  }

  async explain(): Promise<void> {
    const editor = window.activeTextEditor;
    const text = await chooseErrorText(editor);
    if (text === undefined) return;
    this.#origin = originOf(editor);
    const { uri, languageId } = this.#origin;
    const busy = l10n.t('Reading the error …');
    this.#panel.show(l10n.t('Duplicates Explained'), { busy });
    await this.#run(busy, async (token) => {
      const explanation = await this.#server.request(
        explainRequest,
        { uri, text, languageId, useOrg: true },
        token,
      );
      return { explanation, waysToAsk: this.#waysToAsk(explanation), tested: null };
    });
  }

  dispose(): void {
    this.#running?.cancel();
    this.#listening.dispose();
    this.#panel.dispose();
  }

  /** A text without a name belongs to no project: of several, the user chooses one. */
  async #originOf(editor: TextEditor | undefined): Promise<Origin | undefined> {
    const origin = originOf(editor);
    const uri = await whichProject(this.#server, origin.uri);
    return uri === undefined ? undefined : { ...origin, uri };
  }

  async #editorFor(at: FileRange | undefined) {
    if (at === undefined) return window.activeTextEditor;
    return window.showTextDocument(Uri.parse(at.uri), { preserveFocus: true });
  }

  /** Shows the form; a record that is known whole is tested at once. */
  async #open(object: string, draft: RecordDraft | null, against: DataFile | null): Promise<void> {
    this.#against = against;
    this.#record = null;
    const title = l10n.t('Test {0}', object);
    const busy = l10n.t('Asking what the rules of {0} compare …', object);
    this.#panel.show(title, { busy });
    const opened = await this.#run(busy, async (token) => {
      const { uri } = this.#origin;
      const about = { uri, object, ...(against && { withoutOrg: true }) };
      const form = await this.#server.request(recordFormRequest, about, token);
      const state: FormState = {
        draftNumber: ++this.#drafts,
        form,
        id: draft?.id ?? null,
        fields: draft?.fields ?? [],
        open: draft?.open ?? [],
        origin: draft?.origin ?? '',
        against: against?.name ?? null,
      };
      return { form: state, tested: null, explanation: null };
    });
    const { form } = this.#panel.state;
    if (opened && draft !== null && form !== null && draft.open.length === 0 && draft.fields.length > 0) {
      await this.#test({ object: form.form.object, id: draft.id, fields: draft.fields });
    }
  }

  async #test(record: SampleRecord): Promise<void> {
    const { uri, languageId } = this.#origin;
    this.#record = record;
    const against = this.#against;
    const running = this.#run(l10n.t('Testing {0} …', record.object), async (token) => {
      const about = { uri, record, languageId };
      const tested =
        against === null
          ? await this.#server.request(testRecordRequest, about, token)
          : await this.#server.request(testLocallyRequest, { ...about, file: against.uri }, token);
      return { tested, explanation: null };
    });
    this.#again = () => this.#test(this.#record ?? record);
    await running;
    const { form, tested } = this.#panel.state;
    if (tested !== null && form?.form.typesGuessed) await this.#describe();
  }

  /** Asks anew what is known of the fields of the form; what was typed stays. */
  async #describe(): Promise<void> {
    const { form } = this.#panel.state;
    if (form === null || this.#against !== null) return;
    const about = { uri: this.#origin.uri, object: form.form.object };
    const known = await this.#server.request(recordFormRequest, about).catch(() => null);
    const now = this.#panel.state.form;
    if (known !== null && now?.draftNumber === form.draftNumber)
      this.#panel.update({ form: { ...now, form: known } });
  }

  /** What can be done has changed with the embedded org, or with trust. */
  #offerAnew(): void {
    const { failure, explanation } = this.#panel.state;
    if (failure !== null && needsTrust(this.#error) && workspace.isTrusted) {
      this.#panel.update({ failure: null });
    } else if (failure !== null && needsOrg(this.#error)) {
      this.#panel.update({ failure: this.#withWayOut(failureOf(this.#error), this.#error) });
    }
    if (explanation !== null) this.#panel.update({ waysToAsk: this.#waysToAsk(explanation) });
  }

  #orgsChanged(): void {
    const orgs = orgsOf(this.#server);
    if (orgs === this.#orgs) return;
    this.#orgs = orgs;
    if (this.#panel.state.form?.form.typesGuessed && this.#running === undefined) void this.#describe();
  }

  /** Compares the record of the form with those of another file from now on. */
  async #chooseFile(): Promise<void> {
    const against = await chooseDataFile(this.#memory);
    const { form } = this.#panel.state;
    if (against === undefined || form === null) return;
    this.#against = against;
    this.#panel.update({ form: { ...form, against: against.name }, failure: null });
    if (this.#record !== null && this.#record.fields.length > 0) await this.#test(this.#record);
  }

  async #makeRuleTest(): Promise<void> {
    const { tested } = this.#panel.state;
    if (!tested?.ruleTest) return;
    const name = (tested.preview.sample?.object ?? 'record').replace(/__c$/i, '').toLowerCase();
    await openNewRuleTest(tested.ruleTest, name, this.#origin.uri, besidePreview);
  }

  /**
   * One thing at a time: what runs is cancelled by what comes after it, and by closing the tab. An answer that
   * was on its way all the same is not shown.
   *
   * @returns whether the step's answer is shown
   */
  async #run(
    busy: string,
    step: (token: CancellationTokenSource['token']) => Promise<Partial<PanelState>>,
  ): Promise<boolean> {
    this.#running?.cancel();
    const running = new CancellationTokenSource();
    this.#running = running;
    this.#again = () => this.#run(busy, step);
    this.#panel.update({ busy, failure: null });
    const listener = this.#server.onOrgProgress((text) => {
      if (this.#running === running) this.#panel.update({ busy: text });
    });
    const isWanted = () => this.#running === running && !running.token.isCancellationRequested;
    try {
      const shown = await step(running.token);
      const wanted = isWanted();
      if (this.#running === running) this.#panel.update({ ...(wanted ? shown : {}), busy: null });
      return wanted;
    } catch (error) {
      if (this.#running !== running) return false;
      if (isCancelled(error) || !isWanted()) this.#panel.update({ busy: null });
      else this.#fail(error);
      return false;
    } finally {
      listener.dispose();
      running.dispose();
      if (this.#running === running) this.#running = undefined;
    }
  }

  #fail(error: unknown): void {
    this.#error = error;
    const failure = failureOf(error);
    this.#panel.update({ busy: null, failure: this.#withWayOut(failure, error), tested: null });
  }

  /** What needs an org can be tried with the embedded one, or without any. */
  #withWayOut(failure: Failure, error: unknown): Failure {
    if (!needsOrg(error)) return failure;
    const actions = [...this.#embeddedOrg(error), ...failure.actions];
    if (this.#panel.state.form === null || this.#against !== null) return { ...failure, actions };
    const local = { id: 'testLocally', label: l10n.t('Test Against Local Data') } as const;
    return { ...failure, actions: [...actions, local] };
  }

  #embeddedOrg(error: unknown): Failure['actions'] {
    if (needsTrust(error)) return [];
    return this.#embedded.isRunning
      ? [{ id: 'useEmbeddedOrg', label: l10n.t('Test Against the Embedded Org') }]
      : [{ id: 'startEmbeddedOrg', label: l10n.t('Start Embedded Org…') }];
  }

  #waysToAsk({ notAsked }: Explanation): Failure['actions'] {
    const kind = notAsked ?? null;
    if (kind === null || (kind === 'untrusted' && workspace.isTrusted)) return [];
    const error = { message: '', code: orgFailureCode, data: { kind } };
    const embedded = this.#embedded.isRunning
      ? [{ id: 'useEmbeddedOrg', label: l10n.t('Ask the Embedded Org') } as const]
      : [];
    return [...(needsTrust(error) ? [] : embedded), ...failureOf(error).actions];
  }

  async #on(message: FromPage): Promise<void> {
    switch (message.kind) {
      case 'ready':
        return;
      case 'test':
        return this.#test(message.record);
      case 'cancel':
        this.#running?.cancel();
        return;
      case 'chooseFile':
        this.#record = message.record;
        return this.#chooseFile();
      case 'makeRuleTest':
        return this.#makeRuleTest();
      case 'openRecord':
        return openInBrowser(message.url);
      case 'openRule':
        return openRule(
          this.#server,
          this.#rules.filter(({ fullName }) => fullName === message.fullName),
          besidePreview,
        );
      case 'copyJson': {
        const shown = this.#shown(message.refusal);
        if (shown === null) return;
        await env.clipboard.writeText(`${JSON.stringify(shown.preview, null, 2)}\n`);
        window.setStatusBarMessage(
          l10n.t('Duplicate Rules: the preview is on the clipboard, with its record data.'),
          5000,
        );
        return;
      }
      case 'useCode': {
        const code = this.#shown(message.refusal)?.suggestions.find(({ id }) => id === message.id);
        if (code !== undefined) await showCode(code);
        return;
      }
      case 'testRow': {
        const refusal = this.#explanation?.refusals[message.refusal];
        const row = refusal?.rows[message.row];
        if (refusal === undefined || row === undefined) return;
        const object = row.object || objectOf(refusal.preview) || (await this.#askForObject());
        if (object !== undefined) await this.#open(object, row, null);
        return;
      }
      case 'failureAction':
        if (message.record !== null) this.#record = message.record;
        return this.#doAbout(message.id);
    }
  }

  async #doAbout(action: FailureAction): Promise<void> {
    if (action === 'testLocally') return this.#chooseFile();
    if (action === 'useEmbeddedOrg') {
      if (!(await this.#embedded.use(this.#origin.uri))) return;
    } else {
      await doAbout(action);
      if (action !== 'retry' && action !== 'selectOrg') return;
    }
    // An org that was chosen before anything was typed: the form knows more, and waits.
    const isEmpty = this.#panel.state.form !== null && this.#record?.fields.length === 0;
    if (!isEmpty || action === 'retry') return void (await this.#again());
    this.#panel.update({ failure: null });
    await this.#describe();
  }

  async #askForObject(): Promise<string | undefined> {
    return (await chooseRecord(this.#server, undefined))?.object;
  }

  get #explanation(): Explanation | null {
    return this.#panel.state.explanation;
  }

  get #rules(): readonly RuleEntry[] {
    return this.#panel.state.tested?.rules ?? this.#explanation?.rules ?? [];
  }

  /** @param refusal index of a refusal of the explanation; null: the tested record */
  #shown(refusal: number | null): { preview: Preview; suggestions: readonly CodeSuggestion[] } | null {
    if (refusal === null) return this.#panel.state.tested;
    return this.#explanation?.refusals[refusal] ?? null;
  }
}

/** The object of the rules that refused; '' if they are of several objects, or not known. */
function objectOf({ rules }: Preview): string {
  const refused = rules.filter(({ state, fullName }) => state === 'matched' && fullName.includes('.'));
  const objects = new Set(refused.map(({ fullName }) => fullName.slice(0, fullName.indexOf('.'))));
  return objects.size === 1 ? [...objects][0]! : '';
}

function orgsOf({ status }: Server): string {
  return JSON.stringify(status?.projects.map(({ org }) => org) ?? []);
}

/** Where the code is that the record came from; in the preview's own column it would cover the preview. */
const besidePreview: TextDocumentShowOptions = { viewColumn: ViewColumn.One };

function originOf(editor: typeof window.activeTextEditor): Origin {
  const uri = editor?.document.uri;
  return {
    uri: uri?.scheme === 'file' ? uri.toString() : null,
    languageId: editor?.document.languageId ?? null,
  };
}

async function showCode({ code, language }: CodeSuggestion): Promise<void> {
  const document = await workspace.openTextDocument({ language, content: code }).then(
    (opened) => opened,
    () => workspace.openTextDocument({ content: code }),
  );
  await window.showTextDocument(document, besidePreview);
}
