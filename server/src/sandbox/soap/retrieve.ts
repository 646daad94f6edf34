import { strToU8, zipSync } from 'fflate';
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
      for (const component of found) wanted.set(component.fileName, component);
    }
  }
  const version = textIn(unpackaged, 'version') ?? org.apiVersion;
  const id = org.retrievals.start({
    zip: zipSync(filesOf([...wanted.values()], version, org)),
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
  const problem = `Entity of type '${type}' named '${member}' cannot be found`;
  return element('messages', [leaf('fileName', `${folder}/package.xml`), leaf('problem', problem)]);
}

function filesOf(components: readonly Component[], version: string, org: Org): Record<string, Uint8Array> {
  const files: Record<string, Uint8Array> = {};
  for (const component of components) {
    const { fileName, root, type } = component;
    // A matching rule of its own comes as its object's file.
    const content =
      type === 'MatchingRule'
        ? componentsOf(org, 'MatchingRules').find((one) => one.fileName === fileName)!.content
        : component.content;
    files[`${folder}/${fileName}`] = document(root, content);
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
