import { readdirSync, readFileSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';

/** Texts that random workspaces are made of, by the ending of their names. */
export type Material = ReadonlyMap<string, readonly string[]>;

const fences: Readonly<Record<string, string>> = {
  apex: '.cls',
  js: '.js',
  javascript: '.js',
  ts: '.ts',
  typescript: '.ts',
  tsx: '.tsx',
  python: '.py',
  py: '.py',
  java: '.java',
  csharp: '.cs',
  cs: '.cs',
  ruby: '.rb',
  rb: '.rb',
  php: '.php',
  sh: '.sh',
  bash: '.sh',
  powershell: '.ps1',
  yaml: '.yml',
  http: '.http',
};

const endings =
  /\.(?:cls|trigger|apex|[cm]?[jt]s|[jt]sx|py|java|cs|rb|php|sh|ps1|ya?ml|http|json|duplicateRule-meta\.xml|matchingRule-meta\.xml|field-meta\.xml|object-meta\.xml|flow-meta\.xml|settings-meta\.xml|duptest\.yaml|csv)$/;

/** Of the samples, the labelled corpus and the pages of the rules. */
export function readMaterial(folders: readonly string[]): Material {
  const material = new Map<string, string[]>();
  const add = (ending: string, text: string) => {
    const all = material.get(ending) ?? [];
    all.push(text);
    material.set(ending, all);
  };
  for (const folder of folders) {
    const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
    for (const name of names) {
      const path = join(folder, name);
      if (/node_modules/.test(path) || !statSync(path).isFile()) continue;
      if (name.endsWith('.md')) {
        const text = readFileSync(path, 'utf8');
        for (const [, fence, code] of text.matchAll(/^```(\w+)[^\n]*\n([\s\S]*?)^```/gm)) {
          const ending = fences[fence!];
          if (ending !== undefined) add(ending, code!);
        }
        continue;
      }
      if (endings.test(name)) add(endingOf(name), readFileSync(path, 'utf8').slice(0, 30_000));
    }
  }
  return material;
}

function endingOf(name: string): string {
  return /\.\w+-meta\.xml$|\.duptest\.yaml$/.exec(name)?.[0] ?? extname(name);
}
