import type { LoadedProject } from '../loadedProject.ts';
import type { ProjectSource } from '../projectSource.ts';

/** Where the sf CLI, and sfdx before it, note a project's default org: path below the project, and the setting. */
const configurations: readonly (readonly [path: string, setting: string])[] = [
  ['.sf/config.json', 'target-org'],
  ['.sfdx/sfdx-config.json', 'defaultusername'],
];

export function isOrgConfiguration(project: LoadedProject, uri: string): boolean {
  return configurations.some(([path]) => uri === `${project.root}/${path}`);
}

/**
 * Username or alias that the project's own configuration names, read without the org's libraries: enough to see
 * that it has changed. Null if there is none.
 */
export async function readTargetOrg(source: ProjectSource, project: LoadedProject): Promise<string | null> {
  for (const [path, setting] of configurations) {
    const text = await source.readFile(`${project.root}/${path}`);
    const target = text === null ? null : settingOf(text, setting);
    if (target !== null) return target;
  }
  return null;
}

function settingOf(text: string, setting: string): string | null {
  try {
    const value = (JSON.parse(text) as Readonly<Record<string, unknown>> | null)?.[setting];
    return typeof value === 'string' && value !== '' ? value : null;
  } catch {
    return null;
  }
}
