import { defaultSettings } from '../../config/settings.ts';
import { apexFixes } from '../../fixes/apex/fixes.ts';
import type { Fix, FixRequest } from '../../fixes/fix.ts';
import { ProjectSchema } from '../../metadata/objects.ts';
import type { FileFacts, Observation } from '../facts.ts';
import type { FrontEnd, FrontEndContext } from '../frontEnd.ts';
import type { SaveSite } from '../site.ts';
import type { CodeBody } from './bind/symbols.ts';
import { ApexCodebase } from './codebase/codebase.ts';
import type { Memo } from './codebase/dependencies.ts';
import type { OwnedBody } from './codebase/owned.ts';
import { hasSaveWord } from './codebase/words.ts';
import { mayObserve, observationsIn } from './observations/observations.ts';
import type { CodeLookup } from './options/frame.ts';
import { RecordFlow } from './resolve/records.ts';
import { Wrappers } from './resolve/wrappers.ts';
import type { SiteContext } from './sites/context.ts';
import { codeLookup } from './sites/lookup.ts';
import { sitesIn } from './sites/sites.ts';
import { commentsOf, declaredSuppressionsOf } from './suppressions.ts';
import { ApexTypes } from './types/types.ts';

interface BodyFacts {
  readonly sites: readonly SaveSite[];
  readonly observations: readonly Observation[];
}

const nothing: BodyFacts = { sites: [], observations: [] };

/** What is built over the code base; made anew when signatures, objects or settings change. */
interface Analysis {
  readonly generation: number;
  readonly types: ApexTypes;
  readonly flow: RecordFlow;
  readonly wrappers: Wrappers;
  readonly lookup: CodeLookup;
  readonly facts: Memo<CodeBody, BodyFacts>;
}

/** Apex: classes, triggers, anonymous scripts. */
export class ApexFrontEnd implements FrontEnd {
  readonly language = 'apex';
  readonly #codebase = new ApexCodebase();
  readonly #files = new Map<string, { readonly parts: readonly BodyFacts[]; readonly facts: FileFacts }>();
  readonly #consultedElsewhere = new WeakSet<CodeBody>();
  #context: FrontEndContext = {
    settings: defaultSettings,
    schema: new ProjectSchema(),
    watchedFields: new Set(),
  };
  #analysis: Analysis | null = null;
  #generation = 0;

  claims(uri: string): boolean {
    return /\.(?:cls|trigger|apex)$/i.test(uri);
  }

  /** Grows when facts of files other than the one last set may have changed. */
  get generation(): number {
    return this.#generation;
  }

  get files(): Iterable<string> {
    return this.#codebase.uris;
  }

  text(uri: string): string | null {
    return this.#codebase.unit(uri)?.text ?? null;
  }

  setContext(context: FrontEndContext): void {
    this.#context = context;
    this.#renew();
  }

  setFile(uri: string, text: string): void {
    const before = this.#codebase.bodies(uri);
    const { generation } = this.#codebase;
    this.#codebase.set(uri, text);
    const kept = new Set(this.#codebase.bodies(uri).map(({ body }) => body));
    const gone = before.filter(({ body }) => !kept.has(body));
    const changesOthers = gone.some(({ body }) => this.#consultedElsewhere.has(body));
    if (generation !== this.#codebase.generation || changesOthers) this.#renew();
  }

  removeFile(uri: string): void {
    this.#codebase.remove(uri);
    this.#files.delete(uri);
    this.#renew();
  }

  #renew(): void {
    this.#generation++;
    this.#analysis = null;
  }

  facts(uri: string): FileFacts {
    const unit = this.#codebase.unit(uri);
    const isTest = this.#codebase.isTestFile(uri);
    const generated = this.#codebase.isGeneratedFile(uri);
    const isSkipped = generated || (isTest && !this.#context.settings.includeTests);
    const parts = isSkipped ? [] : this.#codebase.bodies(uri).map((owned) => this.#bodyFacts(owned));
    const known = this.#files.get(uri);
    if (known && sameParts(known.parts, parts) && known.facts.generated === generated) return known.facts;
    const facts: FileFacts = {
      sites: parts.flatMap(({ sites }) => sites),
      observations: parts.flatMap(({ observations }) => observations),
      get comments() {
        return unit ? commentsOf(unit) : [];
      },
      get declaredSuppressions() {
        return unit ? declaredSuppressionsOf(unit) : [];
      },
      generated,
      isTest,
    };
    this.#files.set(uri, { parts, facts });
    return facts;
  }

  #bodyFacts(owned: OwnedBody): BodyFacts {
    const inTest = this.#codebase.inTest(owned);
    const { settings, watchedFields } = this.#context;
    if (inTest && !settings.includeTests) return nothing;
    const analysis = this.#ready();
    const { body } = owned;
    const mayObserveHere = mayObserve(body.text, watchedFields);
    if (!mayObserveHere && !hasSaveWord(body) && !analysis.wrappers.mayUse(owned)) return nothing;
    return analysis.facts(body, () => {
      const bound = this.#codebase.bind(owned);
      const context: SiteContext = {
        codebase: this.#codebase,
        types: analysis.types,
        flow: analysis.flow,
        wrappers: analysis.wrappers,
        lookup: analysis.lookup,
        settings,
        watchedFields,
        inTest,
        enclosing: enclosingName(owned, this.#codebase),
      };
      const sites = sitesIn(bound, context);
      const observations = mayObserveHere ? observationsIn(bound, context) : [];
      return sites.length + observations.length === 0 ? nothing : { sites, observations };
    });
  }

  #ready(): Analysis {
    const { generation } = this.#codebase;
    if (this.#analysis?.generation === generation) return this.#analysis;
    const { schema } = this.#context;
    const types = new ApexTypes(this.#codebase, {
      isObject: (name) => schema.isObject(name),
      parent: (object, relationship) => schema.relationship(object, relationship),
      children: (object, relationship) => schema.relationship(object, relationship),
    });
    const flow = new RecordFlow(types);
    this.#analysis = {
      generation,
      types,
      flow,
      wrappers: new Wrappers(flow),
      lookup: codeLookup(types),
      facts: this.#codebase.dependencies.memo((key: CodeBody, consulted) => {
        for (const body of consulted) if (body !== key) this.#consultedElsewhere.add(body);
      }),
    };
    return this.#analysis;
  }

  fixes(request: FixRequest): readonly Fix[] {
    const { types, lookup } = this.#ready();
    return apexFixes(request, { codebase: this.#codebase, types, lookup });
  }
}

function sameParts(a: readonly BodyFacts[], b: readonly BodyFacts[]): boolean {
  return a.length === b.length && a.every((part, index) => part === b[index]);
}

function enclosingName({ owner }: OwnedBody, codebase: ApexCodebase): string {
  const { type, member, unit } = owner;
  const className = type ? (codebase.info(type)?.qualifiedName ?? type.name.name) : null;
  const memberName = 'name' in member ? member.name.name : null;
  if (className) return memberName && memberName !== className ? `${className}.${memberName}` : className;
  return memberName ?? unit.trigger?.name.name ?? 'script';
}
