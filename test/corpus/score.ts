import { defaultSettings, type Settings, settingsSchema } from '../../server/src/core/config/settings.ts';
import { kindOf } from '../../server/src/core/files.ts';
import { createProject, type Project } from '../../server/src/core/project.ts';
import type { SaveTarget } from '../../server/src/core/saves/site.ts';
import { LineIndex, locate } from '../../server/src/core/text.ts';
import { grammar } from '../support/grammars.ts';
import { type CorpusProject, isLabelled } from './files.ts';
import { type Label, readLabels } from './labels.ts';

/** A line of a corpus file where labels and analyser disagree, or agree. */
export interface Verdict {
  readonly kind: 'found' | 'missed' | 'false';
  /** `project/path:line`, the line counted from 1. */
  readonly at: string;
  /** `rule-id/severity`. */
  readonly finding: string;
  readonly doubtful: string | null;
}

/** A save that a label names, and whether the analyser sees it on the same objects. */
export interface SiteVerdict {
  readonly at: string;
  readonly expected: string;
  /** Null where the analyser sees no save on the line. */
  readonly got: string | null;
}

export interface Score {
  readonly verdicts: readonly Verdict[];
  readonly sites: readonly SiteVerdict[];
  /** Share of the findings that a label asks for. */
  readonly precision: number;
  /** Share of the labelled findings that are found. */
  readonly recall: number;
  /** Share of the labelled saves that are found with their objects. */
  readonly siteRecall: number;
}

/** Compares the findings of all projects with their labels: by line, rule and severity. */
export async function score(projects: readonly CorpusProject[]): Promise<Score> {
  const results = await Promise.all(projects.map(scoreProject));
  const verdicts = results.flatMap((result) => result.verdicts);
  const sites = results.flatMap((result) => result.sites);
  const count = (kind: Verdict['kind']) => verdicts.filter((verdict) => verdict.kind === kind).length;
  const found = count('found');
  return {
    verdicts,
    sites,
    precision: share(found, found + count('false')),
    recall: share(found, found + count('missed')),
    siteRecall: share(sites.filter(({ expected, got }) => expected === got).length, sites.length),
  };
}

function share(part: number, whole: number): number {
  return whole === 0 ? 1 : part / whole;
}

async function scoreProject(corpusProject: CorpusProject) {
  const root = `file:///${corpusProject.name}/`;
  const settings = settingsOf(corpusProject);
  const project = await open(corpusProject, root, settings);
  // Saves in tests are looked at only where their findings are asked for.
  const withTests = await open(corpusProject, root, { ...settings, includeTests: true });

  const verdicts: Verdict[] = [];
  const sites: SiteVerdict[] = [];
  for (const [path, text] of corpusProject.files) {
    const file = { uri: root + path, name: `${corpusProject.name}/${path}`, lines: new LineIndex(text) };
    // What carries no labels has no findings, but for the rules themselves: findings on them were not labelled.
    const labels = isLabelled(path) ? readLabels(text) : [];
    if (!isRule(path)) verdicts.push(...compareFindings(project, file, labels));
    sites.push(...compareSites(withTests, file, labels));
  }
  return { verdicts, sites };
}

function isRule(path: string): boolean {
  const kind = kindOf(path);
  return kind === 'duplicate-rule' || kind === 'matching-rule';
}

async function open({ files }: CorpusProject, root: string, settings: Settings): Promise<Project> {
  const project = createProject({ once: true });
  project.setSettings(settings);
  for (const [path, text] of files) project.setFile(root + path, text);
  for (const name of project.neededGrammars) project.setParser(await grammar(name));
  for (const _ of project.analyseAll());
  return project;
}

interface ScoredFile {
  readonly uri: string;
  readonly name: string;
  readonly lines: LineIndex;
}

function compareFindings(project: Project, file: ScoredFile, labels: readonly Label[]): Verdict[] {
  const unmatched = project.findings(file.uri).map(({ ruleId, severity, location }) => ({
    line: file.lines.position(location.start).line,
    finding: `${ruleId}/${severity}`,
  }));
  const verdicts: Verdict[] = [];
  for (const { line, expected, doubtful } of labels) {
    for (const { ruleId, severity } of expected) {
      const finding = `${ruleId}/${severity}`;
      const index = unmatched.findIndex((candidate) => candidate.line === line && candidate.finding === finding);
      if (index >= 0) unmatched.splice(index, 1);
      verdicts.push({ kind: index >= 0 ? 'found' : 'missed', at: `${file.name}:${line + 1}`, finding, doubtful });
    }
  }
  for (const { line, finding } of unmatched) {
    const doubtful = labels.find((label) => label.line === line)?.doubtful ?? null;
    verdicts.push({ kind: 'false', at: `${file.name}:${line + 1}`, finding, doubtful });
  }
  return verdicts;
}

function compareSites(project: Project, file: ScoredFile, labels: readonly Label[]): SiteVerdict[] {
  const seen = project.saves(file.uri).map(({ site }) => ({
    line: file.lines.position(locate(site.place).start).line,
    objects: describe(site.target),
  }));
  return labels
    .filter(({ kind, objects }) => kind === 'save' && objects[0] !== 'unknown')
    .map(({ line, objects }) => {
      const expected = sorted(objects);
      const onLine = seen.filter((site) => site.line === line);
      const got = onLine.find((site) => site.objects === expected) ?? onLine[0];
      return { at: `${file.name}:${line + 1}`, expected, got: got?.objects ?? null };
    });
}

/** Generic and unknown operands are both `SObject`: nothing can be said of either where it stands. */
function describe(target: SaveTarget): string {
  return target.kind === 'objects' ? sorted(target.names) : 'SObject';
}

/** Apex knows no case: the corpus has files in capitals. */
function sorted(names: readonly string[]): string {
  const spelled = names.map((name) => (name === name.toUpperCase() ? name[0] + name.slice(1).toLowerCase() : name));
  return spelled.sort().join(', ');
}

function settingsOf({ files }: CorpusProject): Settings {
  const text = files.get('duplicate-rules.config.json');
  return text === undefined ? defaultSettings : settingsSchema.parse(JSON.parse(text));
}
