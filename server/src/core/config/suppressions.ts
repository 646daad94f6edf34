import type { Finding } from '../findings.ts';
import type { CommentText, FileFacts } from '../saves/facts.ts';
import { LineIndex, type Span } from '../text.ts';
import { type Directive, MARK, readDirectives } from './directives.ts';
import { matchPaths, type PathMatcher } from './globs.ts';
import { type StatedReason, statedReason } from './reasons.ts';
import type { ReasonTerms } from './reasonTerms.ts';
import type { Settings } from './settings.ts';
import { datedState, NEEDS_REASON, type SettingsSuppression } from './settingsSuppressions.ts';
import { expiredReason, missingReason, unreadableDate, unusedSuppression } from './suppressionFindings.ts';

/** A finding, with what else than its own place a suppression may stand at: its statement, an option. */
export interface Suppressible {
  readonly finding: Finding;
  /** Spans in the same file. */
  readonly places?: readonly Span[];
}

export interface SuppressionRequest {
  readonly uri: string;
  /** Relative to the project's root, for `settings.suppressions`; null for a file outside of it. */
  readonly path: string | null;
  readonly text: string;
  readonly facts: Pick<FileFacts, 'comments' | 'declaredSuppressions'>;
  readonly settings: Pick<Settings, 'suppressions'>;
  /** All findings of the file. */
  readonly findings: readonly Suppressible[];
  readonly isKnown: (ruleId: string) => boolean;
  /**
   * False where no finding of this rule could stand at this offset, because the rule is switched off or the
   * code is a test: a suppression there is not called unused.
   */
  readonly isJudged: (ruleId: string, offset: number) => boolean;
  /** `2027-01-31`, by which dates of reasons are judged; without it none has passed. */
  readonly today?: string | null;
  /** Whether the date of a suppression of the settings is told in this file; in each file if it is left out. */
  readonly tells?: (entry: SettingsSuppression) => boolean;
}

export interface SuppressionResult {
  readonly kept: readonly Finding[];
  readonly silenced: readonly SilencedFinding[];
  /**
   * `suppression-without-reason`, `unused-suppression` and `expired-bypass`, with the severities of their rules: those
   * of the settings are for the caller to apply.
   */
  readonly extra: readonly Finding[];
}

/** A finding, and what is stated for its being silenced. */
export interface SilencedFinding {
  readonly finding: Finding;
  /** Null where none is stated. */
  readonly reason: string | null;
  readonly terms: ReasonTerms;
  /** Stated in the settings, not in the file. */
  readonly inSettings: boolean;
}

/** One rule id of one suppression. */
interface Suppression extends StatedReason {
  readonly at: Span;
  readonly ruleId: string;
  readonly strayText: string | null;
  readonly covers: (offset: Span) => boolean;
  /** Settings cover many files, in which they may have nothing to do. */
  readonly inSettings: boolean;
  /** Of the settings, where it stands there. */
  readonly entry: SettingsSuppression | null;
  used: boolean;
}

const ABOUT_SUPPRESSIONS: ReadonlySet<string> = new Set([
  'unused-suppression',
  'suppression-without-reason',
  'expired-bypass',
]);

/** Takes out the findings that comments, annotations or settings silence, and judges the suppressions. */
export function applySuppressions(request: SuppressionRequest): SuppressionResult {
  const suppressions = collect(request);
  if (suppressions.length === 0) {
    return { kept: request.findings.map(({ finding }) => finding), silenced: [], extra: [] };
  }
  const first = silence(request.findings, suppressions);
  const extra = judge(request, suppressions, first.kept, (ruleId) => !ABOUT_SUPPRESSIONS.has(ruleId));
  // A suppression may also silence what is said about another one; what is said about it stays.
  const second = silence(
    extra.map((finding) => ({ finding })),
    suppressions,
  );
  return {
    kept: first.kept,
    silenced: [...first.silenced, ...second.silenced],
    extra: [...second.kept, ...judge(request, suppressions, [], (ruleId) => ABOUT_SUPPRESSIONS.has(ruleId))],
  };
}

function silence(
  findings: readonly Suppressible[],
  suppressions: readonly Suppression[],
): Pick<SuppressionResult, 'kept' | 'silenced'> {
  const kept: Finding[] = [];
  const silenced: SilencedFinding[] = [];
  for (const { finding, places } of findings) {
    const spans = [finding.location, ...(places ?? [])];
    const covering = suppressions.filter(
      ({ ruleId, covers }) => ruleId === finding.ruleId && spans.some(covers),
    );
    for (const suppression of covering) suppression.used = true;
    const stated = covering.find(({ reason }) => reason !== null) ?? covering[0];
    if (stated && (stated.reason !== null || !NEEDS_REASON.has(finding.ruleId))) {
      const { reason, terms, inSettings } = stated;
      silenced.push({ finding, reason, terms, inSettings });
    } else kept.push(finding);
  }
  return { kept, silenced };
}

function judge(
  { uri, isKnown, isJudged, today = null, tells = () => true }: SuppressionRequest,
  suppressions: readonly Suppression[],
  kept: readonly Finding[],
  isMeant: (ruleId: string) => boolean,
): Finding[] {
  const findings: Finding[] = [];
  for (const suppression of suppressions) {
    const { at, ruleId, reason, inSettings, entry, used } = suppression;
    if (!isMeant(ruleId)) continue;
    const location = { uri, start: at.start, end: at.end };
    if (used) {
      if (reason === null) {
        findings.push(missingReason(location, { ...suppression, needsReason: NEEDS_REASON.has(ruleId) }));
      }
      const state = datedState(ruleId, suppression, today);
      if (state === null || (entry !== null && !tells(entry))) continue;
      const dated = { ...suppression, until: suppression.terms.until! };
      findings.push(state === 'expired' ? expiredReason(location, dated) : unreadableDate(location, dated));
    } else if (!inSettings && (!isKnown(ruleId) || isJudged(ruleId, at.start))) {
      const elsewhere = kept.filter((finding) => finding.ruleId === ruleId);
      findings.push(unusedSuppression(location, ruleId, isKnown(ruleId), elsewhere));
    }
  }
  return findings;
}

// ------------------------------------------------------------------------------------- where suppressions are

function collect(request: SuppressionRequest): readonly Suppression[] {
  return [...fromComments(request), ...fromDeclarations(request), ...fromSettings(request)];
}

function fromComments({ text, facts, isKnown }: SuppressionRequest): readonly Suppression[] {
  if (!text.includes(MARK)) return [];
  const lines = new LineIndex(text);
  const { comments } = facts;
  const byStart = new Map(comments.map((comment) => [comment.start, comment]));
  return comments.flatMap((comment) =>
    readDirectives(text, comment, isKnown).flatMap((directive) =>
      directive.ruleIds.map((ruleId) => ({
        at: directive,
        ruleId,
        ...statedReason(directive.reason),
        strayText: directive.strayText,
        covers: directive.scope === 'file' ? everything : onLines(lines, text, byStart, comment, directive),
        inSettings: false,
        entry: null,
        used: false,
      })),
    ),
  );
}

const everything = (): boolean => true;

/** A comment beside code covers its line, a comment on lines of its own covers the next line of code. */
function onLines(
  lines: LineIndex,
  text: string,
  comments: ReadonlyMap<number, CommentText>,
  comment: Span,
  directive: Directive,
): (span: Span) => boolean {
  const line = standsAlone(text, comment)
    ? lines.position(nextCode(text, comments, comment)).line
    : lines.position(directive.start).line;
  const from = lines.offset({ line, character: 0 });
  const isLast = line === lines.position(text.length).line;
  const to = isLast ? text.length + 1 : lines.offset({ line: line + 1, character: 0 });
  return ({ start, end }) => start < to && from <= end;
}

function standsAlone(text: string, comment: Span): boolean {
  let before = comment.start - 1;
  while (before >= 0 && isBlank(text[before]!)) before--;
  let after = comment.end;
  while (after < text.length && isBlank(text[after]!)) after++;
  return (before < 0 || isBreak(text[before]!)) && (after >= text.length || isBreak(text[after]!));
}

/** Where the line after a comment, and after the comments that follow it directly, begins to hold code. */
function nextCode(text: string, comments: ReadonlyMap<number, CommentText>, comment: Span): number {
  let current: Span | undefined = comment;
  let at = comment.end;
  while (current) {
    at = current.end;
    while (at < text.length && !isBreak(text[at]!)) at++;
    if (text[at] === '\r' && text[at + 1] === '\n') at++;
    at++;
    while (at < text.length && isBlank(text[at]!)) at++;
    const next = comments.get(at);
    current = next && standsAlone(text, next) ? next : undefined;
  }
  return at;
}

function isBlank(character: string): boolean {
  return character === ' ' || character === '\t';
}

function isBreak(character: string): boolean {
  return character === '\n' || character === '\r';
}

function fromDeclarations({ facts }: SuppressionRequest): readonly Suppression[] {
  return facts.declaredSuppressions.map(({ at, covers, ruleId, reason }) => ({
    at,
    ruleId: ruleId.replace(/^duplicate-rules\./i, '').toLowerCase(),
    ...statedReason(reason),
    strayText: null,
    covers: ({ start }) => covers.start <= start && start < covers.end,
    inSettings: false,
    entry: null,
    used: false,
  }));
}

const pathMatchers = new WeakMap<object, PathMatcher>();

function fromSettings({ path, settings }: SuppressionRequest): readonly Suppression[] {
  if (path === null) return [];
  return settings.suppressions
    .filter((entry) => matcherOf(entry)(path))
    .map((entry) => ({
      at: { start: 0, end: 0 },
      ruleId: entry.rule.toLowerCase(),
      ...statedReason(entry.reason),
      strayText: null,
      covers: everything,
      inSettings: true,
      entry,
      used: false,
    }));
}

function matcherOf(entry: Settings['suppressions'][number]): PathMatcher {
  const matcher = pathMatchers.get(entry) ?? matchPaths([entry.path]);
  pathMatchers.set(entry, matcher);
  return matcher;
}
