/** The notices of what is bundled: names, licences and their texts, each text once. */
import path from 'node:path';
import { licenceTexts } from './bundled.mjs';
import { usableLicences } from './licences.mjs';

/**
 * @param {string} root
 * @param {readonly import('./bundled.mjs').BundledPackage[]} packages
 * @returns {string} plain text
 */
export function notices(root, packages) {
  /** @type {Map<string, string[]>} text to those under it */
  const byText = new Map();
  for (const one of packages) {
    const licence = usableLicences(one.licence)?.join(' and ') ?? one.licence;
    const stated = licenceTexts(path.join(root, one.folder)).join('\n\n');
    const text = stated || standard(licence, one);
    const names = byText.get(text) ?? [];
    byText.set(text, names);
    const line = `${one.name} ${one.version} (${licence})`;
    if (!names.includes(line)) names.push(line);
  }
  const texts = [...byText.keys()];
  if (
    texts.some((text) => text.endsWith(apache)) &&
    !texts.some((text) => /END OF TERMS AND CONDITIONS/.test(text))
  )
    throw new Error(
      'No package brings the text of the Apache licence: write it in scripts/release/notices.mjs.',
    );
  const head = `Duplicate Rules for Salesforce contains parts of the packages below, which are under these licences.
Where a package may be had under one of several, the one named here was chosen.`;
  const sections = [...byText].map(([text, names]) => `${names.join('\n')}\n\n${text}`);
  return `${[head, ...sections].join(`\n\n${'='.repeat(80)}\n\n`)}\n`;
}

/** Of a package that ships no text of its licence. */
function standard(licence, { name, author }) {
  const holder = author || `the authors of ${name}`;
  if (licence === 'MIT') return `Copyright (c) ${holder}\n\n${mit}`;
  if (licence === 'Apache-2.0') return `Copyright ${holder}\n\n${apache}`;
  throw new Error(
    `${name} ships no text of its licence (${licence}): write it in scripts/release/notices.mjs.`,
  );
}

const mit = `Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files (the "Software"), to deal in the Software without restriction, including without limitation the rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`;

const apache = `Licensed under the Apache License, Version 2.0, whose text stands in full among these notices.`;
