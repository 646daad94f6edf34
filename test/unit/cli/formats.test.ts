import { createRequire } from 'node:module';
import path from 'node:path';
import Ajv from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import type { Log } from 'sarif';
import { describe, expect, it } from 'vitest';
import { formatSarif } from '../../../server/src/cli/formats/sarif.ts';
import { colourStyle, plainStyle, wantsColour, wrap } from '../../../server/src/cli/formats/terminal.ts';
import { formatText } from '../../../server/src/cli/formats/text.ts';
import type { CheckReport, ReportedFinding } from '../../../server/src/cli/report.ts';
import {
  bundlePath,
  classes,
  commitAll,
  git,
  jsonLines,
  leadClass,
  leadProject,
  makeFolder,
  run,
  useCommandLine,
} from './commandLine.ts';

useCommandLine();

const service = `${classes}/LeadService.cls`;

describe('text', () => {
  it('tells place, severity, id and message, related places, and by what it was judged', () => {
    const { out } = run(makeFolder(leadProject()), 'check');
    const lines = out.split('\n');
    expect(lines[0]).toBe(`${service}:3:9 warning missing-duplicate-rule-header`);
    expect(lines[1]).toMatch(/^ {4}Insert of Lead .*'Lead Email'/);
    expect(lines[2]).toMatch(/^ {6}force-app\/.*Lead\.Lead_Email\.duplicateRule-meta\.xml:\d+:\d+ /);
    expect(out).toMatch(/\n1 warning; \d files checked in \d\.\d s\.\n/);
    expect(out).toContain(
      'Judged by 1 rule of this project. No rule file of Account or Contact was found: their standard rules are assumed, and findings by them are information.',
    );
    const pages = path.join(path.dirname(bundlePath()), 'rules');
    expect(out).toContain(
      `\nWhat these findings mean, with fixes:\n  ${pages}/missing-duplicate-rule-header.md\n\n1 warning`,
    );
    expect(out).not.toContain('\x1b');
  });

  it('wraps on a terminal', () => {
    const text = formatText(reportOf([reported({})]), {
      cwd: '/p',
      style: plainStyle,
      width: 29,
      seconds: 1,
      pageOf: () => null,
    });
    expect(text.split('\n').slice(0, 5)).toEqual([
      'a b/A.cls:2:5 warning allow-save-bypass',
      '    One [two] three four',
      '    five.',
      '      r.xml:1:1 Rule [x]',
      '',
    ]);
  });

  it.each<[isTerminal: boolean, env: Record<string, string>, coloured: boolean]>([
    [true, {}, true],
    [true, { NO_COLOR: '' }, true],
    [true, { NO_COLOR: '0' }, false],
    [true, { TERM: 'dumb' }, false],
    [false, {}, false],
  ])('terminal %s with %j: %s', (isTerminal, env, coloured) => {
    expect(wantsColour(isTerminal, env)).toBe(coloured);
  });

  it('colours the severity', () => {
    const text = formatText(reportOf([reported({})]), {
      cwd: '/p',
      style: colourStyle,
      width: null,
      seconds: 1,
      pageOf: () => null,
    });
    expect(text).toContain('\x1b[33mwarning\x1b[39m allow-save-bypass');
  });

  it('breaks lines between words only', () => {
    expect(wrap('aa bb averyveryverylongword c', 6)).toEqual(['aa bb', 'averyveryverylongword', 'c']);
  });
});

describe('JSON lines', () => {
  it('have the documented shape', () => {
    const found = jsonLines(run(makeFolder(leadProject()), 'check', '-f', 'jsonl').out);
    expect(found).toEqual([
      {
        ruleId: 'missing-duplicate-rule-header',
        severity: 'warning',
        message: expect.stringContaining('Insert of Lead'),
        path: service,
        start: { line: 3, column: 9 },
        end: { line: 3, column: 15 },
        related: [
          {
            path: expect.stringMatching(/Lead\.Lead_Email\.duplicateRule-meta\.xml$/),
            start: { line: expect.any(Number), column: expect.any(Number) },
            end: { line: expect.any(Number), column: expect.any(Number) },
            message: expect.any(String),
          },
        ],
        fingerprint: expect.stringMatching(/^[0-9a-f]{16}$/),
      },
    ]);
  });
});

describe('SARIF', () => {
  const schema = createRequire(import.meta.url)('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json');
  const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
  addFormats(ajv as never);
  const isSarif = ajv.compile(schema);

  function sarifOf(cwd: string, ...args: string[]): Log {
    const log = JSON.parse(run(cwd, 'check', '--format', 'sarif', ...args).out) as Log;
    isSarif(log);
    expect(isSarif.errors ?? []).toEqual([]);
    return log;
  }

  it('is valid, and as code scanning takes it', () => {
    const { runs, version } = sarifOf(makeFolder(leadProject()));
    expect(version).toBe('2.1.0');
    expect(runs).toHaveLength(1);
    const [{ tool, results, columnKind }] = runs as [Log['runs'][0]];
    expect(columnKind).toBe('utf16CodeUnits');
    expect(tool.driver.semanticVersion).toBe('1.2.3');
    const rule = tool.driver.rules!.find(({ id }) => id === 'missing-duplicate-rule-header')!;
    expect(rule.help!.markdown).toContain('The page.');
    expect(rule.defaultConfiguration!.level).toBe('warning');
    const [result] = results!;
    expect(result).toMatchObject({
      ruleId: 'missing-duplicate-rule-header',
      level: 'warning',
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: service, uriBaseId: '%SRCROOT%' },
            region: { startLine: 3, startColumn: 9, endLine: 3, endColumn: 15 },
          },
        },
      ],
      relatedLocations: [{ id: 1 }],
      partialFingerprints: { 'duplicateRules/v1': expect.stringMatching(/^[0-9a-f]{16}$/) },
    });
    expect(tool.driver.rules![result!.ruleIndex!]!.id).toBe(result!.ruleId);
    expect(result!.message.text).toMatch(/\n- \[.*\]\(1\)$/);
  });

  it('says information as note', () => {
    const root = makeFolder({ 'A.cls': leadClass('A', 'save') });
    expect(sarifOf(root).runs[0]!.results).toMatchObject([{ level: 'note' }]);
  });

  it('is valid where there is nothing', () => {
    expect(sarifOf(makeFolder({}), '--allow-empty').runs[0]!.results).toEqual([]);
  });

  it('gives URIs relative to the git root, else the project, whatever folder it runs in', () => {
    const inProject = makeFolder(leadProject());
    const uriOf = (log: Log) =>
      log.runs[0]!.results![0]!.locations![0]!.physicalLocation!.artifactLocation!.uri;
    expect(uriOf(sarifOf(`${inProject}/${classes}`))).toBe(service);
    const files = Object.entries(leadProject()).map(([name, text]) => [`apps/my app/${name}`, text]);
    const inGit = makeFolder(Object.fromEntries(files));
    git(inGit, 'init', '-q');
    commitAll(inGit);
    expect(uriOf(sarifOf(`${inGit}/apps/my app`))).toBe(`apps/my%20app/${service}`);
  });

  it('escapes what would be a link, and notes what could not be read', () => {
    const report = {
      ...reportOf([reported({ message: 'a [b](c) \\ d' })]),
      warnings: ['w'],
      tooLarge: ['/p/src/rows.js'],
    };
    const log = JSON.parse(formatSarif(report, { version: '1.0.0', baseOf: () => '/p', pageOf: () => null }));
    isSarif(log);
    expect(isSarif.errors ?? []).toEqual([]);
    expect(log.runs[0].results[0].message.text).toBe('a \\[b\\](c) \\\\ d\n- [Rule \\[x\\]](1)');
    expect(log.runs[0].results[0].locations[0].physicalLocation.artifactLocation.uri).toBe('a%20b/A.cls');
    expect(log.runs[0].invocations[0].toolExecutionNotifications).toEqual([
      { level: 'warning', message: { text: 'w' } },
      {
        level: 'note',
        message: { text: expect.stringMatching(/^The file is not looked at: it is larger than code/) },
        locations: [
          { physicalLocation: { artifactLocation: { uri: 'src/rows.js', uriBaseId: '%SRCROOT%' } } },
        ],
      },
    ]);
  });

  it('names findings by what they are, not where', () => {
    const hashes = (text: string) =>
      sarifOf(makeFolder(leadProject({ [service]: text }))).runs[0]!.results!.map(
        ({ partialFingerprints }) => partialFingerprints!['duplicateRules/v1'],
      );
    const text = leadClass('LeadService', 'save', 'other');
    const before = hashes(text);
    expect(new Set(before).size).toBe(2);
    expect(hashes('// moved down\n\n' + text)).toEqual(before);
    const twice = hashes(text.replace('insert record;', 'insert record;\n        insert record;'));
    expect(twice).toHaveLength(3);
    expect(new Set(twice).size).toBe(3);
    expect(twice).toEqual(expect.arrayContaining(before));
  });
});

function reportOf(findings: readonly ReportedFinding[]): CheckReport {
  return {
    findings,
    checkedFiles: 1,
    judgedBy: [{ folder: '/p', ruleCount: 1, assumedFor: [] }],
    inBaseline: 0,
    notNew: 0,
    warnings: [],
    tooLarge: [],
    rules: [{ id: 'allow-save-bypass', description: 'Finds.', severities: ['warning'] }],
  };
}

function reported({ message = 'One [two] three four five.' }): ReportedFinding {
  const start = { line: 0, character: 0 };
  return {
    finding: {
      ruleId: 'allow-save-bypass',
      severity: 'warning',
      message,
      location: { uri: 'file:///p/a%20b/A.cls', start: 0, end: 1 },
      related: [],
      fingerprint: 'f',
    },
    place: { file: '/p/a b/A.cls', start: { line: 1, character: 4 }, end: { line: 1, character: 6 } },
    related: [{ file: '/p/r.xml', start, end: start, message: 'Rule [x]' }],
    hash: '0123456789abcdef',
  };
}
