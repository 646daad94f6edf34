import type { RuleFile } from '../../../../server/src/core/metadata/editing/project.ts';
import { createProject } from '../../../../server/src/core/project.ts';

const base = 'file:///ws/force-app/main/default';
export const leadRule = `${base}/duplicateRules/Lead.Lead_Email.duplicateRule-meta.xml`;
export const contactRule = `${base}/duplicateRules/Contact.Contact_Lead.duplicateRule-meta.xml`;
export const leadMatching = `${base}/matchingRules/Lead.matchingRule-meta.xml`;
export const accountMatching = `${base}/matchingRules/Account.matchingRule`;
export const objects = `${base}/objects`;

export function field(label: string, type: string, more = ''): string {
  return `<CustomField><label>${label}</label><type>${type}</type>${more}</CustomField>`;
}

/** The text without the mark `|`, and where it stood. */
export function unmarked(marked: string): { readonly text: string; readonly offset: number } {
  const offset = marked.indexOf('|');
  if (offset < 0) throw new TypeError('no | in the text');
  return { text: marked.slice(0, offset) + marked.slice(offset + 1), offset };
}

/** A project of these files, and one of them as it is being written. */
export function ruleFile(uri: string, text: string, files: Readonly<Record<string, string>> = {}): RuleFile {
  const project = createProject();
  for (const [other, content] of Object.entries(files)) if (other !== uri) project.setFile(other, content);
  project.setFile(uri, text);
  return { uri, text, project: { catalog: project.catalog, schema: project.schema } };
}
