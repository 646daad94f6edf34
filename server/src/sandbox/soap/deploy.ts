import type { XmlElement } from '../../core/metadata/xml.ts';
import { countOf, type Deployment } from '../deploy/jobs.ts';
import { type DeployMessage, type DeployOptions, defaultDeployOptions } from '../deploy/model.ts';
import { SoapFault } from '../errors.ts';
import type { Org } from '../org.ts';
import type { Session } from '../session.ts';
import { child, children, type SoapCall, textIn } from './envelope.ts';
import { element, leaf } from './xml.ts';

/** Operations of deployments, by name. Each gives the content of its response. */
export const deployOperations: Readonly<
  Record<string, (org: Org, session: Session, call: SoapCall) => string>
> = {
  deploy: (org, { user }, call) => {
    const zip = textIn(call.body, 'ZipFile') ?? textIn(call.body, 'zipFile');
    if (zip === null) throw new SoapFault('INVALID_OPERATION', 'ZipFile is missing');
    const options = child(call.body, 'DeployOptions') ?? child(call.body, 'deployOptions');
    const deployment = org.deployments.start(org, user, Buffer.from(zip, 'base64'), optionsOf(options));
    return element('result', [leaf('done', false), leaf('id', deployment.id), leaf('state', 'Queued')]);
  },
  checkDeployStatus: (org, _session, { body }) => {
    const id = textIn(body, 'asyncProcessId') ?? textIn(body, 'id') ?? '';
    return element('result', resultOf(org.deployments.find(id), isTrue(textIn(body, 'includeDetails'))));
  },
  cancelDeploy: (org, { user }, { body }) => {
    const id = textIn(body, 'String') ?? textIn(body, 'id') ?? body.children[0]?.text ?? '';
    const deployment = org.deployments.cancel(org, user, id);
    return element('result', [leaf('done', true), leaf('id', deployment.id)]);
  },
  deployRecentValidation: (org, { user }, { body }) => {
    const id = textIn(body, 'validationId') ?? textIn(body, 'validationID') ?? '';
    return leaf('result', org.deployments.startValidated(org, user, id).id);
  },
};

type Flag = { [K in keyof DeployOptions]: DeployOptions[K] extends boolean ? K : never }[keyof DeployOptions];

const flags: readonly Flag[] = [
  'allowMissingFiles',
  'autoUpdatePackage',
  'checkOnly',
  'ignoreWarnings',
  'performRetrieve',
  'purgeOnDelete',
  'rollbackOnError',
  'singlePackage',
];

function optionsOf(given: XmlElement | undefined): DeployOptions {
  if (given === undefined) return defaultDeployOptions;
  const set = flags.flatMap((name) => {
    const text = textIn(given, name);
    return text === null || text === '' ? [] : [[name, isTrue(text)] as const];
  });
  return {
    ...defaultDeployOptions,
    ...Object.fromEntries(set),
    runTests: children(given, 'runTests').map(({ text }) => text),
    testLevel: textIn(given, 'testLevel'),
  };
}

/** The elements of a DeployResult, in the order of the names. */
function resultOf(deployment: Deployment, includeDetails: boolean): readonly string[] {
  const { id, options, user, created, completed, status, successes, failures, canceledBy } = deployment;
  const optional = (name: string, value: string | null): string[] =>
    value === null ? [] : [leaf(name, value)];
  const last = completed ?? created;
  return [
    ...optional('canceledBy', canceledBy?.id.slice(0, 15) ?? null),
    ...optional('canceledByName', canceledBy?.name ?? null),
    leaf('checkOnly', options.checkOnly),
    ...optional('completedDate', completed?.toISOString() ?? null),
    leaf('createdBy', user.id.slice(0, 15)),
    leaf('createdByName', user.name),
    leaf('createdDate', created.toISOString()),
    ...(includeDetails ? [element('details', detailsOf(deployment))] : []),
    leaf('done', completed !== null),
    ...optional('errorMessage', deployment.errorMessage),
    leaf('id', id),
    leaf('ignoreWarnings', options.ignoreWarnings),
    leaf('lastModifiedDate', last.toISOString()),
    leaf('numberComponentErrors', countOf(failures)),
    leaf('numberComponentsDeployed', countOf(successes)),
    leaf('numberComponentsTotal', countOf([...successes, ...failures])),
    leaf('numberTestErrors', 0),
    leaf('numberTestsCompleted', 0),
    leaf('numberTestsTotal', 0),
    leaf('rollbackOnError', options.rollbackOnError),
    leaf('runTestsEnabled', false),
    ...optional('startDate', completed === null ? null : created.toISOString()),
    leaf('status', status),
    leaf('success', status === 'Succeeded' || status === 'SucceededPartial'),
  ];
}

function detailsOf({ successes, failures, completed, created }: Deployment): readonly string[] {
  const at = (completed ?? created).toISOString();
  return [
    ...failures.map((message) => element('componentFailures', messageOf(message, at))),
    ...successes.map((message) => element('componentSuccesses', messageOf(message, at))),
    element('runTestResult', [leaf('numFailures', 0), leaf('numTestsRun', 0), leaf('totalTime', '0.0')]),
  ];
}

function messageOf(message: DeployMessage, at: string): readonly string[] {
  const { id, problem, problemType, line, column } = message;
  const optional = (name: string, value: string | number | null): string[] =>
    value === null || value === '' ? [] : [leaf(name, value)];
  return [
    leaf('changed', message.changed),
    ...optional('columnNumber', column),
    leaf('componentType', message.componentType),
    leaf('created', message.created),
    leaf('createdDate', at),
    leaf('deleted', message.deleted),
    leaf('fileName', message.fileName),
    leaf('fullName', message.fullName),
    ...optional('id', id),
    ...optional('lineNumber', line),
    ...optional('problem', problem),
    ...optional('problemType', problemType),
    leaf('success', message.success),
  ];
}

function isTrue(text: string | null): boolean {
  return text === 'true' || text === '1';
}
