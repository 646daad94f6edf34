import type { Org } from '../org.ts';
import { applyChanges } from './apply.ts';
import { contentsOf, failure, placeOf } from './contents.ts';
import { MetadataDraft } from './draft.ts';
import type { ChangeOutcome, DeployMessage, DeployOptions, DeployReport } from './model.ts';
import { BadPackage, packagesOf } from './package.ts';

/** Deploys a zip file, or tries it only, and says what became of each component. */
export function runDeploy(org: Org, zip: Uint8Array, options: DeployOptions, userId: string): DeployReport {
  try {
    return deploy(org, zip, options, userId);
  } catch (error) {
    if (!(error instanceof BadPackage)) throw error;
    return { messages: [failure('', 'package.xml', 'package.xml', error.message)], errorMessage: null };
  }
}

function deploy(org: Org, zip: Uint8Array, options: DeployOptions, userId: string): DeployReport {
  const packages = packagesOf(zip, options.singlePackage);
  const draft = new MetadataDraft(org.metadata.files);
  const contents = packages.map((files) => ({
    folder: files.folder,
    ...contentsOf(files, options, (object) => draft.rulesOf(object)),
  }));
  const problems = contents.flatMap(({ folder, messages }) => messages.map((one) => inFolder(one, folder)));
  const folders = new Map(
    contents.flatMap(({ folder, changes }) => changes.map((change) => [change, folder])),
  );
  const outcomes = applyChanges(
    org,
    contents.flatMap(({ changes }) => changes),
    {
      // What is wrong with the package itself counts as a component's problem.
      checkOnly: options.checkOnly || (options.rollbackOnError && problems.length > 0),
      allOrNone: options.rollbackOnError,
      userId,
    },
  );
  const messages = outcomes.flatMap((outcome) =>
    messagesOf(outcome).map((one) => inFolder(one, folders.get(outcome.change) ?? '')),
  );
  return {
    messages: [...manifests(packages.map(({ folder }) => folder)), ...messages, ...problems],
    errorMessage: null,
  };
}

function inFolder(message: DeployMessage, folder: string): DeployMessage {
  return folder === '' ? message : { ...message, fileName: folder + message.fileName };
}

/** The manifest itself is a success of the deployment, which does not count. */
function manifests(folders: readonly string[]): readonly DeployMessage[] {
  return folders.map((folder) => ({
    componentType: '',
    fullName: 'package.xml',
    fileName: `${folder}package.xml`,
    id: '',
    created: false,
    changed: true,
    deleted: false,
    success: true,
    problem: null,
    problemType: null,
    line: null,
    column: null,
  }));
}

function messagesOf(outcome: ChangeOutcome): readonly DeployMessage[] {
  const { change, id, created, changed, deleted, problems, warning } = outcome;
  const { type, fullName, fileName } = change;
  const componentType = type === 'LeadConfigSettings' ? 'Settings' : type;
  if (problems.length > 0) {
    return problems.map(({ message, at }) => {
      const place =
        at !== null && change.kind === 'put' && change.text !== '' ? placeOf(change.text, at) : undefined;
      return failure(componentType, fullName, fileName, message, place);
    });
  }
  const isLost = change.kind === 'delete' && !deleted;
  return [
    {
      componentType,
      // What is not there to be deleted goes by the name of the file that asks for it.
      fullName: isLost ? fileName : fullName,
      fileName,
      id,
      created,
      changed,
      deleted,
      success: true,
      problem: warning,
      problemType: warning === null ? null : 'Warning',
      line: null,
      column: null,
    },
  ];
}
