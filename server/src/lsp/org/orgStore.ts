import { t } from '@vscode/l10n';
import { orgRules } from '../../core/orgData/rules.ts';
import type { OrgGateway, OrgSession } from '../../org/gateway.ts';
import type { ProjectOrg } from '../../protocol.ts';
import type { LoadedProject } from '../loadedProject.ts';
import { pathOfUri } from '../uris.ts';
import type { KeptOrg, KeptRules, RuleCache } from './ruleCache.ts';

const nothing: KeptOrg = { chosen: null, rules: null };

export interface OrgStoreParts {
  readonly gateway: OrgGateway;
  readonly cache: RuleCache;
  /** The org that a project's own configuration names; null if it names none. */
  readTarget(project: LoadedProject): Promise<string | null>;
  /** Called when the rules of an org come into use, or go out of it. */
  changed(): void;
  warn(message: string): void;
}

/** For each project: the org that the user chose, and the rules that were read from the org in use. */
export class OrgStore {
  readonly #parts: OrgStoreParts;
  readonly #kept = new Map<string, KeptOrg>();
  /** What the project's configuration names, and who the last session was with, by the project's root. */
  readonly #targets = new Map<string, string | null>();
  readonly #connected = new Map<string, string>();

  constructor(parts: OrgStoreParts) {
    this.#parts = parts;
  }

  get gateway(): OrgGateway {
    return this.#parts.gateway;
  }

  /** Hands the rules that were read in an earlier session to a project that is about to be used. Never rejects. */
  async restore(project: LoadedProject): Promise<void> {
    try {
      const kept = this.#kept.get(project.root) ?? (await this.#parts.cache.read(project.root));
      if (kept === null) return;
      this.#kept.set(project.root, kept);
      await this.#lookAtTarget(project);
      this.#apply(project);
    } catch (error) {
      this.#parts.warn(`What was kept of an org is not used: ${error}`);
    }
  }

  /** The project's configuration may name another org now. */
  async targetChanged(project: LoadedProject): Promise<void> {
    const before = this.rules(project);
    this.#connected.delete(project.root);
    await this.#lookAtTarget(project);
    if (this.rules(project) === before) return;
    this.#apply(project);
    this.#parts.changed();
  }

  chosen(project: LoadedProject): string | null {
    return this.#keptOf(project).chosen;
  }

  /** Rules of the org in use; null where none were read, or where those that were are another org's. */
  rules(project: LoadedProject): KeptRules | null {
    const { rules } = this.#keptOf(project);
    return rules === null || this.#whyUnused(project, rules) !== null ? null : rules;
  }

  /** Another org's rules do not hold any more. */
  async choose(project: LoadedProject, username: string | null): Promise<void> {
    const { rules } = this.#keptOf(project);
    const staysValid = username !== null && (rules?.username === username || rules?.alias === username);
    this.#connected.delete(project.root);
    await this.#keep(project, { chosen: username, rules: staysValid ? rules : null });
  }

  async setRules(project: LoadedProject, rules: Omit<KeptRules, 'target'>): Promise<void> {
    await this.#lookAtTarget(project);
    const target = this.#targets.get(project.root) ?? null;
    await this.#keep(project, { ...this.#keptOf(project), rules: { ...rules, target } });
  }

  /** @throws OrgProblem */
  async connect(project: LoadedProject, signal: AbortSignal): Promise<OrgSession> {
    const chosen = this.chosen(project);
    const session = await this.#parts.gateway.connect(this.folderOf(project), chosen, signal);
    if (!signal.aborted && this.chosen(project) === chosen) this.#noteConnected(project, session);
    return session;
  }

  /** Path of a project's folder; null for files that belong to none. */
  folderOf({ root }: LoadedProject): string | null {
    return root === '' ? null : pathOfUri(root);
  }

  /** What the status shows; null without rules of an org. */
  statusOf(project: LoadedProject): ProjectOrg | null {
    const { rules } = this.#keptOf(project);
    if (rules === null) return null;
    const { username, alias, reading } = rules;
    const unused = this.#whyUnused(project, rules);
    const added = project.analysis.catalog.duplicateRules.filter(({ source }) => source.kind === 'org');
    return {
      username,
      alias,
      rulesReadAt: reading.readAt,
      addedRules: added.length,
      ...(unused === null ? {} : { unused }),
    };
  }

  #keptOf(project: LoadedProject): KeptOrg {
    return this.#kept.get(project.root) ?? nothing;
  }

  /**
   * Who an alias leads to is only known by connecting. Until then the configuration's name tells, if it is
   * another one than when the rules were read.
   */
  #whyUnused({ root }: LoadedProject, { username, alias, target }: KeptRules): string | null {
    const connected = this.#connected.get(root);
    if (connected !== undefined)
      return connected === username ? null : t('the org in use is {0} now', connected);
    const named = this.#targets.get(root) ?? null;
    const chosen = this.#kept.get(root)?.chosen ?? null;
    if (chosen !== null || named === null || [username, alias, target].includes(named)) return null;
    return t("the project's target-org is {0} now", named);
  }

  #noteConnected(project: LoadedProject, { org }: OrgSession): void {
    const before = this.rules(project);
    this.#connected.set(project.root, org.username);
    if (this.rules(project) === before) return;
    this.#apply(project);
    this.#parts.changed();
  }

  async #lookAtTarget(project: LoadedProject): Promise<void> {
    const target = project.root === '' ? null : await this.#parts.readTarget(project).catch(() => null);
    this.#targets.set(project.root, target);
  }

  async #keep(project: LoadedProject, kept: KeptOrg): Promise<void> {
    this.#kept.set(project.root, kept);
    this.#apply(project);
    this.#parts.changed();
    await this.#parts.cache
      .write(project.root, kept)
      .catch((error) => this.#parts.warn(`The rules of the org are not kept for the next session: ${error}`));
  }

  #apply(project: LoadedProject): void {
    const rules = this.rules(project);
    project.analysis.setOrgRules(rules === null ? null : orgRules(rules.reading, rules.username));
  }
}
