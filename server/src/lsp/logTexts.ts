import { configFileName, isIntegration, kindOf } from '../core/files.ts';
import type { LoadedProject } from './loadedProject.ts';
import { countRules, type RuleCounts } from './ruleCounts.ts';
import { pathOfUri } from './uris.ts';

/** What the log says of a project that has been read. */
export function projectText(project: LoadedProject, milliseconds: number): string {
  const kinds = [...project.diskUris].map(kindOf);
  const apex = kinds.filter((kind) => kind === 'apex').length;
  const rules = kinds.filter((kind) => kind === 'duplicate-rule' || kind === 'matching-rule').length;
  const code = kinds.filter((kind) => kind !== null && isIntegration(kind)).length;
  const integration = code === 0 ? '' : `, ${plural(code, 'file')} of integration code`;
  const read = `${plural(apex, 'Apex file')}${integration} and ${plural(rules, 'rule file')} read in ${Math.round(milliseconds)} ms`;
  return `Project ${pathText(project.root)}: ${read}; ${rulesText(countRules(project.analysis.catalog))}.`;
}

/** What the log says of a file that is judged without a project. */
export function looseFileText(uri: string, { analysis }: LoadedProject): string {
  return `${pathText(uri)} lies outside every project: ${rulesText(countRules(analysis.catalog))}.`;
}

/** Where a project's settings come from. */
export interface SettingsOrigin {
  /** Problems of the configuration file; null where there is none. */
  readonly fileProblems: readonly string[] | null;
  /** Names of what the editor sets. */
  readonly editorNames: readonly string[];
  readonly editorProblems: readonly string[];
}

/** What the log says of a project's settings; `root` as in {@link LoadedProject}. */
export function settingsText(root: string, origin: SettingsOrigin): string {
  const { fileProblems, editorNames, editorProblems } = origin;
  const whose = root === '' ? 'files outside every project' : pathText(root);
  const file = fileProblems === null ? `no ${configFileName}` : configFileName;
  const editor =
    editorNames.length === 0
      ? 'the editor changes none'
      : `set in the editor: ${[...editorNames].sort().join(', ')}`;
  const problems = [
    ...(fileProblems ?? []).map((problem) => `\n  ${configFileName}, ${problem}`),
    ...editorProblems.map((problem) => `\n  Editor: ${problem}`),
  ];
  return `Settings of ${whose}: ${root === '' ? '' : `${file}; `}${editor}.${problems.join('')}`;
}

function rulesText({ own, activeOwn, assumedFor }: RuleCounts): string {
  const rules = own === 0 ? 'no duplicate rule' : `${plural(own, 'duplicate rule')}, ${activeOwn} active`;
  return assumedFor.length === 0 ? rules : `${rules}; standard rules assumed for ${assumedFor.join(', ')}`;
}

function pathText(uri: string): string {
  return pathOfUri(uri) ?? uri;
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
