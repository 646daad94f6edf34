import type { SilencedFinding } from '../config/suppressions.ts';
import type { Finding } from '../findings.ts';
import type { RuleOutcome } from '../outcome/model.ts';
import { saveWords } from '../outcome/sentences.ts';
import type { JudgedSite } from '../rules/rule.ts';
import { locate } from '../text.ts';
import { type CodeKind, codeKinds } from './codeKinds.ts';
import type { AuditInput } from './input.ts';
import { placeAt } from './input.ts';
import type { AuditPlace, AuditStatement } from './model.ts';
import { statementId } from './model.ts';
import { sentencesOf } from './sentences.ts';

/** A statement of the code section that comes from findings, with these. */
export interface CodeFinding {
  readonly statement: AuditStatement;
  readonly kind: CodeKind;
  /** Its places by what is stated there: one method may hold several, each with a reason of its own. */
  readonly stated: readonly StatedPlaces[];
  /** Whether all rules that bear on it are assumed. */
  readonly byAssumed: boolean;
}

export interface StatedPlaces {
  /** What is stated where it is silenced; null where it is not. */
  readonly stated: Stated | null;
  readonly places: readonly AuditPlace[];
}

type Stated = Omit<SilencedFinding, 'finding'>;

/** What findings on code say of bypasses and lost refusals, silenced ones too, in the order of the files. */
export function codeFindings(input: AuditInput): readonly CodeFinding[] {
  const saves = savesByPlace(input.saves);
  const made = new Map<string, CodeFinding>();
  const add = (one: CodeFinding) => {
    const known = made.get(one.statement.id);
    made.set(one.statement.id, known === undefined ? one : together(known, one));
  };
  for (const uri of [...input.reviews.keys()].sort()) {
    const { told, silenced } = input.reviews.get(uri)!;
    for (const finding of told) {
      const kind = codeKinds.get(finding.ruleId);
      if (kind) add(codeFinding(finding, kind, null, saves, input));
    }
    for (const { finding, ...stated } of silenced) {
      const kind = codeKinds.get(finding.ruleId);
      if (kind) add(codeFinding(finding, kind, stated, saves, input));
    }
  }
  return [...made.values()];
}

/** The same in one method: one of them without a reason makes all of them count as such. */
function together(a: CodeFinding, b: CodeFinding): CodeFinding {
  const [first, other] = isOpen(a) || !isOpen(b) ? [a, b] : [b, a];
  const details = isOpen(first) ? [] : other.statement.details;
  return {
    ...first,
    statement: {
      ...first.statement,
      details: [...new Set([...first.statement.details, ...details])],
      places: [...first.statement.places, ...other.statement.places],
      count: first.statement.count + other.statement.count,
    },
    stated: other.stated.reduce(withPlaces, first.stated),
    byAssumed: a.byAssumed && b.byAssumed,
  };
}

function isOpen({ stated }: CodeFinding): boolean {
  return stated.some((one) => one.stated === null);
}

function withPlaces(all: readonly StatedPlaces[], added: StatedPlaces): readonly StatedPlaces[] {
  const key = JSON.stringify(added.stated);
  const same = all.find(({ stated }) => JSON.stringify(stated) === key);
  if (same === undefined) return [...all, added];
  return all.map((one) => (one === same ? { ...one, places: [...one.places, ...added.places] } : one));
}

function codeFinding(
  finding: Finding,
  kind: CodeKind,
  stated: Stated | null,
  saves: ReadonlyMap<string, readonly JudgedSite[]>,
  input: AuditInput,
): CodeFinding {
  const { ruleId, location, message, severity } = finding;
  const path = input.places.pathOf(location.uri);
  const own = saves.get(`${location.uri} ${location.start}`) ?? [];
  const reached = finding.related.flatMap(
    ({ location: { uri, start } }) => saves.get(`${uri} ${start}`) ?? [],
  );
  const outcomes = [...own, ...reached]
    .flatMap((save) => save.outcomes)
    .filter(({ result }) => result !== 'not-evaluated');
  const [first, ...others] = sentencesOf(message).filter((one) => !kind.leaveOut.includes(one));
  const place: AuditPlace = placeAt(input, location, kind.what);
  const statement: AuditStatement = {
    id: statementId(ruleId, path, finding.fingerprint),
    kind: ruleId,
    section: 'code',
    risk: stated === null ? kind.risk[severity === 'information' ? 'information' : 'warning'] : 'low',
    text: standingAlone(first!, path, own),
    details: stated === null ? others : statedDetails(stated),
    confidence: kind.confidence ?? weakest(outcomes),
    sources: kind.sources ?? [...new Set(outcomes.flatMap(({ source }) => source.split('; ')))],
    places: [place],
    count: 1,
    recommendation: stated === null ? kind.recommendation : null,
  };
  const byAssumed = outcomes.length > 0 && outcomes.every(({ rule }) => rule.source.kind === 'assumed');
  return { statement, kind, stated: [{ stated, places: [place] }], byAssumed };
}

/** A message stands at its place, a statement in a list. */
function standingAlone(sentence: string, path: string, own: readonly JudgedSite[]): string {
  if (!/^(?:This|The refusal|Nothing|Errors)\b/.test(sentence)) return sentence;
  const [save] = own;
  const file = path.slice(path.lastIndexOf('/') + 1);
  const subject = save === undefined ? file : `${saveWords(save.site)} in ${save.site.enclosing || file}`;
  return `${subject}: ${sentence.charAt(0).toLowerCase()}${sentence.slice(1)}`;
}

function statedDetails({ reason, terms, inSettings }: Stated): readonly string[] {
  return [
    reason === null ? 'It is silenced without a reason.' : `Stated reason: ${reason}`,
    ...(inSettings ? ['The reason stands in the configuration, for all files of a pattern.'] : []),
    ...(terms.owner === null ? [] : [`Owner: ${terms.owner}.`]),
    ...(terms.until === null ? [] : [`Until: ${terms.until.written}.`]),
  ];
}

const order = ['documented', 'well-founded', 'weak', 'open'] as const;

/** Of a save whose object is not known, nothing is. */
function weakest(outcomes: readonly RuleOutcome[]): AuditStatement['confidence'] {
  if (outcomes.length === 0) return 'open';
  return order[Math.max(...outcomes.map(({ confidence }) => order.indexOf(confidence)))]!;
}

function savesByPlace(saves: readonly JudgedSite[]): ReadonlyMap<string, readonly JudgedSite[]> {
  const byPlace = new Map<string, JudgedSite[]>();
  for (const judged of saves) {
    const { uri, start } = locate(judged.site.place);
    const key = `${uri} ${start}`;
    byPlace.set(key, [...(byPlace.get(key) ?? []), judged]);
  }
  return byPlace;
}
