import type { Span } from '../text.ts';

/** A value as it goes to Salesforce. Dates and times are text in ISO 8601. */
export type FieldScalar = string | number | boolean | null;

/** A value that the sample record gives to a field. */
export interface SampleField {
  /** API name, as spelled where the record came from. */
  readonly name: string;
  readonly value: FieldScalar;
}

/** A field whose value the source of the record does not tell. */
export interface OpenField {
  readonly name: string;
  /** What the source writes instead of a value: `lastName`, `row.get('mail')`; '' if nothing. */
  readonly expression: string;
}

/** A record to test against the duplicate rules. It is never saved. */
export interface SampleRecord {
  /** API name of the object. */
  readonly object: string;
  /** Id of an existing record: the test is that of an update, with `fields` as changes on top; else null. */
  readonly id: string | null;
  readonly fields: readonly SampleField[];
}

/** A record as found in a file: a person may have to complete it before it is tested. */
export interface RecordDraft {
  /** Empty where the source does not tell the object, as a CSV row. */
  readonly object: string;
  readonly id: string | null;
  readonly fields: readonly SampleField[];
  readonly open: readonly OpenField[];
  /** Where it stands in the file: the literal and the assignments that follow it, the CSV row, … */
  readonly span: Span;
  /** For a reader: `new Lead(…) in LeadCapture.register`, `row 12`. */
  readonly origin: string;
  /** True where the record is about to be updated rather than inserted, false for an insert; null if unknown. */
  readonly updates: boolean | null;
}

/** What reading records from a file gives. */
export interface RecordReading {
  readonly drafts: readonly RecordDraft[];
  /** Why there are none, or what was left out, and what to do: sentences for a reader. */
  readonly problems: readonly string[];
}

/** A record literal in code that can be tested: `span` of it, for an action above it. */
export interface RecordLens extends Span {
  readonly object: string;
}
