import type { LazyText } from '../../../metadata/objects.ts';

const metaEnding = '-meta.xml';

/** The API versions of classes and triggers, from the files beside them: each is read when it is asked for. */
export class ApiVersions {
  readonly #texts = new Map<string, LazyText>();
  readonly #versions = new Map<string, number | null>();
  #project: LazyText | null = null;

  /** Takes the file beside a class or trigger; null where it is gone. */
  set(metaUri: string, text: LazyText | null): void {
    this.#versions.delete(metaUri);
    if (text === null) this.#texts.delete(metaUri);
    else this.#texts.set(metaUri, text);
  }

  /** The version of a class or trigger, in the form 66; null if unknown. */
  of(uri: string): number | null {
    const meta = uri + metaEnding;
    const text = this.#texts.get(meta);
    if (text === undefined) return null;
    let version = this.#versions.get(meta);
    if (version === undefined) {
      version = versionIn(textOf(text));
      this.#versions.set(meta, version);
    }
    return version;
  }

  setProject(text: LazyText | null): void {
    this.#project = text;
  }

  /** `sourceApiVersion` of the sfdx-project.json, in the form 66; null if unknown. */
  get ofProject(): number | null {
    return this.#project === null ? null : sourceVersionIn(textOf(this.#project));
  }
}

/** The class or trigger that a file stands beside. */
export function describedBy(metaUri: string): string {
  return metaUri.slice(0, -metaEnding.length);
}

function textOf(text: LazyText): string {
  return (typeof text === 'string' ? text : text()) ?? '';
}

const opening = '<apiVersion>';

function versionIn(xml: string): number | null {
  const at = xml.indexOf(opening);
  return at < 0 ? null : wholeNumber(xml.slice(at + opening.length, at + opening.length + 8));
}

function sourceVersionIn(json: string): number | null {
  try {
    const project: unknown = JSON.parse(json);
    const version = (project as { sourceApiVersion?: unknown } | null)?.sourceApiVersion;
    return typeof version === 'string' || typeof version === 'number' ? wholeNumber(String(version)) : null;
  } catch {
    return null;
  }
}

function wholeNumber(text: string): number | null {
  const number = Math.floor(Number.parseFloat(text));
  return number > 0 ? number : null;
}
