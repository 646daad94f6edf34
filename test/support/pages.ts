import { readFileSync } from 'node:fs';

/** A code block of a rule's page that is marked `bad` or `good`: it produces the finding, or does not. */
export interface Sample {
  readonly verdict: 'bad' | 'good';
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
  readonly samples: readonly Sample[];
}

const block = /^```(\w+)(?: (bad|good|beside))?(?: (\S+))?\n([\s\S]*?)^```$/gm;

/**
 * Reads `server/src/core/rules/<id>/README.md`. Its sample blocks begin with ```` ```apex bad ````,
 * ```` ```apex good ````, ```` ```ts bad ```` or ```` ```xml bad <path> ````; a ```` ```rules ```` block sets the rules for the samples that
 * follow it, ```` ```xml beside <path> ```` blocks are further files of the sample that comes next.
 */
export function readPage(id: string): Page {
  const text = readFileSync(new URL(`../../server/src/core/rules/${id}/README.md`, import.meta.url), 'utf8');
  const [title = '', , description = ''] = text.split('\n');
  const samples: Sample[] = [];
  let rules = '';
  let beside = new Map<string, string>();
  for (const [, language, verdict, path, code] of text.matchAll(block)) {
    if (language === 'rules') rules = code!;
    else if (verdict === 'beside') beside.set(path!, code!);
    else if (verdict) {
      samples.push({
        verdict: verdict as Sample['verdict'],
        path: path ?? pathFor(language!, code!),
        code: code!,
        beside,
        rules,
      });
      beside = new Map();
    }
  }
  const headings = [...text.replace(block, '').matchAll(/^## (.+)$/gm)].map(([, heading]) => heading!);
  return { title, description, headings, samples };
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
