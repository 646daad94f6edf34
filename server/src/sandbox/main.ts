/**
 * `node dist/sandbox.cjs --project DIR [--port N]`: a loopback org with the rules and objects of a project.
 * Prints `{url, token, username, …}` as one line of JSON when it listens, and what it is not on stderr.
 */
import { parseArgs } from 'node:util';
import { writeAuthFiles } from './authFiles.ts';
import { startSandbox } from './server.ts';

const usage = `Usage: node dist/sandbox.cjs [--project DIR] [--port N] [--home DIR [--target-org-of DIR]]

  --project DIR        a Salesforce project: its duplicate rules, matching rules, objects and fields
  --port N             any free one by default
  --home DIR           a private home to log in there, for HOME=DIR SF_USE_GENERIC_UNIX_KEYCHAIN=true
  --target-org-of DIR  a project whose target-org becomes this org
  --alias NAME         alias of the org there: loopback by default
  --until-stdin-ends   end when standard input ends, with the process that started this one`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      project: { type: 'string' },
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
  const { project, home, alias } = values;
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65535) throw new TypeError(`No port: ${values.port}`);
  const sandbox = await startSandbox({ port, ...(project === undefined ? {} : { project }) });
  const { url, token, username, orgId, notes } = sandbox;
  const projectFolder = values['target-org-of'];
  if (home !== undefined) {
    const target = projectFolder === undefined ? {} : { projectFolder };
    writeAuthFiles({ home, ...target, url, token, username, alias, orgId });
  }
  console.log(JSON.stringify({ url, token, username, orgId, alias }));
  console.error(
    `Loopback org at ${url}. It is not Salesforce:\n${notes.map((note) => `- ${note}`).join('\n')}`,
  );
  const end = () => void sandbox.close().then(() => process.exit(0));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, end);
  if (values['until-stdin-ends']) process.stdin.resume().once('end', end).once('error', end);
}

main().catch((error: unknown) => {
  console.error(error instanceof TypeError ? `${error.message}\n\n${usage}` : error);
  process.exitCode = 2;
});
