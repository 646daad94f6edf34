import { l10n, Uri, window } from 'vscode';
import { type ScaffoldGiven, type ScaffoldingPlan, scaffoldRequest } from '../../../server/src/protocol.ts';
import { createFiles } from '../interview/createFiles.ts';
import { bullets, interview } from '../interview/interview.ts';
import { askModally, inform, showProblem } from '../notifications.ts';
import type { Server } from '../server.ts';
import { hasFolder } from '../start/hasFolder.ts';

const nothing: ScaffoldGiven = {
  project: null,
  parts: [],
  objects: [],
  prefix: null,
  packageDirectory: null,
};

/** Asks what is to be scaffolded, tells which files that makes, and makes them in one step that can be undone. */
export async function scaffold(server: Server, at: Uri | undefined): Promise<void> {
  if (!(await hasFolder())) return;
  const uri = (at ?? window.activeTextEditor?.document.uri)?.toString() ?? null;
  const plan = await interview({
    nothing,
    stepFor: (answers: ScaffoldGiven) => server.request(scaffoldRequest, { uri, answers }),
    answered,
    confirm,
    refusalTitle: l10n.t('This cannot be scaffolded here'),
  });
  if (plan !== undefined) await create(plan);
}

function answered(
  answers: ScaffoldGiven,
  about: keyof ScaffoldGiven,
  values: readonly string[],
): ScaffoldGiven {
  const isList = about === 'parts' || about === 'objects';
  return { ...answers, [about]: isList ? values : (values[0] ?? '') };
}

/** What is made is told before anything is. */
async function confirm({ files, notes, prefix }: ScaffoldingPlan): Promise<'create' | 'back' | undefined> {
  const createLabel = l10n.t('Create Files');
  const backLabel = l10n.t('Back');
  const paragraphs = [
    [
      l10n.t('Files:'),
      ...bullets(files.filter(({ uri }) => !isBeside(uri)).map(({ uri }) => nameOf(uri))),
    ].join('\n'),
    ...(notes.length > 0 ? [[l10n.t('To know:'), ...bullets(notes)].join('\n')] : []),
    l10n.t('Nothing is deployed.'),
  ];
  const chosen = await askModally(
    l10n.t('Create {0} files whose names begin with {1}?', files.length, prefix),
    paragraphs.join('\n\n'),
    createLabel,
    backLabel,
  );
  if (chosen === undefined) return undefined;
  return chosen === backLabel ? 'back' : 'create';
}

/** Beside a class, or a field of an object: named by what it belongs to. */
function isBeside(uri: string): boolean {
  return /\.cls-meta\.xml$|\/fields\//.test(uri);
}

function nameOf(uri: string): string {
  return Uri.parse(uri).path.split('/').at(-1)!;
}

async function create({ files, next }: ScaffoldingPlan): Promise<void> {
  if (!(await createFiles(files))) {
    await showProblem(l10n.t('The files could not be made. Is one of them there already?'));
    return;
  }
  const [first] = files;
  if (first !== undefined) await window.showTextDocument(Uri.parse(first.uri), { preview: false });
  // Nobody waits for the answer: the command has done its work.
  void inform(l10n.t('{0} files are made. {1}', files.length, next[0] ?? ''));
}
