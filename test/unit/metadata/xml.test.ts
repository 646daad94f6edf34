import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readXml, type XmlElement } from '../../../server/src/core/metadata/xml.ts';

function outline(element: XmlElement | null): string {
  if (element === null) return '';
  const text = element.nil ? '=nil' : element.text === '' ? '' : `=${element.text}`;
  const inner = element.children.map(outline).join(' ');
  return `${element.name}${text}${inner === '' ? '' : `(${inner})`}`;
}

const messages = (text: string): string[] => readXml(text).problems.map(({ message }) => message);

describe('well-formed documents', () => {
  test.each([
    ['<?xml version="1.0"?>\n<a><b>1</b><c> two </c></a>', 'a(b=1 c=two)'],
    ['\uFEFF<a/>', 'a'],
    ['<a><b xsi:nil="true"/><c xsi:nil="1"></c><d xsi:nil="false">x</d></a>', 'a(b=nil c=nil d=x)'],
    ['<a>&amp;&lt;&gt;&quot;&apos;&#65;&#x42;&#128512;</a>', 'a=&<>"\'AB😀'],
    ['<a><![CDATA[ x < y & z ]]></a>', 'a=x < y & z'],
    ['<a>on<!-- not this -->e</a>', 'a=one'],
    ['<m:a xmlns:m="u"><m:b/></m:a>', 'm:a(m:b)'],
  ])('%s', (text, expected) => {
    expect(outline(readXml(text).root)).toBe(expected);
    expect(messages(text)).toEqual([]);
  });

  test('places of elements, names and texts', () => {
    const text = '<a>\n  <b x="1">  two &amp; more </b>\n  <c></c>\n</a>';
    const [b, c] = readXml(text).root!.children;
    expect(text.slice(b!.start, b!.end)).toBe('<b x="1">  two &amp; more </b>');
    expect(text.slice(b!.nameSpan.start, b!.nameSpan.end)).toBe('b');
    expect(text.slice(b!.textSpan.start, b!.textSpan.end)).toBe('two &amp; more');
    expect(b!.attributes.get('x')).toBe('1');
    expect(text.slice(0, c!.textSpan.start).endsWith('<c>')).toBe(true);
    expect(c!.textSpan.end).toBe(c!.textSpan.start);
  });
});

test.each([
  ['\uFEFF<?xml version="1.0"?><a/>', ''],
  ['\uFEFF<?xml version="1.0"?><a><![CDATA[x]]></a>', ''],
  ['<?xml-stylesheet href="x"?><a/>', ''],
  ['\n<?xml version="1.0"?><a/>', '<?xml version="1.0"?>'],
  [' <?xml version="1.0"?><a/>', '<?xml version="1.0"?>'],
  ['<!-- a note --><?xml version="1.0"?><a/>', '<?xml version="1.0"?>'],
  ['x<?xml version="1.0"?><a/>', '<?xml version="1.0"?>'],
])('a declaration is the first in a file: %j', (text, place) => {
  const late = readXml(text).problems.filter(({ message }) => /before this XML declaration/.test(message));
  expect(late.map(({ start, end }) => text.slice(start, end)).join()).toBe(place);
});

describe('half-written and malformed documents', () => {
  test.each([
    ['', '', ['There is no element in this file.']],
    ['hello', '', ['Text outside the root element.']],
    ['<a', 'a', ['This tag is not well-formed XML.']],
    ['<a>', 'a', ['Element <a> is not closed.']],
    ['<a><b>x</a>', 'a(b=x)', ['Element <b> is not closed.']],
    ['<a><b>x</c></a>', 'a(b=x)', ['</c> does not match <b>, which is open here.']],
    ['<a/></b>', 'a', ['</b> closes an element that is not open.']],
    ['<a/><b/>', 'a', ['A second root element, <b>: XML has one.']],
    ['<a/> tail', 'a', ['Text outside the root element.']],
    ['<a>x & y</a>', 'a=x & y', ['A bare & is written &amp; in XML.']],
    ['<a>&nbsp;</a>', 'a=&nbsp;', ['&nbsp; is not an entity that XML defines.']],
    ['<a>&#0;&#xD800;</a>', 'a=&#0;&#xD800;', [/not an entity/, /not an entity/]],
    ['<a><b>1</b><c', 'a(b=1 c)', ['Element <a> is not closed.', 'This tag is not well-formed XML.']],
  ])('%s', (text, expected, problems) => {
    expect(outline(readXml(text).root)).toBe(expected);
    expect(messages(text)).toEqual(problems.map((one) => expect.stringMatching(toPattern(one))));
  });

  test('entities that a document declares are never expanded', () => {
    const levels = Array.from({ length: 9 }, (_, level) => {
      const inner = level === 0 ? 'lol' : `&lol${level - 1};`.repeat(10);
      return `<!ENTITY lol${level} "${inner}">`;
    });
    const text = `<?xml version="1.0"?>\n<!DOCTYPE lolz [${levels.join('\n')}]>\n<a>&lol8;<b>1</b></a>`;
    const { root, problems } = readXml(text);
    expect(outline(root)).toBe('a=&lol8;(b=1)');
    expect(problems.map(({ message }) => message)).toEqual([
      'A document type declaration is not allowed in metadata; the entities it declares are not expanded.',
      '&lol8; is not an entity that XML defines.',
    ]);
    expect(text.slice(problems[0]!.start, problems[0]!.end)).toMatch(/^<!DOCTYPE[\s\S]*\]>$/);
  });

  test.each([
    ['nested deeply', '<a>'.repeat(50_000)],
    ['broken tags', '<a b=&'.repeat(5_000)],
    ['only brackets', '<'.repeat(50_000)],
    ['far too long', `<a>${'x'.repeat(2_000_000)}</a>`],
  ])('hostile text is read fast: %s', (_name, text) => {
    const before = performance.now();
    expect(readXml(text).problems.length).toBeGreaterThan(0);
    expect(performance.now() - before).toBeLessThan(30_000);
  });

  test('never throws, and spans lie within the text', () => {
    const piece = fc.constantFrom(
      '<a>',
      '</a>',
      '<b x="1">',
      '</b>',
      '<c/>',
      '&amp;',
      '&',
      '<',
      '>',
      '"',
      ' ',
      'text',
    );
    const extra = fc.constantFrom(
      '<!--',
      '-->',
      '<![CDATA[',
      ']]>',
      '<?',
      '?>',
      '<!DOCTYPE a [',
      ']>',
      '\n',
      '=',
    );
    fc.assert(
      fc.property(
        fc.array(fc.oneof(piece, extra, fc.string({ maxLength: 4 })), { maxLength: 30 }),
        (pieces) => {
          const text = pieces.join('');
          const { root, problems } = readXml(text);
          const pending = root === null ? [] : [root];
          for (const element of pending) {
            const spans = [element, element.nameSpan, element.textSpan];
            for (const { start, end } of spans) {
              expect(start).toBeLessThanOrEqual(end);
              expect(end).toBeLessThanOrEqual(text.length);
            }
            pending.push(...element.children);
          }
          for (const { start, end } of problems) expect(end >= start && end <= text.length).toBe(true);
        },
      ),
      { numRuns: 500 },
    );
  });
});

function toPattern(expected: string | RegExp): RegExp {
  return typeof expected === 'string' ? new RegExp(`^${escaped(expected)}$`) : expected;
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}

test('a text with null characters is no XML, whose every other character would have to be recovered from', () => {
  const utf16 = [...'<MatchingRules><matchingRules/></MatchingRules>'].join('\0');
  expect(readXml(utf16)).toMatchObject({
    root: null,
    problems: [{ start: 0, end: 1, message: expect.stringMatching(/null characters/) }],
  });
});
