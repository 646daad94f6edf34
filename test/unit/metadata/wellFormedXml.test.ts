import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readWellFormed } from '../../../server/src/core/metadata/wellFormedXml.ts';
import { readLeniently } from '../../../server/src/core/metadata/xml.ts';
import { duplicateRuleXml, matchingRulesXml } from '../../support/ruleFiles.ts';

/** It may leave a text to the tolerant reader, but not read it otherwise. */
function expectTheSame(text: string): void {
  const read = readWellFormed(text);
  if (read === null) return;
  const { root, problems } = readLeniently(text);
  expect(problems).toEqual([]);
  expect(read).toEqual(root);
}

test.each([
  ['a rule', duplicateRuleXml('Lead', 'A', { when: 'User.Username notEqual a@b.c' })],
  ['matching rules', matchingRulesXml('A: Email, Phone [1 OR 2]', 'B Inactive: Name')],
  ['a byte order mark', '\uFEFF<?xml version="1.0" encoding="UTF-8"?>\r\n<a>\r\n <b>1</b>\r\n</a>'],
  ['references', '<a><b> x &amp; y&#32;&#x41; </b><c>&lt;</c></a>'],
  ['comments', '<!-- one --><a><!-- two --><b>1<!-- three -->2</b></a><!-- four -->\n'],
  ['attributes', `<a x="1" y:nil = 'true'><b nil="true"/><c xsi:nil="0" /></a>`],
  ['prefixes and other names', '<ns:a><ns:b.c-d _e="">1</ns:b.c-d ></ns:a>'],
  ['an empty element', '<a></a>'],
  ['text beside elements', '<a> 1 <b/> 2 <c/> </a>'],
  ['brackets in texts', '<a>1 > 2 ]] "</a>'],
])('reads %s', (_, text) => {
  expect(readWellFormed(text)).not.toBeNull();
  expectTheSame(text);
});

test.each([
  '',
  ' ',
  '<a>',
  '<a></b>',
  '<a/><b/>',
  '<a/>x',
  'x<a/>',
  '<a>&copy;</a>',
  '<a>&</a>',
  '<a x="&amp;"/>',
  '<a x=1/>',
  '<a><![CDATA[1]]></a>',
  '<!DOCTYPE a><a/>',
  '<a><?x?></a>',
  '<a></a',
  '<a b="</a>',
  '</a>',
  '<a><!-- </a>',
  '<ä/>',
])('leaves to the tolerant reader: %s', (text) => {
  expect(readWellFormed(text)).toBeNull();
});

test('what it reads is what the tolerant reader reads', () => {
  const piece = fc.constantFrom(
    '<a>',
    '</a>',
    '<b x="1">',
    '</b>',
    '<c/>',
    '<a xsi:nil="true"/>',
    ' ',
    '\n',
    'text',
    '&amp;',
    '&#65;',
    '&x;',
    '<!-- c -->',
    '<![CDATA[x]]>',
    '<',
    '>',
    '</',
    '"',
    "='",
  );
  const inside = fc.array(piece, { maxLength: 12 }).map((pieces) => `<r>${pieces.join('')}</r>`);
  fc.assert(fc.property(inside, expectTheSame), { numRuns: 300 });
});
