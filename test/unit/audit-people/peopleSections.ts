import { readAccess } from '../../../server/src/core/access/readAccess.ts';
import type { AuditSection } from '../../../server/src/core/audit/model.ts';
import { peopleSection } from '../../../server/src/core/audit/people/section.ts';
import { defaultSettings } from '../../../server/src/core/config/settings.ts';
import { ProjectSchema } from '../../../server/src/core/metadata/objects.ts';
import type { OrgPeople } from '../../../server/src/core/orgData/people.ts';
import { catalogOf } from '../../support/catalog.ts';

export type Files = Readonly<Record<string, string>>;

export interface Setup {
  readonly rules?: string;
  readonly files?: Files;
  readonly org?: OrgPeople;
  readonly names?: boolean;
  readonly reason?: string;
}

export const on = (element: string, key: string, flag: string) => (name: string) =>
  `<${element}><${flag}>true</${flag}><${key}>${name}</${key}></${element}>`;
export const user = on('userPermissions', 'name', 'enabled');
export const custom = on('customPermissions', 'name', 'enabled');
export const field = on('fieldPermissions', 'field', 'editable');
export const root = (name: string, content: string) =>
  `<?xml version="1.0"?>\n<${name} xmlns="http://soap.sforce.com/2006/04/metadata">\n${content}\n</${name}>`;
export const profile = (...content: string[]) => root('Profile', content.join('\n'));
export const permissionSet = (...content: string[]) => root('PermissionSet', content.join('\n'));
export const writes = (object: string, more = '') =>
  `<objectPermissions><allowCreate>true</allowCreate><allowEdit>true</allowEdit><object>${object}</object>${more}</objectPermissions>`;
export const customPermission = (label: string, description = '') =>
  root('CustomPermission', `<label>${label}</label><description>${description}</description>`);

export const at = (path: string) => `file:///p/force-app/${path}`;

export function people({
  rules = 'Lead: Block/Block',
  files = {},
  org,
  names = false,
  reason,
}: Setup): AuditSection {
  const given = Object.entries(files).map(([path, text]) => ({ uri: at(path), text: () => text }));
  return peopleSection({
    catalog: catalogOf(rules, ['Account', 'Contact', 'Lead']),
    schema: new ProjectSchema(),
    settings: defaultSettings,
    access: given.length === 0 ? null : readAccess(given),
    ignored: 0,
    org: org ?? null,
    names,
    reasonFor: () => reason ?? null,
    pathOf: (uri) => uri.replace('file:///p/', ''),
  });
}

/** Risk and text of the statements of a kind, with their details. */
export function told(setup: Setup, kind: string): readonly string[] {
  return people(setup)
    .statements.filter((one) => one.kind === kind)
    .flatMap(({ risk, text, details }) => [`${risk}: ${text}`, ...details.map((detail) => `- ${detail}`)]);
}

export const byJobs = '- A scheduled job, an integration or an automated process saves as its own user.';
