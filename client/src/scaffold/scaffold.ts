import { l10n, Uri, window, workspace } from 'vscode';
import { type ScaffoldGiven, type ScaffoldingPlan, scaffoldRequest } from '../../../server/src/protocol.ts';
import { createFiles } from '../interview/createFiles.ts';
import { bullets, interview } from '../interview/interview.ts';
import { askModally, inform, showProblem } from '../notifications.ts';
import type { Server } from '../server.ts';
import { hasFolder } from '../start/hasFolder.ts';
import { filesShown } from './filesShown.ts';

const nothing: ScaffoldGiven = {
  project: null,
  parts: [],
  objects: [],
  prefix: null,
  packageDirectory: null,
};

/**
 * Asks what is to be scaffolded, tells which files that makes, and makes them in one step that can be undone.
 *
 * @param part that is proposed; all of them if it is left out
 */
export async function scaffold(server: Server, at: Uri | undefined, part?: string): Promise<void> {
  if (!(await hasFolder())) return;
  const uri = (at ?? window.activeTextEditor?.document.uri)?.toString() ?? null;
  const plan = await interview({
    nothing,
    stepFor: async (answers: ScaffoldGiven) => {
      const step = await server.request(scaffoldRequest, { uri, answers });
      return part !== undefined && step.kind === 'question' && step.about === 'parts'
        ? { ...step, proposed: part }
        : step;
    },
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
  const { named, beside } = filesShown(files.map(({ uri }) => uri));
  const paragraphs = [
    [l10n.t('Files:'), ...bullets([...named, ...(beside > 0 ? [besideWords(beside)] : [])])].join('\n'),
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

function besideWords(count: number): string {
  return count === 1
    ? l10n.t('and 1 more beside them: metadata or a field')
    : l10n.t('and {0} more beside them: metadata of classes, fields of the object', count);
}

async function create({ files, next, notes }: ScaffoldingPlan): Promise<void> {
  if (!(await createFiles(files))) {
    await showProblem(l10n.t('The files could not be made. Is one of them there already?'));
    return;
  }
  const [first] = files;
  if (first !== undefined) await window.showTextDocument(Uri.parse(first.uri), { preview: false });
  // Nobody waits for the answer: the command has done its work.
  void told(files.length, [...next, ...notes]);
}

/** A notification is cut off after a line: what there is to do next is shown when asked for. */
async function told(count: number, sentences: readonly string[]): Promise<void> {
  const show = l10n.t('Show Next Steps');
  const actions = sentences.length === 0 ? [] : [show];
  if ((await inform(l10n.t('{0} files are made.', count), ...actions)) !== show) return;
  const content = [`# ${l10n.t('Next steps')}`, '', ...sentences.map((text) => `- ${text}`), ''].join('\n');
  await window.showTextDocument(await workspace.openTextDocument({ language: 'markdown', content }));
}
