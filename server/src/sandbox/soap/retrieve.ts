import { strToU8, zipSync } from 'fflate';
import { split } from '../deploy/draft.ts';
import { SoapFault } from '../errors.ts';
import type { Org } from '../org.ts';
import type { Session } from '../session.ts';
import { child, children, type SoapCall, textIn } from './envelope.ts';
import { fileProperties } from './metadata.ts';
import { type Component, componentsOf } from './metadataTypes.ts';
import { element, leaf } from './xml.ts';

const folder = 'unpackaged';

/** `retrieve`: what the package names is packed at once; the job is done when it is asked about. */
export function retrieve(org: Org, session: Session, call: SoapCall): string {
  // Clients name the element either way.
  const request = child(call.body, 'retrieveRequest') ?? child(call.body, 'request');
  const unpackaged = request && child(request, 'unpackaged');
  if (!unpackaged)
    throw new SoapFault('INVALID_OPERATION', 'the retrieve request names no unpackaged manifest');
  const messages: string[] = [];
  const wanted = new Map<string, Component>();
  for (const types of children(unpackaged, 'types')) {
    const type = textIn(types, 'name') ?? '';
    const components = componentsOf(org, type);
    for (const { text: member } of children(types, 'members')) {
      const found = components.filter(
        ({ fullName, alias }) => member === '*' || member === fullName || member === alias,
      );
      if (found.length === 0 && member !== '*') messages.push(missing(type, member));
      for (const component of found) wanted.set(`${component.type}:${component.fullName}`, component);
    }
  }
  const version = textIn(unpackaged, 'version') ?? org.apiVersion;
  const id = org.retrievals.start({
    zip: zipSync(filesOf([...wanted.values()], version)),
    fileProperties: [...wanted.values()].map((component) =>
      element(
        'fileProperties',
        fileProperties(org, session, { ...component, fileName: `${folder}/${component.fileName}` }),
      ),
    ),
    messages,
  });
  return element('result', [leaf('done', false), leaf('id', id), leaf('state', 'Queued')]);
}

export function checkRetrieveStatus(org: Org, _session: Session, call: SoapCall): string {
  const id = textIn(call.body, 'asyncProcessId') ?? textIn(call.body, 'id') ?? '';
  const job = org.retrievals.find(id);
  if (!job) throw new SoapFault('INVALID_CROSS_REFERENCE_KEY', `invalid cross reference id: ${id}`);
  const includeZip = textIn(call.body, 'includeZip') !== 'false';
  return element('result', [
    leaf('done', true),
    ...job.fileProperties,
    leaf('id', id),
    ...job.messages,
    leaf('status', 'Succeeded'),
    leaf('success', true),
    includeZip ? leaf('zipFile', Buffer.from(job.zip).toString('base64')) : leaf('zipFile', null),
  ]);
}

function missing(type: string, member: string): string {
  // Salesforce asks rules for their object before it looks for them.
  const isBare = (type === 'DuplicateRule' || type === 'MatchingRule') && !member.includes('.');
  const problem = isBare
    ? 'Need to specify full name, Required Delimiter: .'
    : `Entity of type '${type}' named '${member}' cannot be found`;
  return element('messages', [leaf('fileName', `${folder}/package.xml`), leaf('problem', problem)]);
}

/** Types whose components come in their parent's file, and the element that each is there. */
const partElements: Readonly<Record<string, string>> = {
  MatchingRule: 'matchingRules',
  CustomField: 'fields',
};

function filesOf(components: readonly Component[], version: string): Record<string, Uint8Array> {
  const files: Record<string, Uint8Array> = {};
  const wholes = new Set(
    components.filter(({ type }) => !partElements[type]).map(({ fileName }) => fileName),
  );
  const parts = new Map<string, { readonly root: string; readonly texts: string[] }>();
  for (const { type, fileName, root, fullName, content } of components) {
    const tag = partElements[type];
    if (tag === undefined) files[`${folder}/${fileName}`] = document(root, content);
    else if (!wholes.has(fileName)) {
      const whole = parts.get(fileName) ?? {
        root: type === 'CustomField' ? 'CustomObject' : root,
        texts: [],
      };
      parts.set(fileName, whole);
      // Of Salesforce's own rules nothing but the name is given.
      if (content !== '') whole.texts.push(element(tag, [leaf('fullName', split(fullName)[1]), content]));
    }
  }
  for (const [fileName, { root, texts }] of parts) {
    files[`${folder}/${fileName}`] = document(root, texts.join(''));
  }
  files[`${folder}/package.xml`] = manifest(components, version);
  return files;
}

function manifest(components: readonly Component[], version: string): Uint8Array {
  const types = [...new Set(components.map(({ type }) => type))].sort();
  const content = types.map((type) => {
    const members = components.filter((component) => component.type === type).map(({ fullName }) => fullName);
    return element('types', [...members.sort().map((member) => leaf('members', member)), leaf('name', type)]);
  });
  return document('Package', [...content, leaf('version', version)].join(''));
}

function document(root: string, content: string): Uint8Array {
  const xsi = content.includes('xsi:') ? ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"' : '';
  const namespaces = `xmlns="http://soap.sforce.com/2006/04/metadata"${xsi}`;
  const text = element(root, content === '' ? [] : [content], namespaces);
  return strToU8(`<?xml version="1.0" encoding="UTF-8"?>\n${indented(text)}`);
}

/** An element a line, as retrieved files have them. */
function indented(xml: string): string {
  let depth = 0;
  const lines: string[] = [];
  for (const [line] of xml.matchAll(/<(\w+)[^<>]*>[^<]*<\/\1>|<[^<>]+>/g)) {
    if (line.startsWith('</')) depth--;
    lines.push('    '.repeat(depth) + line);
    if (!line.includes('</') && !line.endsWith('/>')) depth++;
  }
  return `${lines.join('\n')}\n`;
}
