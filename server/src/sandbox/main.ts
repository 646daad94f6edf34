/**
 * `node dist/sandbox.cjs --project DIR [--port N]`: an embedded org with the rules and objects of a project, in a
 * process of its own: for the extension, `npm start` and tests. People have `duplicate-rules org`.
 * Prints `{url, token, username, …, problems}`, what it left out of its records, as one line of JSON when it listens, and what it is not on stderr.
 */
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { objectOfFileName } from '../core/records/objects.ts';
import { DataFileProblem } from '../data/readDataFile.ts';
import { SnapshotProblem } from './aids/snapshots.ts';
import { writeAuthFiles } from './authFiles.ts';
import { startSandbox } from './server.ts';
import { type RecordFile, readRecords } from './start/readRecords.ts';

const usage = `Usage: node dist/sandbox.cjs [--project DIR] [--port N] [--home DIR [--target-org-of DIR]]

  --project DIR        a Salesforce project: its duplicate rules, matching rules, objects and fields
  --data FILE          records that exist, instead of made-up ones; may be repeated
  --empty              no records at all
  --data-dir DIR       keep the records there between starts
  --port N             any free one by default
  --home DIR           a private home to log in there, for HOME=DIR SF_USE_GENERIC_UNIX_KEYCHAIN=true
  --target-org-of DIR  a project whose target-org becomes this org
  --alias NAME         alias of the org there: loopback by default
  --until-stdin-ends   end when standard input ends, with the process that started this one`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      project: { type: 'string' },
      data: { type: 'string', multiple: true },
      empty: { type: 'boolean', default: false },
      'data-dir': { type: 'string' },
      port: { type: 'string', default: '0' },
      home: { type: 'string' },
      'target-org-of': { type: 'string' },
      alias: { type: 'string', default: 'loopback' },
      'until-stdin-ends': { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    console.log(usage);
    return;
  }
  const { project, home, alias, data, empty } = values;
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65535) throw new TypeError(`No port: ${values.port}`);
  const warn = (text: string) => console.error(`warning: ${text}`);
  const read = await readRecords((data ?? []).map(recordFile));
  const sandbox = await startSandbox({
    port,
    warn,
    ...(project !== undefined && { project }),
    ...(values['data-dir'] !== undefined && { dataFolder: values['data-dir'] }),
    ...((data !== undefined || empty) && { records: read.records, data: null }),
  });
  const problems = [...read.problems, ...sandbox.problems];
  for (const problem of problems) warn(problem);
  const { url, token, username, orgId, notes } = sandbox;
  const projectFolder = values['target-org-of'];
  if (home !== undefined) {
    const target = projectFolder === undefined ? {} : { projectFolder };
    writeAuthFiles({ home, ...target, url, token, username, alias, orgId });
  }
  console.log(JSON.stringify({ url, token, username, orgId, alias, problems }));
  console.error(
    `Embedded org at ${url}. It is not Salesforce:\n${notes.map((note) => `- ${note}`).join('\n')}`,
  );
  const end = () => void sandbox.close().then(() => process.exit(0));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, end);
  if (values['until-stdin-ends']) process.stdin.resume().once('end', end).once('error', end);
}

/** `Lead=leads.csv`, or a file whose name or records tell the object. */
function recordFile(typed: string): RecordFile {
  const [, object, rest] = /^([A-Za-z]\w*)=(.+)$/.exec(typed) ?? [];
  const path = rest ?? typed;
  return { path, name: basename(path), object: object ?? objectOfFileName(path.replaceAll('\\', '/'), null) };
}

main().catch((error: unknown) => {
  if (error instanceof TypeError) console.error(`${error.message}\n\n${usage}`);
  else if (error instanceof DataFileProblem || error instanceof SnapshotProblem) console.error(error.message);
  else console.error(error);
  process.exitCode = 2;
});
