/** The thread that reads the integration code of a project: see codeThread.ts. */
import { parentPort, workerData } from 'node:worker_threads';
import { IntegrationCode } from '../core/analysis/integrationFacts.ts';
import { rememberingReadFolder } from '../workspace/walk.ts';
import type { CodeRead, CodeWork } from './codeThread.ts';
import { provideGrammars } from './grammars.ts';
import { displayPath, pathOfUri, uriOfPath } from './paths.ts';
import { readSnapshot } from './snapshot.ts';

const { target, overrides, cwd } = workerData as CodeWork;
const warnings: string[] = [];
const warn = (text: string) => warnings.push(text);

const snapshot = readSnapshot({ ...target, readFolder: rememberingReadFolder() }, overrides, {
  cwd,
  warn,
  wants: (kind) => kind !== 'apex' && kind !== 'apex-meta',
});

const code = new IntegrationCode(snapshot.settings);
for (const [file, text] of snapshot.files) code.setFile(uriOfPath(file), text);
await provideGrammars(code, warn);

const files = code.read((uri, error) =>
  warn(`${displayPath(pathOfUri(uri), cwd)}: the analysis failed: ${(error as Error).stack ?? error}`),
);

parentPort!.postMessage({ files, tooLarge: snapshot.tooLarge, warnings } satisfies CodeRead);
