import { existsSync } from 'node:fs';
import path from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { createConnection } from 'vscode-languageserver/node';
import { version } from '../../../package.json';
import { createProject } from '../core/project.ts';
import { grammarsIn } from '../grammars/load.ts';
import { loadOrgGateway } from '../org/load.ts';
import { compactWhereFragmented } from './compaction.ts';
import { DiskSource } from './diskSource.ts';
import { privateErrorText } from './org/failures.ts';
import { startServer } from './server.ts';
import { uriOfPath } from './uris.ts';

// A server lives for days beside an editor: collecting garbage earlier halves the memory that typing takes.
setFlagsFromString('--heap-growing-percent=30');
// Grammars are compiled once, quickly: what optimises them keeps 30 MB, and no key comes sooner for it.
setFlagsFromString('--liftoff-only');
compactWhereFragmented();

/** The process of the language server. Speaks over what the arguments say, without any over stdio. */
const transports = ['--stdio', '--node-ipc', '--socket', '--pipe'];
if (!process.argv.some((argument) => transports.includes(argument.split('=')[0] ?? ''))) {
  process.argv.push('--stdio');
}

const connection = createConnection();

// One mistake must not take all findings away; what is lost is the answer to one message.
for (const event of ['uncaughtException', 'unhandledRejection']) {
  process.on(event, (error) => connection.console.error(`Unexpected: ${privateErrorText(error)}`));
}

const rulePages = path.join(__dirname, 'rules');

startServer(connection, {
  source: new DiskSource(),
  version,
  rulePages: existsSync(rulePages) ? uriOfPath(rulePages) : null,
  createProject: (root) => createProject({ root }),
  loadGrammar: grammarsIn(path.join(__dirname, 'grammars')),
  openGateway: ({ console: log }) =>
    loadOrgGateway(path.join(__dirname, 'org.cjs'), { log: (message) => log.info(message) }),
});
