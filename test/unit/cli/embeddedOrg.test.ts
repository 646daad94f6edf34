import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { bundlePath, leadProject, makeFolder, run, useCommandLine } from './commandLine.ts';

useCommandLine();

const client = `
const { EMBEDDED_ORG_URL: url, EMBEDDED_ORG_TOKEN: token } = process.env;
const answer = await fetch(url + '/services/data/v66.0/sobjects/Lead', {
  method: 'POST',
  headers: { Authorization: 'Bearer ' + token, 'Content-Type': 'application/json' },
  body: JSON.stringify({ LastName: 'Byron', Company: 'X', Email: 'ada@x.example' }),
});
console.log(answer.status, (await answer.json())[0]?.duplicateResut?.duplicateRule);
process.exit(7);
`;

describe('org', () => {
  it("runs a command with the project's rules and the records of files", () => {
    const folder = makeFolder({
      ...leadProject(),
      'client.mjs': client,
      'leads.csv': 'LastName,Company,Email,Extra\nByron,X,ADA@x.example,1\n',
    });
    const { code, out, err } = run(
      folder,
      'org',
      '--data',
      'leads.csv',
      '--',
      process.execPath,
      'client.mjs',
    );
    expect(out).toMatch(/^400 Lead_/);
    expect(err).toBe(
      'duplicate-rules: warning: leads.csv, row 1: Lead has no field Extra; its values are left out.\n',
    );
    expect(code).toBe(7);
  });

  it('tells where it is, what it has and what it guesses, until it is stopped; its records are kept', async () => {
    const folder = makeFolder({ ...leadProject(), 'client.mjs': client.replaceAll('7', '0') });
    for (const [count, format] of [
      [0, 'json'],
      [1, 'text'],
    ] as const) {
      const args = ['org', '--data-dir', 'kept', '--format', format];
      const org = spawn(process.execPath, [bundlePath(), ...args], { cwd: folder });
      let [out, err] = ['', ''];
      org.stdout.on('data', (text) => {
        out += text;
      });
      await new Promise<void>((resolve) => {
        org.stderr.on('data', (text) => {
          err += text;
          if (err.includes('Ctrl-C stops it.')) resolve();
        });
      });
      if (format === 'json') {
        const { url, token } = JSON.parse(out);
        const answer = await fetch(`${url}/services/data/v66.0/sobjects/Lead`, {
          method: 'POST',
          headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
          body: JSON.stringify({ LastName: 'Byron', Company: 'X' }),
        });
        expect(answer.status).toBe(201);
      } else expect(out).toMatch(new RegExp(`records +${count} Lead \\(from the snapshot\\)`));
      expect(err).toContain('- headerBelowVersion52: ');
      const code = new Promise((resolve) => org.once('exit', resolve));
      org.kill('SIGTERM');
      expect(await code).toBe(0);
    }
  });

  it('says why it cannot start', async () => {
    const folder = makeFolder({ ...leadProject(), 'rows.csv': 'A\n1\n', 'bad.json': '{' });
    const taken = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => taken.once('listening', resolve));
    const { port } = taken.address() as AddressInfo;
    const cases: [string[], RegExp][] = [
      [['--port', String(port)], /cannot listen on port \d+: .*--port takes another one/],
      [['--data', 'rows.csv'], /does not tell the object of its records: say it as OBJECT=rows.csv/],
      [['--data', 'Lead=bad.json'], /the data cannot be read: bad.json: it is no JSON/],
      [['--data', 'none.csv'], /there is no file "none.csv"/],
      [['--data', 'n*.csv'], /no file fits "n\*.csv"/],
      [['--data', 'Laed=r*.csv'], /"Laed=rows.csv": the org has no object Laed. Did you mean "Lead"\?/],
      [['--data', 'Lead=rows.csv', '--demo'], /--demo and --data do not go together/],
      [['--alias', 'x'], /--home FOLDER writes: give that as well/],
      [['--open-point', 'noMatch=maybe'], /say noMatch=absent or noMatch=empty\./],
      [['--open-point', 'noMach=empty'], /no such point. Did you mean "noMatch"\?/],
      [['--port', '99999'], /It is a number up to 65535/],
      [['--', path.join(folder, 'nothing')], /cannot be run/],
    ];
    for (const [args, message] of cases) {
      const { code, err } = run(folder, 'org', ...args);
      expect(err).toMatch(message);
      expect(code).toBe(2);
    }
    taken.close();
  });
});
