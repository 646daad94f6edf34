import { l10n } from 'vscode';
import type { PreflightChoices, PreflightParams } from '../../../server/src/protocol.ts';
import type { Question } from '../interview/ask.ts';

export type LoadAnswers = Omit<PreflightParams, 'uri' | 'operation' | 'channel' | 'object' | 'against'> & {
  readonly object: string | null;
  readonly operation: PreflightParams['operation'] | null;
  readonly channel: PreflightParams['channel'] | null;
  /** URIs, and {@link otherFiles}. */
  readonly against: readonly string[] | null;
};

export const noAnswers: LoadAnswers = {
  object: null,
  operation: null,
  externalId: null,
  channel: null,
  against: null,
};

/** Files that are no choice are to be looked for. */
export const otherFiles = 'others';

/** All that is to be known of how a file is loaded. */
export interface LoadingPlan {
  readonly kind: 'plan';
  readonly given: Omit<PreflightParams, 'uri'>;
}

type LoadQuestion = Question & { readonly about: keyof LoadAnswers };

/** A file with records that may be those of the org. */
export interface FoundFile {
  readonly uri: string;
  readonly name: string;
  readonly folder: string;
}

/** The next question about a file that is going to be loaded, or what the answers come to. */
export function nextStep(
  answers: LoadAnswers,
  choices: PreflightChoices,
  files: readonly FoundFile[],
): LoadQuestion | LoadingPlan {
  const { object, operation, externalId, channel, against } = answers;
  if (object === null) return objectQuestion(choices);
  if (operation === null) return operationQuestion(object, choices);
  if (operation === 'upsert' && externalId === null) return externalIdQuestion(choices);
  if (channel === null) return channelQuestion(choices);
  if (against === null) return againstQuestion(object, files);
  return { kind: 'plan', given: { object, operation, externalId, channel, against } };
}

export function answered(
  answers: LoadAnswers,
  about: keyof LoadAnswers,
  values: readonly string[],
): LoadAnswers {
  if (about === 'against') return { ...answers, against: values };
  const [value = ''] = values;
  return { ...answers, [about]: value };
}

function question(
  about: keyof LoadAnswers,
  title: string,
  explanation: string,
  choices: LoadQuestion['choices'],
  proposed: string,
): LoadQuestion {
  return { kind: 'question', about, title, explanation, takes: 'one', choices, proposed, problem: null };
}

function objectQuestion({ objects, suggested }: PreflightChoices): LoadQuestion {
  const known = objects.map(({ object, rules }) => ({
    value: object,
    label: object,
    description:
      rules === 1 ? l10n.t('1 active duplicate rule') : l10n.t('{0} active duplicate rules', rules),
    detail: '',
  }));
  const isKnown = suggested === '' || known.some(({ value }) => value === suggested);
  const other = {
    value: suggested,
    label: suggested,
    description: l10n.t('no active duplicate rule'),
    detail: '',
  };
  return question(
    'object',
    l10n.t('Object'),
    l10n.t('Object of the records that are going to be loaded'),
    isKnown ? known : [...known, other],
    suggested,
  );
}

function operationQuestion(object: string, { columns }: PreflightChoices): LoadQuestion {
  const hasId = columns.some((column) => /^id$/i.test(column));
  return question(
    'operation',
    l10n.t('Operation'),
    l10n.t('What loading the file does'),
    [
      {
        value: 'insert',
        label: 'insert',
        description: l10n.t('each row becomes a new {0}', object),
        detail: '',
      },
      ...(hasId
        ? [{ value: 'update', label: 'update', description: l10n.t('by the column Id'), detail: '' }]
        : []),
      { value: 'upsert', label: 'upsert', description: l10n.t('by an external id'), detail: '' },
    ],
    hasId ? 'update' : 'insert',
  );
}

function externalIdQuestion({ columns }: PreflightChoices): LoadQuestion {
  return question(
    'externalId',
    l10n.t('External Id'),
    l10n.t('Column by which the upsert finds its records'),
    columns.map((column) => ({ value: column, label: column, description: '', detail: '' })),
    columns.find((column) => /__c$/i.test(column)) ?? columns[0] ?? '',
  );
}

function channelQuestion({ channels }: PreflightChoices): LoadQuestion {
  return question(
    'channel',
    l10n.t('Channel'),
    l10n.t('What the file is loaded with'),
    channels.map(({ channel, title, batchSize }) => ({
      value: channel,
      label: title,
      description: batchSize === 1 ? l10n.t('one at a time') : l10n.t('in batches of {0}', batchSize),
      detail: '',
    })),
    'bulk-2',
  );
}

function againstQuestion(object: string, files: readonly FoundFile[]): LoadQuestion {
  return {
    ...question(
      'against',
      l10n.t('Existing Records'),
      l10n.t('Exports of what the org holds already, one per object: CSV or JSON. None: earlier rows alone'),
      [
        ...files.map(({ uri, name, folder }) => ({
          value: uri,
          label: name,
          description: folder,
          detail: '',
        })),
        { value: otherFiles, label: l10n.t('Other files'), description: '', detail: '' },
      ],
      likely(object, files)?.uri ?? '',
    ),
    takes: 'several',
    mayBeNone: true,
  };
}

/** `existing-leads.csv`, `Lead-export.json`. */
function likely(object: string, files: readonly FoundFile[]): FoundFile | undefined {
  const named = object.toLowerCase().replace(/__c$/, '');
  return files.find(({ name }) => name.toLowerCase().includes(named) && /exist|export|org/i.test(name));
}
