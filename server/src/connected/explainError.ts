import type { DuplicateAnswer } from '../core/duplicateResults/model.ts';
import { advise } from '../core/explain/advise.ts';
import type { ErrorForm, ErrorReading, Refusal } from '../core/explain/model.ts';
import { readError } from '../core/explain/read.ts';
import { objectOfId } from '../core/explain/recordIds.ts';
import { type Evidence, type RuleCandidate, resolveRefusal } from '../core/explain/resolve.ts';
import { settle } from '../core/explain/settle.ts';
import type { FieldReading } from '../core/orgData/model.ts';
import type { RuleCatalog, RuleOperation } from '../core/outcome/model.ts';
import { buildPreview } from '../core/preview/build.ts';
import { fieldsToRead } from '../core/preview/fieldsToRead.ts';
import { suggestCode } from '../core/preview/suggest.ts';
import type { OrgSession } from '../org/gateway.ts';
import type { ExplainedRefusal, Explanation } from '../protocol.ts';
import { describeAll } from './describe.ts';
import { readMatchedFields } from './matchedFields.ts';
import { previewOrg } from './previewOrg.ts';
import { isOrgProblem } from './problem.ts';

/** A session with an org, and the rules with those of the org among them. */
export interface ConnectedOrg {
  readonly session: OrgSession;
  readonly catalog: RuleCatalog;
  readonly problems: readonly string[];
}

export interface ErrorToExplain {
  readonly text: string;
  /** Language that suggested code is wanted in; null: Apex. */
  readonly languageId: string | null;
  /** Text of the document that it comes from: shows which client suggested code is for. */
  readonly source?: string | null;
  /** The rules that are known without asking an org. */
  readonly catalog: RuleCatalog;
  /** Null: no org is asked. Called only if there is a refusal to explain. */
  readonly connect: (() => Promise<ConnectedOrg>) | null;
  readonly signal: AbortSignal;
  progress(text: string): void;
  /** Now, in ISO 8601. */
  now(): string;
}

/** More refusals than a person looks at; the rest is counted. */
const mostRefusals = 20;

/**
 * Explains an error text from the rules, and from the org where one is given. What the org cannot tell, because
 * it is not reached, is said; what the text and the known rules tell stands.
 * @throws OrgProblem only when cancelled
 */
export async function explainError(error: ErrorToExplain): Promise<Omit<Explanation, 'rules'>> {
  const { text, languageId, progress } = error;
  progress('Reading the error …');
  const read = readError(text, languageId);
  const found = read.refusals.length > 0;
  const org = found && error.connect !== null ? await connected(error.connect, progress) : null;
  const catalog = org?.org?.catalog ?? error.catalog;
  const reading = settle(read, catalog, text);
  const shown = reading.refusals.slice(0, mostRefusals);
  const refusals: ExplainedRefusal[] = [];
  for (const refusal of shown) {
    refusals.push(await explainOne(refusal, reading.form, catalog, org?.org?.session ?? null, error));
  }
  const left = reading.refusals.length - shown.length;
  return {
    heading: headingOf(reading),
    refusals,
    others: reading.others,
    problems: [
      ...reading.problems,
      ...(org?.problems ?? []),
      ...(left > 0 ? [`${left} more kinds of refusals are in it; the first ${mostRefusals} are shown.`] : []),
    ],
  };
}

async function connected(
  connect: () => Promise<ConnectedOrg>,
  progress: (text: string) => void,
): Promise<{ readonly org: ConnectedOrg | null; readonly problems: readonly string[] }> {
  progress('Connecting to the org …');
  try {
    const org = await connect();
    return { org, problems: org.problems };
  } catch (problem) {
    if (!isOrgProblem(problem) || problem.kind === 'cancelled') throw problem;
    return { org: null, problems: [`The org was not asked: ${problem.message}`] };
  }
}

async function explainOne(
  refusal: Refusal,
  form: ErrorForm,
  catalog: RuleCatalog,
  session: OrgSession | null,
  { languageId, source, signal, progress, now }: ErrorToExplain,
): Promise<ExplainedRefusal> {
  const { candidates, notes } = resolveRefusal(refusal, catalog);
  const answer = refusal.answer ?? answerOf(refusal, candidates);
  const isInferred =
    refusal.answer === null && candidates.length > 0 && candidates.every(({ by }) => isGuess(by));
  const isLeadConversion = refusal.operation === 'convertLead';
  const matched = answer === null ? [] : fieldsToRead(answer, catalog);
  if (session !== null && matched.length > 0) progress('Reading the matched records …');
  const { readings, problems } =
    session === null
      ? { readings: [] as readonly FieldReading[], problems: [] }
      : await readMatchedFields(session, matched, signal);
  const descriptions =
    session === null
      ? []
      : await describeAll(
          session,
          matched.map(({ type }) => type),
          signal,
        );
  const preview = buildPreview({
    sample: null,
    object: refusal.object,
    operation: operationOf(refusal),
    by: 'error',
    isInferred,
    isLeadConversion,
    answer,
    testedAt: now(),
    catalog,
    org: session === null ? null : previewOrg(session),
    readings,
    descriptions,
    notes: [...candidateNotes(candidates), ...notes, ...problems],
  });
  return {
    title: titleOf(refusal),
    count: refusal.count,
    preview,
    // What is suggested is an insert or an update.
    suggestions: isLeadConversion ? [] : suggestCode(preview, languageId, source ?? null),
    rows: refusal.rows,
    advice: advise(refusal, candidates, catalog, form),
  };
}

/**
 * Where the error has no payload: the rules that it names, or the one that its text fits, with the records that a
 * log names. Null where that leaves it open.
 */
function answerOf(refusal: Refusal, candidates: readonly RuleCandidate[]): DuplicateAnswer | null {
  const sure = candidates.filter(({ by }) => by === 'name' || by === 'label');
  const likely = candidates.length === 1 && candidates[0]!.by === 'alert-text' ? candidates : [];
  const names = refusal.rules.map(({ name, id }) => name ?? id ?? '').filter((name) => name !== '');
  const rules =
    sure.length > 0 || likely.length > 0
      ? [...sure, ...likely].map(({ rule }) => ({ name: rule.name, object: rule.object }))
      : names.map((name) => ({ name, object: refusal.object ?? '' }));
  if (rules.length === 0) return null;
  return {
    success: true,
    errors: [],
    results: rules.map(({ name, object }) => ({
      allowSave: null,
      duplicateRule: name,
      duplicateRuleEntityType: object,
      errorMessage: refusal.message === '' ? null : refusal.message,
      matchResults: matchesOf(refusal, name, object),
    })),
  };
}

function matchesOf(
  { rules }: Refusal,
  name: string,
  object: string,
): DuplicateAnswer['results'][number]['matchResults'] {
  const ids = rules
    .filter(
      (rule) => rule.name === null || rule.name.toLowerCase() === name.toLowerCase() || rules.length === 1,
    )
    .flatMap(({ matchedIds }) => matchedIds);
  const byType = new Map<string, string[]>();
  for (const id of new Set(ids)) {
    const type = objectOfId(id) ?? object;
    byType.set(type, [...(byType.get(type) ?? []), id]);
  }
  return [...byType].map(([type, matched]) => ({
    entityType: type,
    rule: '',
    matchEngine: null,
    size: matched.length,
    success: null,
    errors: [],
    matchRecords: matched.map((id) => ({
      id,
      type,
      matchConfidence: null,
      fieldDiffs: [],
      additionalInformation: [],
      fields: {},
    })),
  }));
}

/** An upsert's error does not tell whether it was about to create or to update. */
function operationOf({ operation }: Refusal): RuleOperation | null {
  if (operation === 'update') return 'update';
  return operation === 'insert' || operation === 'convertLead' ? 'insert' : null;
}

function isGuess(by: Evidence): boolean {
  return by !== 'name' && by !== 'label';
}

function candidateNotes(candidates: readonly RuleCandidate[]): readonly string[] {
  const unsure = candidates.filter(({ by }) => isGuess(by));
  if (unsure.length === 0) return [];
  const names = unsure.map(({ rule, how }) => `'${rule.label}' (${how})`).join(', ');
  return [`The error does not name the rule. It can be ${names}.`];
}

function titleOf({ object, message, nested }: Refusal): string {
  const what = object === null ? 'A record was refused' : `${object} was refused`;
  const text = message === '' ? '' : `: “${message}”`;
  return `${what}${nested === '' ? '' : ` ${nested}`}${text}`;
}

const forms: Readonly<Record<ErrorForm, string>> = {
  rest: 'REST answer',
  'rest-collections': 'Answer of a REST collection',
  'rest-composite': 'Answer of a REST composite request',
  'rest-tree': 'Answer of REST composite/tree',
  'rest-batch': 'Answer of REST composite/batch',
  'ui-api': 'UI API answer',
  soap: 'SOAP answer',
  jsforce: 'Error of jsforce',
  'simple-salesforce': 'Error of simple_salesforce',
  apex: 'Apex exception',
  flow: 'Fault of a flow',
  'debug-log': 'Debug log',
  'bulk-results': 'Failed rows of a bulk job',
  'data-loader-results': 'Failed rows of Data Loader',
  text: 'Error text',
};

function headingOf({ form, refusals, others }: ErrorReading): string {
  const refused = refusals.reduce((sum, { count }) => sum + count, 0);
  const other = others.reduce((sum, { count }) => sum + count, 0);
  const parts = [
    refused > 0 || other === 0 ? `${counted(refused, 'record')} refused by a duplicate rule` : '',
    other > 0 ? `${counted(other, 'other error')}` : '',
  ].filter((part) => part !== '');
  return `${forms[form]}: ${refused === 0 && other === 0 ? 'no refusal found' : parts.join(', ')}`;
}

function counted(number: number, noun: string): string {
  return `${number.toLocaleString('en')} ${noun}${number === 1 ? '' : 's'}`;
}
