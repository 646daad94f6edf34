import { setImmediate } from 'node:timers/promises';
import { t } from '@vscode/l10n';
import * as z from 'zod';
import { readAuditedOrg } from '../connected/auditOrg.ts';
import { placesToAttribute, withAuthorship } from '../core/audit/authorship.ts';
import { buildAudit } from '../core/audit/build.ts';
import { compareAudits, type EarlierSection, earlierOf, readAudit } from '../core/audit/compare.ts';
import { auditHtml } from '../core/audit/html.ts';
import type { AuditInput } from '../core/audit/input.ts';
import { auditJson } from '../core/audit/json.ts';
import { auditMarkdown } from '../core/audit/markdown.ts';
import type { Audit } from '../core/audit/model.ts';
import { asExported } from '../core/audit/remedies.ts';
import { pathBelow } from '../core/config/globs.ts';
import { kindOf } from '../core/files.ts';
import { standingIn } from '../core/standing/standing.ts';
import { type AuditAnswer, type AuditedRecords, auditRequest, compareAuditRequest } from '../protocol.ts';
import { authorsOf } from '../workspace/blame.ts';
import { localDate } from '../workspace/localDate.ts';
import { filesLeftOut } from './auditFiles.ts';
import { type AskedOrg, peopleAndData } from './auditPeople.ts';
import { localisedAudit, localisedComparison, speech } from './l10n/audit.ts';
import { localised } from './l10n/language.ts';
import type { LoadedProject } from './loadedProject.ts';
import type { OrgRequests } from './org/orgRequests.ts';
import type { OrgStore } from './org/orgStore.ts';
import { projectOf } from './org/projectOf.ts';
import type { CancellableRequests } from './org/requests.ts';
import type { SettingsStore } from './settingsStore.ts';
import { inSlices } from './slices.ts';
import { baseName } from './uris.ts';
import type { Workspace } from './workspace.ts';

export interface AuditParts {
  readonly workspace: Workspace;
  readonly settings: SettingsStore;
  readonly orgs: Pick<OrgStore, 'statusOf'>;
  /** Trust lets git be run, too. */
  readonly orgRequests: Pick<OrgRequests, 'isTrusted' | 'connected' | 'progress'>;
  readonly today?: () => string;
}

const shape = z.object({
  uri: z.string().nullable(),
  org: z.object({ username: z.string().min(1), names: z.boolean() }).optional(),
  earlier: z.string().optional(),
  data: z
    .array(z.object({ uri: z.string().min(1), name: z.string().min(1), object: z.string().regex(/^\w+$/) }))
    .readonly()
    .optional(),
});
const comparedShape = z.object({ uri: z.string().nullable(), earlier: z.string() });

/** Answers whether anything gets past the duplicate rules. */
export function answerAudits(requests: CancellableRequests, parts: AuditParts): void {
  // Kept for comparing, so that an org is not asked again for it.
  let last: { readonly root: string; readonly audit: Audit } | null = null;
  requests.on(auditRequest, shape, async ({ uri, org, earlier, data = [] }, signal) => {
    const project = await projectOf(parts.workspace, uri);
    if (project === null) return unclear(parts.workspace.projects.all);
    const asked = org === undefined ? null : await ask(folderOf(project), org, parts, signal);
    const audit = await auditOf(project, { asked, data }, parts, signal);
    last = { root: project.root, audit };
    const before = earlier === undefined ? null : sectionsOf(earlier, audit);
    return answerOf(project, audit, typeof before === 'string' ? null : before);
  });
  requests.on(compareAuditRequest, comparedShape, async ({ uri, earlier }, signal) => {
    const project = await projectOf(parts.workspace, uri);
    if (project === null) return unclear(parts.workspace.projects.all);
    const audit =
      last?.root === project.root
        ? last.audit
        : await auditOf(project, { asked: null, data: [] }, parts, signal);
    last = { root: project.root, audit };
    const before = sectionsOf(earlier, audit);
    return typeof before === 'string' ? before : answerOf(project, audit, before);
  });
}

/** A string says why there are none. */
function sectionsOf(text: string, audit: Audit): readonly EarlierSection[] | string {
  const reading = readAudit(text);
  if ('problem' in reading) return localised(reading.problem);
  return earlierOf(reading.audit, audit.project, true) ?? t('it has nothing of {0}', audit.project);
}

/** Pages are read by people, in their language; JSON is what a later audit is compared with. */
function answerOf(
  project: LoadedProject,
  english: Audit,
  before: readonly EarlierSection[] | null,
): AuditAnswer {
  const compared = before && compareAudits(english, before);
  const audit = localisedAudit(english);
  const comparison = compared && localisedComparison(compared);
  const exported = asExported(english);
  const shown = { audit: localisedAudit(exported), compared: comparison };
  return {
    uri: folderOf(project),
    audit,
    comparison,
    markdown: auditMarkdown(shown, speech()),
    html: auditHtml([shown], speech()),
    objects: objectsWithRules(project),
    json: `${JSON.stringify(auditJson([{ audit: exported, compared }], english.today), null, 2)}\n`,
    projects: [],
  };
}

function unclear(projects: readonly LoadedProject[]): AuditAnswer {
  return {
    uri: null,
    audit: null,
    comparison: null,
    markdown: '',
    html: '',
    json: '',
    objects: [],
    projects: projects
      .filter(({ root, isCodeOnly }) => root !== '' && !isCodeOnly)
      .map((project) => ({ name: baseName(project.root), uri: folderOf(project)! })),
  };
}

interface Asked extends AskedOrg {
  readonly name: string;
  readonly problems: readonly string[];
}

/** The org's rules are among those of the project from then on, as after every request that asks it. */
async function ask(
  uri: string | null,
  { username, names }: NonNullable<z.infer<typeof shape>['org']>,
  { orgRequests }: AuditParts,
  signal: AbortSignal,
): Promise<Asked> {
  const { session, catalog, problems } = await orgRequests.connected(uri, signal, username);
  const progress = (text: string) => orgRequests.progress(text, signal);
  const { org } = session;
  const read = await readAuditedOrg(session, catalog, signal, progress);
  progress(t('Auditing the code …'));
  return { ...read, names, name: org.alias ?? org.username, problems };
}

/** Person accounts are exported as accounts. */
function objectsWithRules({ analysis }: LoadedProject): readonly string[] {
  const active = analysis.catalog.duplicateRules.filter((rule) => rule.active);
  return [...new Set(active.map(({ object }) => (object === 'PersonAccount' ? 'Account' : object)))].sort();
}

async function auditOf(
  project: LoadedProject,
  { asked, data }: { readonly asked: Asked | null; readonly data: readonly AuditedRecords[] },
  { workspace, settings, orgs, orgRequests, today = localDate }: AuditParts,
  signal: AbortSignal,
): Promise<Audit> {
  const { analysis, root } = project;
  const slices = async <T>(items: Iterable<T>, work: (item: T) => void) => {
    const token = {
      get isCancellationRequested() {
        return signal.aborted;
      },
    };
    await inSlices(items, work, token);
    signal.throwIfAborted();
  };
  await slices(analysis.analyseAll(), () => {});
  const uris = [...analysis.files].filter((uri) => project.isOpen(uri) || workspace.isInFolders(uri)).sort();
  const saves: AuditInput['saves'][number][] = [];
  const reviews = new Map<string, ReturnType<typeof analysis.review>>();
  const standing: NonNullable<AuditInput['standing']>[number][] = [];
  await slices(uris, (uri) => {
    if (kindOf(uri) === 'apex') standing.push(...[standingIn(uri, project.text(uri) ?? '') ?? []].flat());
    saves.push(...analysis.saves(uri));
    reviews.set(uri, analysis.review(uri));
  });
  const { shared } = settings.of(project);
  const org = orgs.statusOf(project);
  const pathOf = (uri: string) => pathBelow(root, uri) ?? uri;
  const files = await filesLeftOut(project, pathOf, signal);
  const audit = buildAudit({
    project: root === '' ? '.' : baseName(root),
    today: today(),
    catalog: analysis.catalog,
    saves,
    reviews,
    inEditor: true,
    includeTests: shared.includeTests,
    ignored: shared.ignore,
    org: asked?.name ?? (org === null || org.unused !== undefined ? null : (org.alias ?? org.username)),
    problems: [
      ...(project.problem === null ? [] : [project.problem]),
      ...project.unreadLanguages,
      ...files.problems,
      ...(asked?.problems ?? []),
    ],
    leftOut: files.leftOut,
    standing,
    ...(await peopleAndData(project, shared, { asked, data }, pathOf, signal)),
    places: {
      pathOf,
      positionOf: ({ uri, start }) => project.lines(uri)?.position(start) ?? { line: 0, character: 0 },
    },
  });
  return orgRequests.isTrusted ? attributed(audit, signal) : audit;
}

/** Git takes its time over a file: between two of them other messages get their turn. */
async function attributed(audit: Audit, signal: AbortSignal): Promise<Audit> {
  const asking = authorsOf(placesToAttribute(audit));
  for (let step = asking.next(); ; step = asking.next()) {
    if (step.done) return withAuthorship(audit, step.value);
    await setImmediate();
    signal.throwIfAborted();
  }
}

function folderOf({ root }: LoadedProject): string | null {
  return root === '' ? null : `${root.replace(/\/$/, '')}/`;
}
