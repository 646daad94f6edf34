import { t } from '@vscode/l10n';
import { type Connection, type Disposable, ErrorCodes, ResponseError } from 'vscode-languageserver';
import * as z from 'zod';
import { impactMarkdown } from '../../core/impact/markdown.ts';
import type { Impact } from '../../core/impact/model.ts';
import { hasChanges, headline } from '../../core/impact/words.ts';
import type { LineIndex } from '../../core/text.ts';
import { type RuleImpactAnswer, ruleImpactRequest } from '../../protocol.ts';
import type { Documents } from '../documents.ts';
import { localised } from '../l10n/language.ts';
import type { LoadedProject } from '../loadedProject.ts';
import { projectOf } from '../org/projectOf.ts';
import { CancellableRequests } from '../org/requests.ts';
import { startProgress } from '../progress.ts';
import type { RuleTestFiles } from '../ruleTests/ruleTestFiles.ts';
import { baseName, canonicalUri } from '../uris.ts';
import type { Workspace } from '../workspace.ts';
import { type Impacts, isRuleMetadata, type RuleTexts, savedTexts } from './impacts.ts';

const asked = z.object({
  uri: z.string().nullable(),
  before: z
    .object({
      name: z.string(),
      files: z.array(z.object({ uri: z.string(), text: z.string().nullable() })),
    })
    .nullable(),
});

/** Answers what the rules of the editor do otherwise than those that are saved, or others that the client names. */
export class ImpactRequests implements Disposable {
  readonly #connection: Connection;
  readonly #workspace: Workspace;
  readonly #documents: Documents;
  readonly #tests: RuleTestFiles;
  readonly #impacts: Impacts;
  readonly #requests: CancellableRequests;

  constructor(
    connection: Connection,
    workspace: Workspace,
    documents: Documents,
    tests: RuleTestFiles,
    impacts: Impacts,
  ) {
    this.#connection = connection;
    this.#workspace = workspace;
    this.#documents = documents;
    this.#tests = tests;
    this.#impacts = impacts;
    this.#requests = new CancellableRequests(connection);
    this.#requests.on(ruleImpactRequest, asked, (params, signal) => this.#answer(params, signal));
  }

  dispose(): void {
    this.#requests.dispose();
  }

  async #answer(
    { uri, before }: z.infer<typeof asked>,
    signal: AbortSignal,
  ): Promise<RuleImpactAnswer | null> {
    const project = await projectOf(this.#workspace, uri);
    if (project === null) {
      throw new ResponseError(ErrorCodes.InvalidParams, t('Several projects are open, and none is meant.'));
    }
    const texts: RuleTexts =
      before === null ? savedTexts(project) : textsIn(project, before.files, this.#workspace);
    const progress = startProgress(
      this.#connection,
      t('Duplicate Rules: judging the saves by both rules'),
      300,
    );
    try {
      const token = {
        get isCancellationRequested() {
          return signal.aborted || progress.isCancellationRequested;
        },
      };
      const impact = await this.#impacts.between(project, texts, token, true);
      if (impact === null) return null;
      const tests = await linesOf(impact, this.#tests);
      const told = headline(impact);
      const name = project.root === '' ? '' : baseName(project.root);
      const title =
        before === null ? t('What the unsaved rules do') : t('What the rules do since {0}', before.name);
      return {
        title,
        changes: hasChanges(impact),
        headline: told === null ? null : localised(told),
        markdown: impactMarkdown(impact, {
          title,
          level: 1,
          compared: comparedWords(project, texts, before?.name ?? null),
          forecastCommand: (rules) =>
            `duplicate-rules forecast RECORDS.csv ${rules.map((rule) => `--rule ${rule}`).join(' ')}`,
          link: (location) => {
            const line =
              ((tests.get(location.uri) ?? project.lines(location.uri))?.position(location.start).line ?? 0) +
              1;
            const target = linkTarget(this.#documents.spelling(location.uri));
            return {
              text: `${baseName(location.uri)}:${line}`,
              target: location.end > 0 ? `${target}#L${line}` : target,
            };
          },
          mostRows: 200,
          say: localised,
        }),
        project: name,
      };
    } finally {
      progress.end();
    }
  }
}

/** Of files of rule tests, which are no part of the analysis. */
async function linesOf({ tests }: Impact, files: RuleTestFiles): Promise<ReadonlyMap<string, LineIndex>> {
  const lines = new Map<string, LineIndex>();
  for (const uri of new Set(tests.changes.map((change) => change.uri))) {
    const text = await files.text(uri);
    if (text !== null) lines.set(uri, text.lines);
  }
  return lines;
}

/** What would end the target of a link is encoded. */
function linkTarget(uri: string): string {
  return uri.replace(/[()\s]/g, (character) => `%${character.charCodeAt(0).toString(16)}`);
}

function textsIn(
  project: LoadedProject,
  files: readonly { readonly uri: string; readonly text: string | null }[],
  workspace: Workspace,
): RuleTexts {
  const texts = new Map<string, string | null>();
  for (const { uri, text } of files) {
    const canonical = canonicalUri(uri);
    if (isRuleMetadata(canonical) && workspace.projects.nearest(canonical) === project) {
      texts.set(canonical, text);
    }
  }
  return texts;
}

function comparedWords(project: LoadedProject, texts: RuleTexts, name: string | null): string {
  if (name !== null) {
    return `The rules as they are in the editor are compared with those of ${name}, over the saves and rule tests as they are in the editor.`;
  }
  const files = [...texts.keys()].map(baseName);
  const which =
    files.length === 1 ? `${files[0]} as it is in the editor is` : 'Rule files as they are in the editor are';
  return `${which} compared with what is saved, over the saves and rule tests of ${baseName(project.root)}.`;
}
