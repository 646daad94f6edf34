import type { RuleCatalog } from '../outcome/model.ts';
import { buildUsage } from '../usage/usage.ts';
import { answerOf } from './answer.ts';
import type { CodeFinding } from './codeFindings.ts';
import { codeSection } from './codeSection.ts';
import type { AuditInput } from './input.ts';
import { type Audit, type AuditSection, type AuditStatement, risks, type SectionName } from './model.ts';
import { holdsNothing, nothingToAudit } from './nothing.ts';
import { planOf } from './plan.ts';
import { registerOf } from './register.ts';
import { remedies, withEditorRemedies } from './remedies.ts';
import { rulesSection } from './rulesSection.ts';
import { withSaveClass } from './standing.ts';

/** Answers "can anything get past our duplicate rules?" of one project. */
export function buildAudit(input: AuditInput): Audit {
  const { catalog, saves, includeTests, project, today } = input;
  if (holdsNothing(input)) return nothingToAudit(input);
  const usage = buildUsage({ saves, catalog, includeTests, standing: input.standing ?? [] });
  const code = codeSection(input, usage);
  const sections = [
    rulesSection(input, usage),
    code.section,
    input.people ?? notAsked('people'),
    input.data ?? notAsked('data'),
  ]
    .map((section) => withSaveClass(section, input.standing ?? []))
    .map((section) => sorted(input.inEditor === true ? withEditorRemedies(section) : section));
  const register = registerOf(code.findings, today);
  const statements = sections.flatMap((section) => section.statements);
  const plan = planOf(statements);
  return {
    project,
    today,
    answer: answerOf(
      { sections, register, assumed: byAssumedRules(statements, code.findings, catalog) },
      input,
    ),
    sections,
    register,
    plan,
  };
}

/** Ids of statements that hold only if rules run that no file and no org told of. */
function byAssumedRules(
  statements: readonly AuditStatement[],
  findings: readonly CodeFinding[],
  { duplicateRules }: RuleCatalog,
): ReadonlySet<string> {
  const rules = new Set(
    duplicateRules.flatMap(({ source, fullName }) => (source.kind === 'assumed' ? [fullName] : [])),
  );
  return new Set([
    ...statements.flatMap(({ id, section }) =>
      section === 'rules' && rules.has(id.split(':')[1] ?? '') ? [id] : [],
    ),
    ...findings.flatMap(({ byAssumed, statement }) => (byAssumed ? [statement.id] : [])),
  ]);
}

function sorted(section: AuditSection): AuditSection {
  return { ...section, statements: [...section.statements].sort(byRisk) };
}

export function byRisk(a: AuditStatement, b: AuditStatement): number {
  return risks.indexOf(a.risk) - risks.indexOf(b.risk) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

function notAsked(name: Extract<SectionName, 'people' | 'data'>): AuditSection {
  const what = {
    people: 'Who is exempt from the rules, and who can change them.',
    data: 'Duplicates that are in the data already.',
  }[name];
  return {
    name,
    summary: [],
    statements: [],
    tables: [],
    notLookedAt: [{ id: name, what, why: 'It was not asked for.', remedy: remedies.org }],
  };
}
