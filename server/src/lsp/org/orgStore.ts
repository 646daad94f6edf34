import { fileURLToPath } from 'node:url';
import { orgRules } from '../../core/orgData/rules.ts';
import type { OrgGateway, OrgSession } from '../../org/gateway.ts';
import type { ProjectOrg } from '../../protocol.ts';
import type { LoadedProject } from '../loadedProject.ts';
import type { KeptOrg, KeptRules, RuleCache } from './ruleCache.ts';

const nothing: KeptOrg = { chosen: null, rules: null };

/** For each project: the org that the user chose, and the rules that were read from it. */
export class OrgStore {
  readonly #gateway: OrgGateway;
  readonly #cache: RuleCache;
  readonly #warn: (message: string) => void;
  readonly #kept = new Map<string, KeptOrg>();

  constructor(gateway: OrgGateway, cache: RuleCache, warn: (message: string) => void) {
    this.#gateway = gateway;
    this.#cache = cache;
    this.#warn = warn;
  }

  get gateway(): OrgGateway {
    return this.#gateway;
  }

  /** Hands the rules that were read in an earlier session to a project that is about to be used. */
  async restore(project: LoadedProject): Promise<void> {
    const kept = this.#kept.get(project.root) ?? (await this.#cache.read(project.root));
    if (kept === null) return;
    this.#kept.set(project.root, kept);
    this.#apply(project, kept.rules);
  }

  chosen(project: LoadedProject | null): string | null {
    return this.#keptOf(project).chosen;
  }

  rules(project: LoadedProject | null): KeptRules | null {
    return this.#keptOf(project).rules;
  }

  /** Another org's rules do not hold any more. */
  async choose(project: LoadedProject, username: string | null): Promise<void> {
    const { rules } = this.#keptOf(project);
    const staysValid = username !== null && rules?.username === username;
    await this.#keep(project, { chosen: username, rules: staysValid ? rules : null });
  }

  async setRules(project: LoadedProject, rules: KeptRules): Promise<void> {
    await this.#keep(project, { ...this.#keptOf(project), rules });
  }

  /** @throws OrgProblem */
  connect(project: LoadedProject | null, signal: AbortSignal): Promise<OrgSession> {
    return this.#gateway.connect(folderOf(project), this.chosen(project), signal);
  }

  /** What the status shows; null without rules of an org. */
  statusOf(project: LoadedProject): ProjectOrg | null {
    const rules = this.rules(project);
    if (rules === null) return null;
    const { username, alias, reading } = rules;
    const added = project.analysis.catalog.duplicateRules.filter(({ source }) => source.kind === 'org');
    return { username, alias, rulesReadAt: reading.readAt, addedRules: added.length };
  }

  #keptOf(project: LoadedProject | null): KeptOrg {
    return (project && this.#kept.get(project.root)) ?? nothing;
  }

  async #keep(project: LoadedProject, kept: KeptOrg): Promise<void> {
    this.#kept.set(project.root, kept);
    this.#apply(project, kept.rules);
    await this.#cache
      .write(project.root, kept)
      .catch((error) => this.#warn(`The rules of the org could not be kept for the next session: ${error}`));
  }

  #apply(project: LoadedProject, rules: KeptRules | null): void {
    project.analysis.setOrgRules(rules === null ? null : orgRules(rules.reading, rules.username));
  }
}

/** Path of a project's folder; null for files that belong to none. */
export function folderOf(project: LoadedProject | null): string | null {
  return project === null || project.root === '' ? null : fileURLToPath(project.root);
}
