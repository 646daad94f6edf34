import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, extname, join } from 'node:path';
import { canonicalUri, uriOfPath } from '../../server/src/lsp/uris.ts';
import { expandRules } from '../../test/support/rulesShorthand.ts';

const languages: Readonly<Record<string, string>> = {
  '.cls': 'apex',
  '.trigger': 'apex',
  '.apex': 'apex-anon',
  '.js': 'javascript',
  '.mjs': 'javascript',
  '.ts': 'typescript',
  '.py': 'python',
  '.java': 'java',
  '.cs': 'csharp',
  '.rb': 'ruby',
  '.php': 'php',
  '.sh': 'shellscript',
  '.yml': 'yaml',
  '.yaml': 'yaml',
  '.xml': 'xml',
  '.http': 'http',
};

/** A file of the copy that can be opened. */
export interface ProjectFile {
  readonly path: string;
  readonly uri: string;
  readonly languageId: string;
  /** As it was at the beginning. */
  readonly text: string;
}

/** Larger ones are minified libraries. */
const largest = 400_000;

/** A copy of a project that may be written to, with duplicate rules if it has none. */
export class ProjectCopy {
  readonly root: string;
  /** Code, the more likely to hold saves the more often. */
  readonly code: readonly ProjectFile[] = [];
  /** Files of duplicate rules and matching rules. */
  readonly rules: readonly ProjectFile[] = [];

  constructor(source: string) {
    this.root = join(mkdtempSync(join(tmpdir(), 'duplicate-rules-project-')), basename(source));
    cpSync(source, this.root, {
      recursive: true,
      filter: (path) => !/(?:^|[\\/])(?:\.git|node_modules)$/.test(path),
    });
    this.#addRules();
    const code: ProjectFile[] = [];
    const rules: ProjectFile[] = [];
    for (const entry of readdirSync(this.root, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const file = fileAt(join(entry.parentPath, entry.name));
      if (file === null) continue;
      if (/\.(?:duplicateRule|matchingRule)-meta\.xml$/.test(file.path)) rules.push(file);
      else if (file.languageId !== 'xml') {
        code.push(file);
        if (/\b(?:insert|update|upsert|Database\.\w+)\b/.test(file.text)) code.push(file, file);
      }
    }
    this.code = code;
    this.rules = rules;
  }

  #addRules(): void {
    const projectFile = join(this.root, 'sfdx-project.json');
    if (!existsSync(projectFile)) return;
    const { packageDirectories } = JSON.parse(readFileSync(projectFile, 'utf8')) as {
      packageDirectories: { path: string }[];
    };
    const all = expandRules(
      'Lead.Endurance: Block/Alert matching Email\nAccount.Endurance: Alert/Report matching Name\nOpportunity.Endurance: Alert/Alert matching Name',
    );
    for (const [name, text] of all) {
      const path = join(this.root, name.replace('force-app', packageDirectories[0]!.path));
      if (existsSync(path)) continue;
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text);
    }
  }

  remove(): void {
    rmSync(dirname(this.root), { recursive: true, force: true });
  }
}

export function fileAt(path: string): ProjectFile | null {
  const languageId = languages[extname(path)];
  if (languageId === undefined || /\.min\.js$/.test(path)) return null;
  const text = readFileSync(path, 'utf8');
  if (text.length > largest) return null;
  return { path, uri: canonicalUri(uriOfPath(path)), languageId, text };
}
