import type { Settled } from '../analysis/settle.ts';
import type { RuleCatalog } from '../outcome/model.ts';
import type { LeftOut } from '../project.ts';
import type { JudgedSite } from '../rules/rule.ts';
import type { Standing } from '../standing/standing.ts';
import type { Location, Position } from '../text.ts';
import type { AuditPlace, AuditSection } from './model.ts';

/** What an audit is made of. Adapters read it; the audit reads nothing. */
export interface AuditInput {
  /** The project's folder as the report names it: `.`, `crm`. */
  readonly project: string;
  /** `2027-01-31`; null where no date is given. */
  readonly today: string | null;
  readonly catalog: RuleCatalog;
  /** The saves of all files, as the catalogue judges them. */
  readonly saves: readonly JudgedSite[];
  /** Findings of all files, by URI, as `Project.review` gives them. */
  readonly reviews: ReadonlyMap<string, Settled>;
  /** Whether code of tests is part of the saves and findings that count. */
  readonly includeTests: boolean;
  /** Patterns of files of which the configuration wants nothing to be said. */
  readonly ignored: readonly string[];
  /** The org whose rules are in the catalogue, as the report names it; null: none was asked. */
  readonly org: string | null;
  /** What could not be read, or not as it was meant: sentences. */
  readonly problems: readonly string[];
  /** Code that mentions Salesforce and was not looked at: paths as the report names them. */
  readonly leftOut?: readonly { readonly path: string; readonly why: LeftOut }[];
  /** Classes that do what would be advised otherwise. */
  readonly standing?: readonly Standing[];
  readonly places: PlaceReader;
  /** Read in an editor, where what is asked for is done otherwise than on the command line. */
  readonly inEditor?: true;
  /** The other sections, made elsewhere; those that are left out were not looked at. */
  readonly people?: AuditSection;
  readonly data?: AuditSection;
}

/** Where things stand, as a report says it. */
export interface PlaceReader {
  /** Relative to the project's folder, with forward slashes. */
  pathOf(uri: string): string;
  /** Zero-based. */
  positionOf(location: Location): Position;
}

export function placeAt(
  { places }: Pick<AuditInput, 'places'>,
  location: Location,
  what: string,
): AuditPlace {
  const { line, character } = places.positionOf(location);
  return {
    uri: location.uri,
    path: places.pathOf(location.uri),
    line: line + 1,
    column: character + 1,
    what,
    written: null,
  };
}

export function placeOfFile({ places }: Pick<AuditInput, 'places'>, uri: string, what: string): AuditPlace {
  return { uri, path: places.pathOf(uri), line: null, column: null, what, written: null };
}

export function placeOfStanding(
  { uri, start, name }: Standing,
  input: Pick<AuditInput, 'places'>,
): AuditPlace {
  return placeAt(input, { uri, start, end: start }, name);
}
