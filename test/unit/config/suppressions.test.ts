import { describe, expect, it } from 'vitest';
import { directiveText } from '../../../server/src/core/config/directives.ts';
import { applySuppressions, type SuppressionRequest } from '../../../server/src/core/config/suppressions.ts';
import type { Finding } from '../../../server/src/core/findings.ts';
import type { CommentText } from '../../../server/src/core/saves/facts.ts';

const known = new Set([
  'allow-save-bypass',
  'unhandled-duplicates',
  'unused-suppression',
  'suppression-without-reason',
]);

/** Findings stand where the code says `BYPASS` or `LOST`. */
function findingsIn(text: string): Finding[] {
  const ids: Record<string, string> = { BYPASS: 'allow-save-bypass', LOST: 'unhandled-duplicates' };
  return [...text.matchAll(/BYPASS|LOST/g)].map((match) => ({
    ruleId: ids[match[0]]!,
    severity: 'warning',
    message: match[0],
    location: { uri: 'file:///p/A.cls', start: match.index, end: match.index + match[0].length },
    related: [],
    fingerprint: match[0],
  }));
}

function commentsIn(text: string): CommentText[] {
  return [...text.matchAll(/\/\/[^\r\n]*|\/\*[\s\S]*?\*\/|<!--[\s\S]*?-->/g)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    text: match[0],
  }));
}

function run(text: string, more: Partial<SuppressionRequest> = {}) {
  const result = applySuppressions({
    uri: 'file:///p/A.cls',
    path: 'force-app/A.cls',
    text,
    facts: { comments: commentsIn(text), declaredSuppressions: [] },
    settings: { suppressions: [] },
    findings: findingsIn(text).map((finding) => ({ finding })),
    isKnown: (id) => known.has(id),
    isJudged: () => true,
    ...more,
  });
  return {
    kept: result.kept.map((finding) => finding.message),
    silenced: result.silenced.map(({ finding, reason }) => [finding.message, reason]),
    extra: result.extra.map((finding) => finding.ruleId),
    messages: result.extra.map((finding) => finding.message),
    related: result.extra.flatMap((finding) =>
      finding.related.map(({ location }) => text.slice(location.start, location.end)),
    ),
    texts: result.extra.map((finding) => text.slice(finding.location.start, finding.location.end)),
  };
}

describe('where a suppression reaches', () => {
  it.each<[name: string, text: string, silenced: number]>([
    ['on the line', 'BYPASS; // duplicate-rules: allow-save-bypass -- why', 1],
    ['on the line above', '// duplicate-rules: allow-save-bypass -- why\nBYPASS;', 1],
    ['with Windows line breaks', 'x;\r\n  // duplicate-rules: allow-save-bypass -- why\r\n  BYPASS;\r\n', 1],
    ['before other comments', '// duplicate-rules: allow-save-bypass -- why\n// note\n/* x */\nBYPASS;', 1],
    [
      'two above one line',
      '// duplicate-rules: allow-save-bypass -- a\n// duplicate-rules: unhandled-duplicates -- b\nBYPASS LOST',
      2,
    ],
    ['several ids', '// duplicate-rules: allow-save-bypass, unhandled-duplicates -- why\nBYPASS LOST', 2],
    ['block comment', '/* duplicate-rules: allow-save-bypass -- why */\nBYPASS;', 1],
    ['block comment in the line', '/* duplicate-rules: allow-save-bypass -- why */ BYPASS;', 1],
    ['JavaDoc', '/**\n * Saves.\n * duplicate-rules: allow-save-bypass -- why\n */\nBYPASS;', 1],
    ['long dash, for XML', '<!-- duplicate-rules: allow-save-bypass — why -->\nBYPASS', 1],
    ['file', 'x;\n// duplicate-rules-disable-file allow-save-bypass -- why\n\n\nBYPASS;\nBYPASS;', 2],
    ['file, with a colon', 'BYPASS; // duplicate-rules-disable-file: allow-save-bypass -- why', 1],
    ['not two lines below', '// duplicate-rules: allow-save-bypass -- why\n\nBYPASS;', 0],
    ['not the line below code', 'x; // duplicate-rules: allow-save-bypass -- why\nBYPASS;', 0],
    ['not the line above', 'BYPASS;\n// duplicate-rules: allow-save-bypass -- why', 0],
    ['not another rule', 'BYPASS; // duplicate-rules: unhandled-duplicates -- why', 0],
    ['not in the middle of prose', 'BYPASS; // see duplicate-rules: allow-save-bypass -- why', 0],
    ['not in a string', "BYPASS; x = 'duplicate-rules: allow-save-bypass -- why';", 0],
  ])('%s', (_, text, silenced) => {
    expect(run(text).silenced).toHaveLength(silenced);
  });

  it('reaches the statement that a finding stands in', () => {
    const text = '// duplicate-rules: unhandled-duplicates -- why\nDatabase\n  .LOST(x);';
    const statement = { start: text.indexOf('Database'), end: text.length };
    const findings = findingsIn(text).map((finding) => ({ finding, places: [statement] }));
    expect(run(text).silenced).toEqual([]);
    expect(run(text, { findings }).silenced).toEqual([['LOST', 'why']]);
  });

  it('reads annotations', () => {
    const text = '@S class A { BYPASS } class B { BYPASS }';
    const declaredSuppressions = [
      {
        at: { start: 0, end: 2 },
        covers: { start: 0, end: 20 },
        ruleId: 'duplicate-rules.allow-save-bypass',
        reason: 'why',
      },
    ];
    const result = run(text, { facts: { comments: [], declaredSuppressions } });
    expect(result.silenced).toEqual([['BYPASS', 'why']]);
    expect(result.kept).toEqual(['BYPASS']);
  });

  it('reads the settings, which are never unused', () => {
    const suppressions = [
      { path: 'force-app', rule: 'allow-save-bypass', reason: 'why' },
      { path: 'force-app', rule: 'unhandled-duplicates', reason: 'why' },
      { path: 'elsewhere', rule: 'allow-save-bypass', reason: 'no' },
    ];
    expect(run('BYPASS', { settings: { suppressions } })).toMatchObject({
      silenced: [['BYPASS', 'why']],
      extra: [],
    });
    expect(run('BYPASS', { settings: { suppressions }, path: null }).silenced).toEqual([]);
  });
});

describe('reasons', () => {
  it('silences without a reason, and says so', () => {
    const result = run('LOST; // duplicate-rules: unhandled-duplicates');
    expect(result).toMatchObject({ silenced: [['LOST', null]], extra: ['suppression-without-reason'] });
    expect(result.texts).toEqual(['duplicate-rules: unhandled-duplicates']);
  });

  it('does not silence a bypass without a reason', () => {
    const result = run('BYPASS; // duplicate-rules: allow-save-bypass --');
    expect(result).toMatchObject({ kept: ['BYPASS'], silenced: [], extra: ['suppression-without-reason'] });
    expect(result.messages[0]).toContain('does not silence');
  });

  it.each(['TODO', 'todo: say why', 'FIXME later', 'Tbd', '???', '??'])('takes "%s" for none', (reason) => {
    const result = run(`BYPASS; // duplicate-rules: allow-save-bypass -- ${reason}`);
    expect(result).toMatchObject({ kept: ['BYPASS'], silenced: [], extra: ['suppression-without-reason'] });
    expect(result.messages[0]).toContain(
      `still says ${/^\w+|^\?+/.exec(reason)![0]}, so it does not silence`,
    );
    expect(result.messages[0]).toContain('Replace the placeholder');
    expect(run(`LOST; // duplicate-rules: unhandled-duplicates -- ${reason}`)).toMatchObject({
      silenced: [['LOST', null]],
      extra: ['suppression-without-reason'],
    });
  });

  it.each(['Todos of one person repeat', 'why? merged at night', 'a TODO list may hold a person twice'])(
    'takes "%s" for one',
    (reason) => {
      expect(run(`BYPASS; // duplicate-rules: allow-save-bypass -- ${reason}`)).toMatchObject({
        silenced: [['BYPASS', reason]],
        extra: [],
      });
    },
  );

  it.each(['TODO: say why', '', ' '])(
    'takes "%s" for none in an annotation and in the settings',
    (reason) => {
      const declared = {
        at: { start: 0, end: 2 },
        covers: { start: 0, end: 20 },
        ruleId: 'duplicate-rules.allow-save-bypass',
        reason,
      };
      const expected = { kept: ['BYPASS'], silenced: [], extra: ['suppression-without-reason'] };
      const facts = { comments: [], declaredSuppressions: [declared] };
      expect(run('@S class A { BYPASS }', { facts })).toMatchObject(expected);
      const suppressions = [{ path: 'force-app', rule: 'allow-save-bypass', reason }];
      const bySettings = run('BYPASS', { settings: { suppressions } });
      expect(bySettings).toMatchObject(expected);
      expect(bySettings.messages[0]).toContain('in the settings');
      // Nothing is said about files in which they have nothing to do.
      expect(run('LOST', { settings: { suppressions } }).extra).toEqual([]);
    },
  );

  it('says where the dashes are missing', () => {
    const result = run('BYPASS; // duplicate-rules: allow-save-bypass web sign-ups may repeat');
    expect(result.kept).toEqual(['BYPASS']);
    expect(result.messages[0]).toContain('"allow-save-bypass -- web sign-ups may repeat"');
  });

  it('reads what directiveText writes', () => {
    const comment =
      '// ' + directiveText(['allow-save-bypass', 'unhandled-duplicates'], 'they may -- really');
    expect(run(`${comment}\nBYPASS LOST`)).toMatchObject({
      silenced: [
        ['BYPASS', 'they may -- really'],
        ['LOST', 'they may -- really'],
      ],
      extra: [],
    });
  });
});

describe('suppressions that do nothing', () => {
  it.each<[text: string, extra: string[]]>([
    ['x; // duplicate-rules: allow-save-bypass -- why', ['unused-suppression']],
    ['x; // duplicate-rules: allow-save-bypass', ['unused-suppression']],
    ['BYPASS; // duplicate-rules: allow-save-bypass, unhandled-duplicates -- why', ['unused-suppression']],
    ['x; // duplicate-rules-disable-file allow-save-bypass -- why', ['unused-suppression']],
    ['x; // duplicate-rules: no-such-rule -- why', ['unused-suppression']],
    ['x; // duplicate-rules: see the guide', []],
    ['x; // duplicate-rules', []],
    ['x; // duplicate-rules:', []],
    // One that is about suppressions works on what would be said, and is judged itself.
    [
      'x; // duplicate-rules: allow-save-bypass -- why\n// duplicate-rules-disable-file unused-suppression -- migration',
      [],
    ],
    ['x; // duplicate-rules-disable-file unused-suppression -- why', ['unused-suppression']],
  ])('%j: %j', (text, extra) => {
    expect(run(text).extra).toEqual(extra);
  });

  it.each([
    [
      'x; // duplicate-rules: allow-save-bypass -- why\nBYPASS;',
      'Move it to the one that is elsewhere',
      ['BYPASS'],
    ],
    [
      'x; // duplicate-rules: allow-save-bypass -- why\nLOST;',
      'there is no allow-save-bypass here. Remove it.',
      [],
    ],
  ])('%j: %s', (text, advice, nearest) => {
    const { messages, related } = run(text);
    expect(messages[0]).toContain(advice);
    expect(related).toEqual(nearest);
  });

  it('names an unknown id', () => {
    expect(run('x; // duplicate-rules: no-such-rule -- why').messages[0]).toContain('no rule "no-such-rule"');
  });

  it('says nothing where the rule is off, except of unknown ids', () => {
    const text = 'x; // duplicate-rules: allow-save-bypass, no-such-rule -- why';
    expect(run(text, { isJudged: () => false }).messages).toEqual([
      expect.stringContaining('no rule "no-such-rule"'),
    ]);
  });
});
