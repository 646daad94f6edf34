import { capitalize, plural } from '../outcome/words.ts';
import { confidenceWords as outcomeWords } from '../saveTable/words.ts';
import type {
  AuditConfidence,
  AuditPlace,
  Authorship,
  Ease,
  Means,
  PlanItem,
  RegisteredBypass,
  Risk,
  SectionName,
} from './model.ts';

/** What a report speaks; its statements are in that language already. */
export interface Speech {
  /** As HTML names it: `en`. */
  readonly language: string;
  /** A text of ours in that language. */
  readonly say: (text: string) => string;
}

export const english: Speech = { language: 'en', say: (text) => text };

/** `.` is the current folder: the title says nothing of it. */
export function titleOf(projects: readonly string[]): string {
  return projects.join() === '.' ? 'Audit of Duplicate Rules' : `Audit of ${projects.join(', ')}`;
}

export const question = 'Can anything get past our duplicate rules?';

export const sectionTitles: Readonly<Record<SectionName, string>> = {
  rules: 'The rules',
  code: 'The code',
  people: 'The people',
  data: 'The data',
};

export const riskTitles: Readonly<Record<Risk, string>> = {
  high: 'High risk',
  medium: 'Medium risk',
  low: 'Low risk',
  none: 'To know',
};

export const confidenceTitles: Readonly<Record<AuditConfidence, string>> = {
  exact: 'as it is written',
  approximate: 'approximate',
  ...outcomeWords,
};

export const easeWords: Readonly<Record<Ease, string>> = {
  minutes: 'minutes each',
  hours: 'hours',
  days: 'days',
};

/** `force-app/…/A.cls:7`. */
export function placeText({ path, line }: AuditPlace): string {
  return line === null ? path : `${path}:${line}`;
}

/** `Ada Byron, 2026-03-01 (1a2b3c4)`; why not, where it is not known. */
export function writtenText(written: Authorship): string {
  switch (written.kind) {
    case 'known':
      return `${written.author}, ${written.date} (${written.commit.slice(0, 9)})`;
    case 'not-committed':
      return 'not committed yet';
    case 'not-tracked':
      return 'the file is not under version control';
    case 'no-repository':
      return 'there is no repository';
    case 'unknown':
      return `not known: ${written.why}`;
  }
}

/** `duplicate-rules impact --base HEAD tells …`: on the command line, where it can be run. */
export function meansText({ kind, name, does }: Means): string {
  switch (kind) {
    case 'fix':
      return `the fix of ${name} ${does}`;
    case 'template':
      return `duplicate-rules ${name} ${does}`;
    case 'scaffold':
      return `duplicate-rules scaffold ${name} ${does}`;
    case 'class':
    case 'command':
      return `${name} ${does}`;
    case 'page':
      return `${name.endsWith('.md') ? `docs/${name}` : `the page of ${name}`} ${does}`;
  }
}

/** The same in a file, whose reader may use either: `New Rule from Template in VS Code, or … on the command line, …`. */
export function eitherMeansText(means: Means): string {
  const inEditor = editorCommand(means);
  if (inEditor === null) return meansText(means);
  const { kind, name, does } = means;
  const run = kind === 'command' ? name : `duplicate-rules ${kind === 'scaffold' ? 'scaffold ' : ''}${name}`;
  return `${inEditor} in VS Code, or ${run} on the command line, ${does}`;
}

/** As the command palette names what does the same, without the dots behind; null: nothing does. */
function editorCommand({ kind, name }: Means): string | null {
  if (kind === 'scaffold') return 'Scaffold Duplicate Protection';
  if (kind === 'template') return 'New Rule from Template';
  if (kind !== 'command') return null;
  if (name.startsWith('duplicate-rules impact ')) return 'Compare Impact with Git Commit or Branch';
  return name.startsWith('duplicate-rules rules --org') ? 'Compare Local Rules with Org' : null;
}

/** `high risk, minutes each, 3 places`. */
export function planText({ risk, ease, count }: PlanItem): string {
  return [`${risk} risk`, easeWords[ease], ...(count > 1 ? [`${count} of them`] : [])].join(', ');
}

export function ownerText({ owner }: RegisteredBypass): string {
  if (owner === null) return 'nobody is named';
  return owner.by === 'blame' ? `${owner.name} (wrote the line)` : owner.name;
}

export function untilText({ until }: RegisteredBypass): string {
  if (until === null) return 'no date';
  const words = {
    running: '',
    expired: ' (has passed)',
    'not-judged': '',
    unreadable: ' (no date that can be read)',
  };
  return `${until.written}${words[until.state]}`;
}

/** `2 high, 1 medium, 4 low`. */
export function riskCounts(some: readonly { readonly risk: Risk }[]): string {
  const counts = (['high', 'medium', 'low', 'none'] as const).map(
    (risk) => [risk, some.filter((one) => one.risk === risk).length] as const,
  );
  const told = counts
    .filter(([, count]) => count > 0)
    .map(([risk, count]) => `${count} ${risk === 'none' ? 'to know' : risk}`);
  return told.join(', ');
}

export function more(count: number, noun: string): string {
  return `… and ${plural(count, `more ${noun}`)}`;
}

export function sentenceOf(text: string): string {
  return /[.!?]$/.test(text) ? capitalize(text) : `${capitalize(text)}.`;
}
