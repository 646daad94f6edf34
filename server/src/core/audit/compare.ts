import * as z from 'zod';
import { whatItIs } from '../foreignText.ts';
import { list, plural } from '../outcome/words.ts';
import { type Audit, type AuditSection, type AuditStatement, type Risk, risks } from './model.ts';
import { askedSince } from './scopes.ts';
import { sectionTitles } from './words.ts';

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
  /** What the earlier audit had not asked about, so that nothing of it is called new or worse. */
  readonly notCompared: readonly NotCompared[];
}

/** Statements of a section of which more was looked at than in the earlier audit. */
export interface NotCompared {
  readonly section: AuditSection['name'];
  /** A sentence: how many there are, and what had not been looked at. */
  readonly text: string;
  /** Their ids. */
  readonly statements: readonly string[];
}

/** What an earlier audit says of a project. */
export interface EarlierSection {
  readonly name: string;
  /** Sentences that sum it up: none, and no statement, where nothing was looked at. */
  readonly summary: readonly string[];
  /** What it had not looked at. */
  readonly notLookedAt: readonly { readonly id: string }[];
  readonly statements: readonly KnownStatement[];
}

/** The sections of an earlier audit by project. */
export type EarlierAudit = ReadonlyMap<string, readonly EarlierSection[]>;

const versioned = z.object({ version: z.number(), projects: z.array(z.unknown()) });

const schema = z.object({
  projects: z.array(
    z.object({
      project: z.string(),
      sections: z.array(
        z.object({
          name: z.string(),
          summary: z.array(z.string()).default([]),
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
  } catch {
    return { problem: `it is ${whatItIs(text)}` };
  }
  const found = versioned.safeParse(json);
  if (found.success && found.data.version !== auditVersion) {
    return {
      problem: `it is an audit of version ${found.data.version}, and this release reads version ${auditVersion}`,
    };
  }
  const parsed = schema.safeParse(json);
  if (!found.success) return { problem: `it is ${whatItIs(text)}` };
  if (!parsed.success) return { problem: 'it is an audit of which parts are missing or changed' };
  const { projects } = parsed.data;
  return {
    audit: new Map(projects.map(({ project, sections }) => [project, sections])),
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
): readonly EarlierSection[] | null {
  const [only] = isOnly && earlier.size === 1 ? earlier.values() : [];
  return earlier.get(project) ?? only ?? null;
}

/**
 * What differs from an earlier audit. Statements that carry no risk are not compared, nor is what the earlier one had not
 * asked about.
 *
 * @param sections null where there is nothing of the project: then all is new
 */
export function compareAudits(audit: Audit, sections: readonly EarlierSection[] | null): AuditComparison {
  const before = new Map(
    (sections ?? []).flatMap((section) =>
      section.statements.filter(({ risk }) => risk !== 'none').map((one) => [one.id, { one, section }]),
    ),
  );
  const fresh: AuditStatement[] = [];
  const worse: { now: AuditStatement; before: KnownStatement }[] = [];
  const notCompared: NotCompared[] = [];
  let unchanged = 0;
  for (const section of audit.sections) {
    const earlier = sections?.find(({ name }) => name === section.name) ?? null;
    const since = sections === null ? () => null : askedSince(section, earlier);
    const left = new Map<AuditStatement, string>();
    for (const now of section.statements) {
      if (now.risk === 'none') continue;
      const known = before.get(now.id)?.one;
      before.delete(now.id);
      const isWorse =
        known !== undefined &&
        (now.count > known.count || risks.indexOf(now.risk) < risks.indexOf(known.risk));
      const why = known === undefined || isWorse ? since(now) : null;
      if (why !== null) left.set(now, why);
      else if (known === undefined) fresh.push(now);
      else if (isWorse) worse.push({ now, before: known });
      else unchanged++;
    }
    if (left.size > 0) notCompared.push(notComparedOf(section.name, left));
  }
  const resolved = [...before.values()].filter((one) => isLookedAt(one, audit)).map(({ one }) => one);
  return { fresh, worse, resolved, unchanged, notCompared };
}

function notComparedOf(
  section: AuditSection['name'],
  left: ReadonlyMap<AuditStatement, string>,
): NotCompared {
  const missed = list([...new Set(left.values())], 'and');
  return {
    section,
    text: `${sectionTitles[section]}: ${plural(left.size, 'statement')} ${left.size === 1 ? 'is' : 'are'} not compared; the earlier audit did not look at ${missed}.`,
    statements: [...left.keys()].map(({ id }) => id),
  };
}

/** Whether this audit would tell of an earlier statement if it still held. */
function isLookedAt(
  { one, section }: { readonly one: KnownStatement; readonly section: EarlierSection },
  { sections }: Audit,
): boolean {
  const now = sections.find(({ name }) => name === section.name);
  if (now === undefined || (now.summary.length === 0 && now.statements.length === 0)) return false;
  // Each file of data has a statement, also where it is clean.
  if (one.id.startsWith('duplicates-in-data:')) {
    return now.statements.some((statement) => statement.id === one.id);
  }
  const then = new Set(section.notLookedAt.map(({ id }) => id));
  return now.notLookedAt.every(({ id }) => id === 'authors' || then.has(id));
}
