import { t } from '@vscode/l10n';
import * as z from 'zod';
import { RequestProblem } from '../connected/problem.ts';
import { rowOf } from '../core/outcome/table.ts';
import { objectOfColumns } from '../core/preflight/fileFields.ts';
import { type PreflightPage, preflightContents, preflightHtml } from '../core/preflight/html.ts';
import { type LoadChannel, loadChannels } from '../core/preflight/loadChannels.ts';
import type { LoadPlan } from '../core/preflight/model.ts';
import type { Project } from '../core/project.ts';
import { recordReader } from '../core/recordSets/read.ts';
import { objectOfFileName, objectSpelling } from '../core/records/objects.ts';
import { objectsWithRules } from '../core/saveTable/objects.ts';
import { DataFileProblem } from '../data/dataFileProblem.ts';
import { headerOf } from '../data/headerOf.ts';
import { preflightFile } from '../offline/preflightFile.ts';
import {
  objectOfHeaderRequest,
  type PreflightChoices,
  preflightChoicesRequest,
  preflightRequest,
} from '../protocol.ts';
import { speech } from './l10n/audit.ts';
import { localised } from './l10n/language.ts';
import { noProject } from './org/failures.ts';
import type { OrgRequests } from './org/orgRequests.ts';
import { projectOf } from './org/projectOf.ts';
import type { CancellableRequests } from './org/requests.ts';
import type { SettingsStore } from './settingsStore.ts';
import { baseName, canonicalUri, pathOfUri } from './uris.ts';
import type { Workspace } from './workspace.ts';

export interface PreflightParts {
  readonly workspace: Workspace;
  readonly settings: SettingsStore;
  /** Tells progress. */
  readonly orgRequests: Pick<OrgRequests, 'progress'>;
}

/** Files of existing records. */
const mostExisting = 20;

const aboutFile = z.object({ uri: z.string().min(1) });
const aboutHeader = z.object({ uri: z.string().min(1), header: z.string().max(20_000) });
const channels = Object.keys(loadChannels) as [LoadChannel, ...LoadChannel[]];
const shape = z.object({
  uri: z.string().min(1),
  object: z.string().regex(/^\w+$/),
  operation: z.enum(['insert', 'update', 'upsert']),
  externalId: z.string().min(1).nullable(),
  channel: z.enum(channels),
  against: z.array(z.string().min(1)).max(mostExisting),
});

/** So many rows, and problems, go to a page. */
const mostTold = 1_000;

/** Answers what becomes of the rows of a file, before it is loaded. No org is asked. */
export function answerPreflights(
  requests: CancellableRequests,
  { workspace, settings, orgRequests }: PreflightParts,
): void {
  requests.on(preflightChoicesRequest, aboutFile, async ({ uri }) => {
    const { analysis } = await projectFor(workspace, uri);
    return choicesOf(uri, await columnsOfFile(uri), analysis);
  });
  requests.on(objectOfHeaderRequest, aboutHeader, async ({ uri, header }) => {
    const project = await projectOf(workspace, uri);
    if (project === null || !settings.of(project).editor['codeLens.enabled']) return null;
    return objectOfColumns(canonicalUri(uri), columnsOf(header, uri), project.analysis);
  });
  requests.on(preflightRequest, shape, async ({ uri, against, ...given }, signal) => {
    const { analysis } = await projectFor(workspace, uri);
    const plan: LoadPlan = {
      ...given,
      object: objectSpelling(given.object, analysis.schema),
      batchSize: loadChannels[given.channel],
      allowSave: false,
      user: null,
      catalog: analysis.catalog,
    };
    const report = await preflightFile(
      { path: pathOf(uri), plan, against: against.map(pathOf), most: mostTold },
      analysis,
      { signal, progress: (text) => orgRequests.progress(text, signal) },
    );
    const page: PreflightPage = {
      ...speech(),
      most: mostTold,
      elsewhere: 'the command line lists all.',
      addressOf: null,
    };
    return {
      html: preflightHtml(report, page),
      contents: preflightContents(report, { ...page, addressOf: (line) => `#line-${line}` }),
    };
  });
}

async function projectFor(workspace: Workspace, uri: string) {
  const project = await projectOf(workspace, uri);
  if (project === null) throw noProject();
  return project;
}

function choicesOf(
  uri: string,
  columns: readonly string[],
  { catalog, schema }: Pick<Project, 'catalog' | 'schema'>,
): PreflightChoices {
  const objects = objectsWithRules(catalog).flatMap((object) => {
    const rules = catalog.rulesFor(object).filter(({ active }) => active).length;
    return rules === 0 ? [] : [{ object, rules }];
  });
  return {
    objects,
    suggested: objectOfColumns(uri, columns, { catalog, schema }) ?? objectOfFileName(uri, schema),
    columns,
    channels: channels.map((channel) => ({
      channel,
      title: localised(rowOf(channel).title),
      batchSize: loadChannels[channel],
    })),
  };
}

async function columnsOfFile(uri: string): Promise<readonly string[]> {
  try {
    return await headerOf(pathOf(uri));
  } catch (error) {
    if (!(error instanceof DataFileProblem)) throw error;
    throw new RequestProblem('bad-record', `${baseName(uri)} cannot be read: ${error.message}.`);
  }
}

function columnsOf(header: string, uri: string): readonly string[] {
  let columns: readonly string[] = [];
  const reader = recordReader(/\.tsv$/i.test(uri) ? 'tsv' : 'csv', {
    fields(names) {
      columns = [...names];
    },
    record() {},
    problem() {},
  });
  reader.push(`${header}\n`);
  reader.end();
  return columns;
}

function pathOf(uri: string): string {
  const path = pathOfUri(uri);
  if (path === null) throw new RequestProblem('bad-record', t('The records are in no file on disk.'));
  return path;
}
