import { defaultSettings } from '../../config/settings.ts';
import { kindOf } from '../../files.ts';
import { apexFixes } from '../../fixes/apex/fixes.ts';
import type { Fix, FixRequest } from '../../fixes/fix.ts';
import { type LazyText, ProjectSchema } from '../../metadata/objects.ts';
import { recordLenses } from '../../records/apex/lenses.ts';
import type { RecordLens } from '../../records/model.ts';
import { objectSpelling } from '../../records/objects.ts';
import type { FileFacts, Observation } from '../facts.ts';
import type { FrontEnd, FrontEndContext } from '../frontEnd.ts';
import type { SaveSite } from '../site.ts';
import type { CodeBody } from './bind/symbols.ts';
import { ApexCodebase } from './codebase/codebase.ts';
import type { Memo } from './codebase/dependencies.ts';
import { enclosingName } from './codebase/enclosing.ts';
import type { OwnedBody } from './codebase/owned.ts';
import { hasSaveWord } from './codebase/words.ts';
import { mayObserve, observationsIn } from './observations/observations.ts';
import type { CodeLookup } from './options/frame.ts';
import { ApexSaves } from './resolve/apexSaves.ts';
import type { Wrappers } from './resolve/wrappers.ts';
import type { SiteContext } from './sites/context.ts';
import { mayBeFluent } from './sites/fluent.ts';
import { codeLookup } from './sites/lookup.ts';
import { sitesIn } from './sites/sites.ts';
import { commentsOf, declaredSuppressionsOf } from './suppressions.ts';
import { isTestClassText } from './testClass.ts';
import { objectSchemaOf } from './types/objects.ts';

interface BodyFacts {
  readonly sites: readonly SaveSite[];
  readonly observations: readonly Observation[];
}

/** The facts of a test class while tests are left out. */
const leftOut: FileFacts = {
  sites: [],
  observations: [],
  comments: [],
  declaredSuppressions: [],
  generated: false,
  isTest: true,
};

const nothing: BodyFacts = { sites: [], observations: [] };

/** What is built over the code base; made anew when objects or settings change. */
interface Analysis {
  readonly saves: ApexSaves;
  readonly lookup: CodeLookup;
  readonly facts: Memo<CodeBody, BodyFacts>;
  /** Whether a body's text holds a word of a save. */
  readonly maySave: WeakMap<CodeBody, boolean>;
  /** Whether a body's text holds a word of what is observed. */
  readonly mayObserve: WeakMap<CodeBody, boolean>;
}

/** Apex: classes, triggers, anonymous scripts. */
export class ApexFrontEnd implements FrontEnd {
  readonly language = 'apex';
  readonly #codebase: ApexCodebase;
  /** Test classes while tests are left out: nothing else can refer to them, so they are not even read. */
  readonly #tests = new Map<string, string>();
  readonly #files = new Map<string, { readonly parts: readonly BodyFacts[]; readonly facts: FileFacts }>();
  #context: FrontEndContext = {
    settings: defaultSettings,
    schema: new ProjectSchema(),
    watchedFields: new Set(),
  };
  #analysis: Analysis | null = null;
  #ownGeneration = 0;
  #wrappers: Wrappers | null = null;

  /** `once` for a project that is read, asked and dropped: changes then cost what a fresh start does. */
  constructor({ once = false }: { readonly once?: boolean } = {}) {
    this.#codebase = new ApexCodebase({ once });
  }

  claims(uri: string): boolean {
    return /\.(?:cls|trigger|apex)$/i.test(uri);
  }

  /** Grows when facts of files other than the one last set may have changed. */
  get generation(): number {
    const wrappers = this.#analysis?.saves.wrappers ?? null;
    if (wrappers !== this.#wrappers) {
      this.#wrappers = wrappers;
      this.#ownGeneration++;
    }
    return this.#ownGeneration + this.#codebase.generation + this.#codebase.arrivals;
  }

  get files(): Iterable<string> {
    return this.#tests.size === 0 ? this.#codebase.uris : [...this.#codebase.uris, ...this.#tests.keys()];
  }

  text(uri: string): string | null {
    return this.#tests.get(uri) ?? this.#codebase.unit(uri)?.text ?? null;
  }

  setContext(context: FrontEndContext): void {
    this.#context = context;
    this.#analysis = null;
    this.#codebase.dependencies.advance();
    if (!context.settings.includeTests) return;
    for (const [uri, text] of this.#tests) this.#codebase.set(uri, text);
    this.#tests.clear();
  }

  setFile(uri: string, text: string): void {
    if (!this.#context.settings.includeTests && /\.cls$/i.test(uri) && isTestClassText(text)) {
      if (!this.#tests.has(uri)) this.#codebase.remove(uri);
      this.#tests.set(uri, text);
      return;
    }
    this.#tests.delete(uri);
    const before = this.#codebase.bodies(uri);
    this.#codebase.set(uri, text);
    // A body that goes on under another member, as an initializer's does, is dropped with what was derived from it.
    const kept = new Set(this.#codebase.bodies(uri));
    const { dependencies } = this.#codebase;
    if (before.some((owned) => !kept.has(owned) && dependencies.isUsedElsewhere(owned.body)))
      this.#ownGeneration++;
  }

  /** Takes a file that holds API versions, an `apex-meta` or `project` file; null where it is gone. */
  setVersionFile(uri: string, text: LazyText | null): void {
    this.#ownGeneration++;
    if (kindOf(uri) === 'project') this.#codebase.setProjectFile(text);
    else this.#codebase.setApiVersion(uri, text);
  }

  removeFile(uri: string): void {
    this.#codebase.remove(uri);
    this.#tests.delete(uri);
    this.#files.delete(uri);
  }

  closeFile(uri: string): void {
    this.#codebase.close(uri);
  }

  /** Does the work on many bodies that the first facts would need at once, a body a step. */
  prepare(): Generator<void> {
    return this.#ready().saves.prepare();
  }

  facts(uri: string): FileFacts {
    if (this.#tests.has(uri)) return leftOut;
    const codebase = this.#codebase;
    const isTest = this.#codebase.isTestFile(uri);
    const generated = this.#codebase.isGeneratedFile(uri);
    const isSkipped = generated || (isTest && !this.#context.settings.includeTests);
    const parts = isSkipped
      ? []
      : this.#codebase.dependencies.forFile(uri, () =>
          this.#codebase.bodies(uri).map((owned) => this.#bodyFacts(owned)),
        );
    const known = this.#files.get(uri);
    if (known && sameParts(known.parts, parts) && known.facts.generated === generated) return known.facts;
    const facts: FileFacts = {
      sites: parts.flatMap(({ sites }) => sites),
      observations: parts.flatMap(({ observations }) => observations),
      // Comments may change while all bodies stay as they are: these are read when asked for.
      get comments() {
        const unit = codebase.unit(uri);
        return unit ? commentsOf(unit) : [];
      },
      get declaredSuppressions() {
        const unit = codebase.unit(uri);
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
    const { saves, lookup, facts } = this.#ready();
    const { body } = owned;
    const { wrappers } = saves;
    const mayObserveHere = this.#mayObserve(body);
    if (!mayObserveHere && !this.#maySave(body) && !wrappers.mayUse(owned)) return nothing;
    return facts(body, () => {
      const bound = this.#codebase.bind(owned);
      const context: SiteContext = {
        codebase: this.#codebase,
        types: saves.types,
        saves,
        lookup,
        settings,
        watchedFields,
        inTest,
        enclosing: enclosingName(owned, this.#codebase),
      };
      const sites = sitesIn(owned, context);
      const observations = mayObserveHere ? observationsIn(bound, context) : [];
      return sites.length + observations.length === 0 ? nothing : { sites, observations };
    });
  }

  #maySave(body: CodeBody): boolean {
    const { maySave: kept } = this.#ready();
    let known = kept.get(body);
    if (known === undefined) {
      known = hasSaveWord(body) || mayBeFluent(body, this.#context.settings.wrappers);
      kept.set(body, known);
    }
    return known;
  }

  #mayObserve(body: CodeBody): boolean {
    const { mayObserve: kept } = this.#ready();
    let known = kept.get(body);
    if (known === undefined) {
      known = mayObserve(body.text, this.#context.watchedFields);
      kept.set(body, known);
    }
    return known;
  }

  #ready(): Analysis {
    if (this.#analysis) return this.#analysis;
    const { schema } = this.#context;
    const saves = new ApexSaves(this.#codebase, objectSchemaOf(schema));
    this.#analysis = {
      saves,
      lookup: codeLookup(saves.types),
      facts: this.#codebase.dependencies.memo(),
      maySave: new WeakMap(),
      mayObserve: new WeakMap(),
    };
    return this.#analysis;
  }

  /** The record literals of a file whose objects are wanted; none in tests that are left out. */
  records(uri: string, isWanted: (object: string) => boolean): readonly RecordLens[] {
    const { settings, schema } = this.#context;
    const codebase = this.#codebase;
    if (codebase.isGeneratedFile(uri)) return [];
    const bodies = codebase.bodies(uri).filter((owned) => settings.includeTests || !codebase.inTest(owned));
    return recordLenses(bodies, isWanted, (object) => objectSpelling(object, schema));
  }

  fixes(request: FixRequest): readonly Fix[] {
    const { saves, lookup } = this.#ready();
    return apexFixes(request, { codebase: this.#codebase, types: saves.types, lookup });
  }
}

function sameParts(a: readonly BodyFacts[], b: readonly BodyFacts[]): boolean {
  return a.length === b.length && a.every((part, index) => part === b[index]);
}
