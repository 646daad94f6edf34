import { countOf, type Deployment } from '../deploy/jobs.ts';
import { type DeployMessage, type DeployOptions, defaultDeployOptions } from '../deploy/model.ts';
import { partsOf } from '../deploy/multipart.ts';
import { RestError, SoapFault } from '../errors.ts';
import { json } from '../http.ts';
import { jsonBody } from './body.ts';
import type { RestCall, Route } from './route.ts';

const path = '/metadata/deployRequest';

/** `metadata/deployRequest`: deployments through REST. */
export const deployRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: /^\/metadata\/deployRequest$/,
    writes: true,
    answer: (request) =>
      asRest(() => {
        const deployment = start(request);
        return json(201, {
          ...headOf(request, deployment, '?includeDetails=true'),
          deployOptions: deployOptionsJson(deployment.options),
          deployResult: { id: deployment.id, ...resultJson(deployment, false) },
        });
      }),
  },
  {
    method: 'GET',
    path: /^\/metadata\/deployRequest\/(\w+)$/,
    answer: (request) =>
      asRest(() => {
        allow(request);
        const { org, call, parts } = request;
        const deployment = org.deployments.find(parts[0]!);
        const withDetails = call.query.get('includeDetails') === 'true';
        return json(200, {
          ...headOf(request, deployment, withDetails ? '?includeDetails=true' : ''),
          deployOptions: deployOptionsJson(deployment.options),
          deployResult: { id: deployment.id, ...resultJson(deployment, withDetails) },
        });
      }),
  },
  {
    method: 'PATCH',
    path: /^\/metadata\/deployRequest\/(\w+)$/,
    writes: true,
    answer: (request) =>
      asRest(() => {
        allow(request);
        const { org, session, call, parts } = request;
        const { deployResult } = jsonBody(call) as { deployResult?: { status?: unknown } };
        if (deployResult?.status !== 'Canceling') {
          throw new RestError(400, 'INVALID_INPUT', 'deployResult.status must be Canceling');
        }
        const deployment = org.deployments.cancel(org, session.user, parts[0]!);
        return json(202, {
          ...headOf(request, deployment, ''),
          deployResult: { id: deployment.id, ...resultJson(deployment, false) },
        });
      }),
  },
];

function start(request: RestCall): Deployment {
  allow(request);
  const { org, session, call } = request;
  const contentType = call.headers['content-type'] ?? '';
  if (/^application\/json\b/i.test(contentType)) {
    const { validatedDeployRequestId: id } = jsonBody(call);
    if (typeof id !== 'string') {
      throw new RestError(400, 'INVALID_INPUT', 'validatedDeployRequestId is missing');
    }
    return org.deployments.startValidated(org, session.user, id);
  }
  const parts = call.bytes ? partsOf(call.bytes, contentType) : null;
  const zip = parts?.find(({ name }) => name === 'file')?.content;
  if (!zip) {
    const message = 'The request must be multipart/form-data with the parts file and entity_content.';
    throw new RestError(400, 'INVALID_MULTIPART_REQUEST', message);
  }
  const options = parts?.find(({ name }) => name === 'entity_content' || name === 'json')?.content;
  return org.deployments.start(org, session.user, zip, optionsOf(options));
}

function optionsOf(content: Buffer | undefined): DeployOptions {
  if (content === undefined) return defaultDeployOptions;
  let given: unknown;
  try {
    given = (JSON.parse(content.toString('utf8')) as { deployOptions?: unknown } | null)?.deployOptions ?? {};
  } catch {
    throw new RestError(400, 'JSON_PARSER_ERROR', 'The part entity_content is no JSON.');
  }
  const known = Object.entries(given as object).filter(([name, value]) => {
    const usual = defaultDeployOptions[name as keyof DeployOptions];
    if (name === 'testLevel') return typeof value === 'string';
    return (
      usual !== undefined && typeof value === typeof usual && Array.isArray(value) === Array.isArray(usual)
    );
  });
  return { ...defaultDeployOptions, ...Object.fromEntries(known) };
}

/** @throws RestError for a user who may not see the set-up */
function allow({ session }: RestCall): void {
  if (session.canViewSetup) return;
  const message =
    'use of the Metadata API requires a user with the ModifyAllData or ModifyMetadata permissions';
  throw new RestError(403, 'INSUFFICIENT_ACCESS', message);
}

/** What deployments say in SOAP's words. */
function asRest<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof SoapFault)) throw error;
    const isLost = error.code === 'INVALID_CROSS_REFERENCE_KEY';
    throw new RestError(isLost ? 404 : 400, isLost ? 'NOT_FOUND' : error.code, error.message);
  }
}

function headOf({ org, basePath }: RestCall, { id, validatedId }: Deployment, query: string): object {
  return { id, validatedDeployRequestId: validatedId, url: `${org.url}${basePath}${path}/${id}${query}` };
}

function deployOptionsJson({ runTests, ...options }: DeployOptions): object {
  return { ...options, runTests: runTests.length === 0 ? null : runTests };
}

function resultJson(deployment: Deployment, withDetails: boolean): object {
  const { options, user, created, completed, status, successes, failures, canceledBy } = deployment;
  return {
    messages: null,
    retrieveResult: null,
    success: status === 'Succeeded' || status === 'SucceededPartial',
    checkOnly: options.checkOnly,
    ignoreWarnings: options.ignoreWarnings,
    rollbackOnError: options.rollbackOnError,
    status,
    numberComponentsDeployed: countOf(successes),
    numberComponentsTotal: countOf([...successes, ...failures]),
    numberComponentErrors: countOf(failures),
    numberTestsCompleted: 0,
    numberTestsTotal: 0,
    numberTestErrors: 0,
    ...(withDetails ? { details: detailsJson(deployment) } : {}),
    createdDate: timestamp(created),
    startDate: completed && timestamp(created),
    lastModifiedDate: timestamp(completed ?? created),
    completedDate: completed && timestamp(completed),
    errorStatusCode: null,
    errorMessage: deployment.errorMessage,
    stateDetail: null,
    createdBy: user.id.slice(0, 15),
    createdByName: user.name,
    canceledBy: canceledBy?.id.slice(0, 15) ?? null,
    canceledByName: canceledBy?.name ?? null,
    done: completed !== null,
    runTestsEnabled: false,
    runTestResult: null,
  };
}

function detailsJson({ successes, failures, completed, created }: Deployment): object {
  const at = timestamp(completed ?? created);
  const [failed, done] = [failures, successes].map((messages) => messages.map((one) => messageJson(one, at)));
  return {
    componentFailures: failed,
    componentSuccesses: done,
    retrieveResult: null,
    allComponentMessages: [...done!, ...failed!],
    runTestResult: {
      successes: [],
      failures: [],
      totalTime: 0,
      apexLogId: null,
      flowCoverage: [],
      numFailures: 0,
      codeCoverage: [],
      codeCoverageWarnings: [],
      flowCoverageWarnings: [],
      numTestsRun: 0,
    },
  };
}

function messageJson(message: DeployMessage, at: string): object {
  const { line, column, id, problemType, ...rest } = message;
  return {
    ...rest,
    id: id === '' ? null : id,
    warning: problemType === 'Warning',
    lineNumber: line,
    columnNumber: column,
    requiresProductionTestRun: false,
    createdDate: at,
    knownPackagingProblem: false,
    forPackageManifestFile: message.componentType === '',
    problemType,
  };
}

function timestamp(date: Date): string {
  return date.toISOString().replace('Z', '+0000');
}
