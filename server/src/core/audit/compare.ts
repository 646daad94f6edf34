import * as z from 'zod';
import { type Audit, type AuditStatement, type Risk, risks } from './model.ts';

/** Counted up when the form of the JSON changes so that older audits cannot be compared. */
export const auditVersion = 1;

/** What is kept of a statement for comparing. */
export interface KnownStatement {
  readonly id: string;
  readonly text: string;
  readonly risk: Risk;
  readonly count: number;
}

export interface AuditComparison {
  readonly fresh: readonly AuditStatement[];
  /** There before, and now of a graver risk or more of them. */
  readonly worse: readonly { readonly now: AuditStatement; readonly before: KnownStatement }[];
  /** There before and not now. Those of a section of which more was looked at then are not among them. */
  readonly resolved: readonly KnownStatement[];
  readonly unchanged: number;
}

/** A statement of an earlier audit. */
export interface EarlierStatement extends KnownStatement {
  readonly section: string;
  /** What its section had not looked at: ids. */
  readonly notLookedAt: readonly string[];
}

/** Statements of an earlier audit by project. */
export type EarlierAudit = ReadonlyMap<string, readonly EarlierStatement[]>;

const versioned = z.object({ version: z.number(), projects: z.array(z.unknown()) });

const schema = z.object({
  projects: z.array(
    z.object({
      project: z.string(),
      sections: z.array(
        z.object({
          name: z.string(),
          notLookedAt: z.array(z.object({ id: z.string() })).default([]),
          statements: z.array(
            z.object({ id: z.string(), text: z.string(), risk: z.enum(risks), count: z.number() }),
          ),
        }),
      ),
    }),
  ),
});

/** Reads the JSON of an audit. What is wrong is a sentence without the file's name. */
export function readAudit(text: string): { readonly audit: EarlierAudit } | { readonly problem: string } {
  let json: unknown;
  try {
    json = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    return { problem: `it is not JSON (${(error as Error).message})` };
  }
  const found = versioned.safeParse(json);
  if (found.success && found.data.version !== auditVersion) {
    return {
      problem: `it has version ${found.data.version}, and this release reads version ${auditVersion}`,
    };
  }
  const parsed = found.success ? schema.safeParse(json) : found;
  if (!parsed.success) {
    const issue = parsed.error.issues[0]!;
    return {
      problem: `it is no audit as --format json writes it (${issue.path.join('.')}: ${issue.message})`,
    };
  }
  const { projects } = parsed.data;
  return {
    audit: new Map(
      projects.map(({ project, sections }) => [
        project,
        sections.flatMap(({ name, notLookedAt, statements }) => {
          const section = { section: name, notLookedAt: notLookedAt.map(({ id }) => id) };
          return statements.map((one) => ({ ...one, ...section }));
        }),
      ]),
    ),
  };
}

/**
 * What an earlier audit has of a project; null where it has nothing of it. Where both are of a single project, the names
 * may differ: folders are named from where one stands.
 */
export function earlierOf(
  earlier: EarlierAudit,
  project: string,
  isOnly: boolean,
): readonly EarlierStatement[] | null {
  const [only] = isOnly && earlier.size === 1 ? earlier.values() : [];
  return earlier.get(project) ?? only ?? null;
}

/** What differs from the statements of an earlier audit. Those that carry no risk are not compared. */
export function compareAudits(audit: Audit, statements: readonly EarlierStatement[]): AuditComparison {
  const before = new Map(statements.filter(({ risk }) => risk !== 'none').map((one) => [one.id, one]));
  const fresh: AuditStatement[] = [];
  const worse: { now: AuditStatement; before: KnownStatement }[] = [];
  let unchanged = 0;
  for (const now of audit.sections.flatMap(({ statements }) => statements)) {
    if (now.risk === 'none') continue;
    const known = before.get(now.id);
    before.delete(now.id);
    if (known === undefined) fresh.push(now);
    else if (now.count > known.count || risks.indexOf(now.risk) < risks.indexOf(known.risk)) {
      worse.push({ now, before: known });
    } else unchanged++;
  }
  const resolved = [...before.values()].filter((one) => isLookedAt(one, audit));
  return { fresh, worse, resolved, unchanged };
}

/** Whether this audit would tell of an earlier statement if it still held. */
function isLookedAt({ id, section, notLookedAt }: EarlierStatement, { sections }: Audit): boolean {
  const now = sections.find(({ name }) => name === section);
  if (now === undefined || (now.summary.length === 0 && now.statements.length === 0)) return false;
  // Each file of data has a statement, also where it is clean.
  if (section === 'data' && id.startsWith('duplicates-in-data:')) {
    return now.statements.some((statement) => statement.id === id);
  }
  return now.notLookedAt.every((one) => one.id === 'authors' || notLookedAt.includes(one.id));
}
