import { defaultSettings, type Settings } from '../../../server/src/core/config/settings.ts';
import { kindOf } from '../../../server/src/core/files.ts';
import type { Finding } from '../../../server/src/core/findings.ts';
import type { Fix } from '../../../server/src/core/fixes/fix.ts';
import type { OrgRules } from '../../../server/src/core/metadata/catalog.ts';
import type { DuplicateRule } from '../../../server/src/core/metadata/model.ts';
import { ProjectSchema } from '../../../server/src/core/metadata/objects.ts';
import type { RuleCatalog } from '../../../server/src/core/outcome/model.ts';
import type { OtherRules, Project } from '../../../server/src/core/project.ts';
import type { RecordLens } from '../../../server/src/core/records/model.ts';
import type { JudgedSite } from '../../../server/src/core/rules/rule.ts';
import type { SaveSite } from '../../../server/src/core/saves/site.ts';
import type { Span } from '../../../server/src/core/text.ts';

/**
 * A project for tests of the adapter, with a language of its own: each `insert` in an Apex file is a save,
 * and refused if the project has a rule file; `BOOM` throws. What was handed over is recorded.
 */
export class FakeProject implements Project {
  readonly schema = new ProjectSchema();
  readonly received: [uri: string, text: string][] = [];
  settings: Settings = defaultSettings;
  orgRules: OrgRules | null = null;
  generation = 0;
  readonly #files = new Map<string, string>();

  setFile(uri: string, text: string): void {
    this.received.push([uri, text]);
    this.#files.set(uri, text);
    if (kindOf(uri) !== 'apex' || text.includes('CROSS')) this.generation++;
  }

  removeFile(uri: string): void {
    this.#files.delete(uri);
    this.generation++;
  }

  reads(uri: string): boolean {
    return kindOf(uri) !== null && kindOf(uri) !== 'config';
  }

  setConfigurationText(): void {}

  closeFile(): void {}

  setToday(): void {}

  review(uri: string) {
    return { told: this.findings(uri), silenced: [] };
  }

  setSettings(settings: Settings): void {
    this.settings = settings;
    this.generation++;
  }

  setOrgRules(rules: OrgRules | null): void {
    this.orgRules = rules;
    this.generation++;
  }

  duplicateRuleFile(): null {
    return null;
  }

  matchingRuleFile(): null {
    return null;
  }

  withRules(): OtherRules {
    return {
      ...this,
      catalog: this.catalog,
      catalogOfFiles: this.catalog,
      ruleFiles: [],
      saves: (uri) => this.saves(uri),
      findings: (uri) => this.findings(uri),
    };
  }

  recordsAt(): null {
    return null;
  }

  readonly neededGrammars = [];
  setParser(): void {}
  giveUp(): void {}

  get files(): Iterable<string> {
    return [...this.#files.keys()].filter((uri) => kindOf(uri) === 'apex');
  }

  *analyseAll() {
    const files = [...this.files];
    for (const [index, uri] of files.entries()) yield { done: index + 1, total: files.length, uri };
  }

  get catalogOfFiles(): RuleCatalog {
    return this.catalog;
  }

  get catalog(): RuleCatalog {
    const duplicateRules = [...this.#files.keys()]
      .filter((uri) => kindOf(uri) === 'duplicate-rule')
      .map(ruleAt);
    return {
      rulesFor: () => duplicateRules,
      matchingRule: () => null,
      isComplete: () => false,
      leadConversionValidation: null,
      duplicateRules,
      matchingRules: [],
    };
  }

  findings(uri: string): readonly Finding[] {
    if (this.#text(uri).includes('BOOM')) throw new Error('boom');
    const rule = this.catalog.duplicateRules[0];
    const severity = this.settings.severities['missing-duplicate-rule-header'] ?? 'warning';
    if (rule === undefined || severity === 'off') return [];
    return this.#inserts(uri).map((span) => ({
      ruleId: 'missing-duplicate-rule-header',
      severity,
      message: `Refused by ${rule.label}.`,
      location: { uri, ...span },
      related: rule.source.kind === 'file' ? [{ location: rule.source.location, message: 'The rule' }] : [],
      fingerprint: 'insert',
    }));
  }

  /** Each `new Lead` in an Apex file. */
  records(uri: string): readonly RecordLens[] {
    return [...this.#text(uri).matchAll(/new Lead/g)].map(({ index }) => ({
      object: 'Lead',
      start: index,
      end: index + 'new Lead'.length,
    }));
  }

  saves(uri: string): readonly JudgedSite[] {
    const outcomes = this.catalog.duplicateRules.map((rule) => ({
      rule,
      known: true,
      operation: 'insert' as const,
      result: 'refused' as const,
      provisos: [],
      confidence: 'documented' as const,
      source: '',
    }));
    return this.#inserts(uri).map(({ start, end }) => ({
      site: {
        operation: 'insert',
        inTest: false,
        place: { anchor: { uri, offset: 0 }, start, end },
      } as unknown as SaveSite,
      outcomes,
    }));
  }

  fixes(uri: string, span: Span): readonly Fix[] {
    return this.findings(uri)
      .filter(({ location }) => location.start <= span.end && span.start <= location.end)
      .map((finding) => ({
        id: 'shout',
        title: 'Write INSERT',
        finding,
        edits: [{ uri, edits: [{ span: finding.location, newText: 'INSERT' }] }],
        preferred: true,
        safe: true,
      }));
  }

  safeFixes(uri: string): readonly Fix[] {
    return this.fixes(uri, { start: 0, end: this.#text(uri).length });
  }

  hover(uri: string, offset: number) {
    const span = this.#inserts(uri).find(({ start, end }) => start <= offset && offset <= end);
    return span === undefined ? null : { ...span, markdown: '**refused**' };
  }

  #text(uri: string): string {
    return this.#files.get(uri) ?? '';
  }

  #inserts(uri: string): Span[] {
    if (kindOf(uri) !== 'apex') return [];
    return [...this.#text(uri).matchAll(/\binsert\b/g)].map(({ index }) => ({
      start: index,
      end: index + 6,
    }));
  }
}

function ruleAt(uri: string): DuplicateRule {
  const reaction = { action: 'Block', alert: false, report: false } as const;
  return {
    fullName: 'Lead.Email',
    object: 'Lead',
    name: 'Email',
    label: 'Lead Email',
    active: true,
    onInsert: reaction,
    onUpdate: reaction,
    alertText: null,
    security: null,
    sortOrder: 1,
    filter: null,
    matchRules: [],
    source: { kind: 'file', location: { uri, start: 0, end: 1 } },
  };
}
