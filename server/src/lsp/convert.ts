import { createHash } from 'node:crypto';
import {
  type Diagnostic,
  type DiagnosticRelatedInformation,
  DiagnosticSeverity,
  type Location as ProtocolLocation,
  type Range,
} from 'vscode-languageserver';
import type { Finding, Severity } from '../core/findings.ts';
import { rules } from '../core/rules/registry.ts';
import type { LineIndex, Location, Span } from '../core/text.ts';
import type { ClientFeatures } from './clientFeatures.ts';
import type { Documents } from './documents.ts';
import { localised } from './l10n/language.ts';
import type { LoadedProject } from './loadedProject.ts';

/** Name under which the client shows where a diagnostic comes from. */
export const diagnosticSource = 'duplicate-rules';

const severities: Record<Severity, DiagnosticSeverity> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
};

export function toRange(lines: LineIndex, span: Span): Range {
  return { start: lines.position(span.start), end: lines.position(span.end) };
}

/** Turns what the core says into what the protocol says. */
export class Converter {
  readonly #features: ClientFeatures;
  readonly #documents: Documents;
  /** Folder of the rules' pages, `<base>/<rule>.md`; null if there is none to link to. */
  readonly #rulePages: string | null;

  constructor(features: ClientFeatures, documents: Documents, rulePages: string | null) {
    this.#features = features;
    this.#documents = documents;
    this.#rulePages = rulePages;
  }

  /** Null where the file's text is not known. */
  location(project: LoadedProject, location: Location): ProtocolLocation | null {
    const lines = project.lines(location.uri);
    if (lines === null) return null;
    return { uri: this.#documents.spelling(location.uri), range: toRange(lines, location) };
  }

  diagnostics(project: LoadedProject, findings: readonly Finding[]): Diagnostic[] {
    return findings.flatMap((finding) => this.diagnostic(project, finding) ?? []);
  }

  diagnostic(project: LoadedProject, finding: Finding): Diagnostic | null {
    const place = this.location(project, finding.location);
    if (place === null) return null;
    const diagnostic: Diagnostic = {
      range: place.range,
      severity: severities[finding.severity],
      code: finding.ruleId,
      source: diagnosticSource,
      message: findingText(finding),
    };
    if (this.#rulePages !== null && this.#features.codeDescription) {
      diagnostic.codeDescription = { href: `${this.#rulePages}/${finding.ruleId}.md` };
    }
    const related = this.#features.relatedInformation ? this.#related(project, finding) : [];
    if (related.length > 0) diagnostic.relatedInformation = related;
    return diagnostic;
  }

  #related(project: LoadedProject, finding: Finding): DiagnosticRelatedInformation[] {
    return finding.related.flatMap(({ location, message }) => {
      const place = this.location(project, location);
      return place === null ? [] : [{ location: place, message: localised(message) }];
    });
  }
}

/** The same for the same diagnostics: lets a client keep what it has. */
export function resultIdOf(diagnostics: readonly Diagnostic[]): string {
  return createHash('sha1').update(JSON.stringify(diagnostics)).digest('base64');
}

/** A message without a translation stands below what kind of finding it is, in the user's language. */
function findingText({ ruleId, message }: Finding): string {
  const translated = localised(message);
  if (translated !== message) return translated;
  const description = descriptions.get(ruleId) ?? '';
  const title = localised(description);
  return title === description ? message : `${title}\n${message}`;
}

const descriptions = new Map(rules.map(({ id, description }) => [id, description]));
