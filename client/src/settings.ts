import { type Uri, workspace } from 'vscode';

/**
 * The settings of a section that a user or a workspace has really set. Defaults are left out: they would hide
 * what the project's configuration file says.
 */
export function explicitSettings(section: string, scope: Uri | undefined): Record<string, unknown> {
  const configuration = workspace.getConfiguration(section, scope ?? null);
  const set: Record<string, unknown> = {};
  for (const name of settingNames(section, scope)) {
    const found = configuration.inspect(name);
    if (found === undefined) continue;
    const isSet =
      found.globalValue !== undefined ||
      found.workspaceValue !== undefined ||
      found.workspaceFolderValue !== undefined;
    if (isSet) nest(set, name.split('.'), configuration.get(name));
  }
  return set;
}

/** Names of all settings of a section, declared or not, `codeLens.enabled` for nested ones. */
function settingNames(section: string, scope: Uri | undefined): string[] {
  const names: string[] = [];
  const configuration = workspace.getConfiguration(section, scope ?? null);
  const visit = (value: unknown, path: readonly string[]) => {
    const name = path.join('.');
    const isSetting = path.length > 0 && configuration.inspect(name)?.defaultValue !== undefined;
    if (!isSetting && typeof value === 'object' && value !== null && !Array.isArray(value)) {
      for (const [key, inner] of Object.entries(value)) visit(inner, [...path, key]);
    } else if (path.length > 0) names.push(name);
  };
  visit(workspace.getConfiguration(undefined, scope ?? null).get(section), []);
  return names;
}

function nest(target: Record<string, unknown>, [first, ...rest]: readonly string[], value: unknown): void {
  if (first === undefined) return;
  if (rest.length === 0) {
    target[first] = value;
    return;
  }
  target[first] ??= {};
  nest(target[first] as Record<string, unknown>, rest, value);
}
