import { SoapFault } from '../errors.ts';
import { longId } from '../ids.ts';
import type { Org } from '../org.ts';
import type { OrgMetadata } from '../rules/orgMetadata.ts';
import type { RuleRecords } from '../rules/ruleRecords.ts';
import type { SandboxUser } from '../session.ts';
import { ComponentIds } from './ids.ts';
import type { DeployMessage, DeployOptions, DeployReport } from './model.ts';
import { runDeploy } from './run.ts';

export type DeployStatus = 'Pending' | 'Succeeded' | 'SucceededPartial' | 'Failed' | 'Canceled';

/** A deployment, as it is now. */
export interface Deployment {
  /** 18 characters. */
  readonly id: string;
  readonly options: DeployOptions;
  /** The validation whose package it deploys; null for one with a package of its own. */
  readonly validatedId: string | null;
  readonly user: SandboxUser;
  readonly created: Date;
  readonly completed: Date | null;
  readonly status: DeployStatus;
  readonly canceledBy: SandboxUser | null;
  readonly successes: readonly DeployMessage[];
  readonly failures: readonly DeployMessage[];
  readonly errorMessage: string | null;
}

interface Job {
  deployment: Deployment;
  /** Null once it is of no more use. */
  zip: Uint8Array | null;
  timer: NodeJS.Timeout | null;
}

/** Older ones are forgotten; of validations that may be deployed, only the packages of the latest are kept. */
const mostJobs = 1000;
const mostPackages = 10;

/** The deployments of an org. One takes effect when it is asked for, or later where the org takes its time. */
export class Deployments {
  readonly ids: ComponentIds;
  readonly #jobs = new Map<string, Job>();
  #next = 1;

  constructor(metadata: OrgMetadata, ruleRecords: RuleRecords) {
    this.ids = new ComponentIds(metadata, ruleRecords);
  }

  start(
    org: Org,
    user: SandboxUser,
    zip: Uint8Array,
    options: DeployOptions,
    validatedId: string | null = null,
  ): Deployment {
    const id = longId(`0AfLb${(this.#next++).toString(36).toUpperCase().padStart(10, '0')}`);
    const deployment: Deployment = {
      id,
      options,
      validatedId,
      user,
      created: org.now(),
      completed: null,
      status: 'Pending',
      canceledBy: null,
      successes: [],
      failures: [],
      errorMessage: null,
    };
    const job: Job = { deployment, zip, timer: null };
    this.#jobs.set(id, job);
    this.#forgetOld();
    const wait = org.timing.deploy;
    if (wait <= 0) this.#run(org, job);
    else job.timer = setTimeout(() => this.#run(org, job), wait).unref();
    return deployment;
  }

  /** Deploys what was found right before. @throws SoapFault where nothing was */
  startValidated(org: Org, user: SandboxUser, validationId: string): Deployment {
    const { deployment, zip } = this.#job(validationId);
    if (!deployment.options.checkOnly || deployment.status !== 'Succeeded' || zip === null) {
      const message = 'A quick deployment needs the id of a recent validation that succeeded.';
      throw new SoapFault('INVALID_ID_FIELD', message);
    }
    return this.start(org, user, zip, { ...deployment.options, checkOnly: false }, deployment.id);
  }

  /** `id`: 15 or 18 characters. @throws SoapFault where there is none */
  find(id: string): Deployment {
    return this.#job(id).deployment;
  }

  /** @throws SoapFault where it is done, or not there */
  cancel(org: Org, user: SandboxUser, id: string): Deployment {
    const job = this.#job(id);
    if (job.deployment.status !== 'Pending') {
      throw new SoapFault('INVALID_ID_FIELD', 'Deployment already completed');
    }
    if (job.timer !== null) clearTimeout(job.timer);
    job.timer = null;
    job.zip = null;
    job.deployment = { ...job.deployment, status: 'Canceled', canceledBy: user, completed: org.now() };
    return job.deployment;
  }

  /** Forgets them all; what was not done yet is not done. */
  clear(): void {
    for (const { timer } of this.#jobs.values()) if (timer !== null) clearTimeout(timer);
    this.#jobs.clear();
  }

  #forgetOld(): void {
    const done = [...this.#jobs].filter(([, { timer }]) => timer === null);
    for (const [id] of done.slice(0, Math.max(0, this.#jobs.size - mostJobs))) this.#jobs.delete(id);
    const validations = done.filter(([, { zip }]) => zip !== null);
    for (const [, job] of validations.slice(0, -mostPackages)) job.zip = null;
  }

  #job(id: string): Job {
    const job = this.#jobs.get(longId(id));
    if (job) return job;
    throw new SoapFault('INVALID_CROSS_REFERENCE_KEY', `invalid cross reference id: ${id}`);
  }

  #run(org: Org, job: Job): void {
    job.timer = null;
    const { options, user } = job.deployment;
    const report = runDeploy(org, job.zip ?? new Uint8Array(), options, user.id);
    const successes = report.messages.filter(({ success }) => success);
    const failures = report.messages.filter(({ success }) => !success);
    job.deployment = {
      ...job.deployment,
      completed: org.now(),
      status: statusOf(report, options),
      successes,
      failures,
      errorMessage: report.errorMessage,
    };
    if (!options.checkOnly || job.deployment.status !== 'Succeeded') job.zip = null;
  }
}

function statusOf({ messages, errorMessage }: DeployReport, options: DeployOptions): DeployStatus {
  if (errorMessage !== null) return 'Failed';
  if (messages.every(({ success }) => success)) return 'Succeeded';
  const isPartial =
    !options.rollbackOnError && messages.some((one) => one.success && one.componentType !== '');
  return isPartial ? 'SucceededPartial' : 'Failed';
}

/** How many components these lines are about. */
export function countOf(messages: readonly DeployMessage[]): number {
  const counted = messages.filter(
    ({ componentType, fullName }) => componentType !== '' || fullName !== 'package.xml',
  );
  return new Set(counted.map(({ componentType, fullName }) => `${componentType}:${fullName}`)).size;
}
