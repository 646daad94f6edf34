import { buildAudit } from '../../../server/src/core/audit/build.ts';
import type { Audit, AuditStatement } from '../../../server/src/core/audit/model.ts';
import { defaultSettings, type Settings } from '../../../server/src/core/config/settings.ts';
import { createProject } from '../../../server/src/core/project.ts';
import { standingIn } from '../../../server/src/core/standing/standing.ts';
import { LineIndex } from '../../../server/src/core/text.ts';
import { expandRules } from '../../support/rulesShorthand.ts';

const root = 'file:///p';

export interface Given {
  /** In the shorthand of rulesShorthand.ts. */
  readonly rules?: string;
  /** The body of a class `A`, or files by path. */
  readonly code?: string | Readonly<Record<string, string>>;
  readonly today?: string | null;
  readonly settings?: Partial<Settings>;
}

/** The audit of rules and code. */
export function auditOf({ rules = '', code = {}, today = '2026-11-23', settings = {} }: Given): Audit {
  const files = new Map([
    ...expandRules(rules),
    ...Object.entries(typeof code === 'string' ? { 'classes/A.cls': `public class A { ${code} }` } : code),
  ]);
  const all = { ...defaultSettings, ...settings };
  const project = createProject({ root, settings: all, today });
  for (const [path, text] of files) project.setFile(`${root}/${path}`, text);
  for (const _ of project.analyseAll());
  const uris = [...project.files].sort();
  return buildAudit({
    project: 'p',
    today,
    catalog: project.catalog,
    saves: uris.flatMap((uri) => project.saves(uri)),
    reviews: new Map(uris.map((uri) => [uri, project.review(uri)])),
    includeTests: all.includeTests,
    ignored: all.ignore,
    org: null,
    problems: [],
    standing: [...files].flatMap(([path, text]) =>
      path.endsWith('.cls') ? (standingIn(`${root}/${path}`, text) ?? []) : [],
    ),
    places: {
      pathOf: (uri) => uri.slice(root.length + 1),
      positionOf: ({ uri, start }) => new LineIndex(files.get(uri.slice(root.length + 1))!).position(start),
    },
  });
}

export function statements({ sections }: Pick<Audit, 'sections'>): readonly AuditStatement[] {
  return sections.flatMap((section) => section.statements);
}

/** `high silent-rule:Lead.Lead_Rule:create`, a line for each statement of these kinds. */
export function lines(audit: Audit, ...kinds: readonly string[]): readonly string[] {
  return statements(audit)
    .filter(({ kind }) => kinds.length === 0 || kinds.includes(kind))
    .map(({ risk, id }) => `${risk} ${id}`);
}

/** A bypass of a Lead's alert, with a comment above the option. */
export function bypass(comment = ''): string {
  return `void load(List<Lead> leads) {
    Database.DMLOptions options = new Database.DMLOptions();
    options.optAllOrNone = true;
    ${comment}
    options.DuplicateRuleHeader.allowSave = true;
    Database.insert(leads, options);
  }`;
}
