import { readFileSync } from 'node:fs';
import { defaultSettings } from '../../server/src/core/config/settings.ts';
import type { Finding } from '../../server/src/core/findings.ts';
import { createProject } from '../../server/src/core/project.ts';
import { grammar } from './grammars.ts';
import { expandRules } from './rulesShorthand.ts';

/** A code block of a page that is marked: it produces a finding, or none. */
export interface Sample<Verdict extends string = string> {
  readonly verdict: Verdict;
  /** Where the file stands in the project: made of the class's name for Apex, of the language for other code. */
  readonly path: string;
  readonly code: string;
  /** Files that stand beside it, by path: the `beside` blocks directly before it. */
  readonly beside: ReadonlyMap<string, string>;
  /** The rules block before it, in the shorthand of rulesShorthand.ts; '' for the standard rules. */
  readonly rules: string;
}

export interface Page {
  readonly title: string;
  /** The first line under the title. */
  readonly description: string;
  readonly headings: readonly string[];
  readonly samples: readonly Sample<'bad' | 'good'>[];
}

const block = /^```(\w+)(?: ([\w-]+))?(?: (\S+))?\n([\s\S]*?)^```$/gm;

/**
 * Reads `server/src/core/rules/<id>/README.md`. Its sample blocks begin with ```` ```apex bad ````,
 * ```` ```apex good ````, ```` ```ts bad ```` or ```` ```xml bad <path> ````; a ```` ```rules ```` block sets the rules for the samples that
 * follow it, ```` ```xml beside <path> ```` blocks are further files of the sample that comes next.
 */
export function readPage(id: string): Page {
  const text = readFileSync(new URL(`../../server/src/core/rules/${id}/README.md`, import.meta.url), 'utf8');
  const [title = '', , description = ''] = text.split('\n');
  const samples = samplesOf(text).filter(
    (sample): sample is Sample<'bad' | 'good'> => sample.verdict === 'bad' || sample.verdict === 'good',
  );
  const headings = [...text.replace(block, '').matchAll(/^## (.+)$/gm)].map(([, heading]) => heading!);
  return { title, description, headings, samples };
}

/** The marked blocks of a page, whatever their marks; each with the rules and the files before it. */
export function samplesOf(text: string): readonly Sample[] {
  const samples: Sample[] = [];
  let rules = '';
  let beside = new Map<string, string>();
  for (const [, language, verdict, path, code] of text.matchAll(block)) {
    if (language === 'rules') rules = code!;
    else if (verdict === 'beside') beside.set(path!, code!);
    else if (verdict) {
      samples.push({ verdict, path: path ?? pathFor(language!, code!), code: code!, beside, rules });
      beside = new Map();
    }
  }
  return samples;
}

/** By which dates in samples are judged. */
const samplesReadOn = '2026-11-23';

/** What is found in a sample, in a project of its own; `on`: a rule that is off by default, and shall not be. */
export async function findingsIn(
  { path, code, beside, rules }: Sample,
  on: readonly string[] = [],
): Promise<readonly Finding[]> {
  const severities = Object.fromEntries(on.map((id) => [id, 'information' as const]));
  const project = createProject({
    root: 'file:///project',
    settings: { ...defaultSettings, severities },
    today: samplesReadOn,
  });
  for (const [file, text] of expandRules(rules)) project.setFile(`file:///project/${file}`, text);
  for (const [file, text] of beside) project.setFile(`file:///project/${file}`, text);
  const uri = `file:///project/${path}`;
  project.setFile(uri, code);
  for (const name of project.neededGrammars) project.setParser(await grammar(name));
  for (const _ of project.analyseAll());
  return project.findings(uri);
}

const paths: Readonly<Record<string, string>> = {
  js: 'src/sample.js',
  ts: 'src/sample.ts',
  python: 'src/sample.py',
  java: 'src/main/java/Sample.java',
  csharp: 'src/Sample.cs',
  sh: 'scripts/sample.sh',
  yaml: '.github/workflows/sample.yml',
};

function pathFor(language: string, code: string): string {
  return paths[language] ?? classPath(code);
}

function classPath(code: string): string {
  const name = /\bclass\s+(\w+)/.exec(code)?.[1] ?? 'Sample';
  return `force-app/main/default/classes/${name}.cls`;
}
