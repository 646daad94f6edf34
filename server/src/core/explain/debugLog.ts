import type { ErrorSink, FoundRefusal } from './collector.ts';
import { readErrorText, type TextRefusal } from './errorText.ts';
import { isTelling } from './errorValues.ts';
import type { NamedRule, Refusal } from './model.ts';
import { readPieces } from './pieces.ts';

/** `17:34:16.390 (4768207887)|DUPLICATE_DETECTION_BEGIN`. */
const event = /^\s{0,8}\d{1,2}:\d{2}:\d{2}\.\d{1,9} ?\(\d{1,20}\)\|([A-Z_]{3,80})(?:\||$)/;

const events = [
  '|DUPLICATE_DETECTION_',
  '|EXCEPTION_THROWN|',
  '|FATAL_ERROR|',
  '|CODE_UNIT_STARTED|',
  '|USER_DEBUG|',
];

/** Events whose text can hold an error; the lines behind them without a time belong to them. */
const telling = new Set([
  'EXCEPTION_THROWN',
  'FATAL_ERROR',
  'USER_DEBUG',
  'FLOW_ELEMENT_FAULT',
  'FLOW_ELEMENT_ERROR',
]);

/** An entry is read no further than that. */
const entryLimit = 100_000;

/** What one DuplicateDetector run found. */
interface Detection {
  readonly rules: NamedRule[];
  object: string | null;
  operation: Refusal['operation'];
  count: number;
  /** Set by the exception that follows. */
  text: TextRefusal | null;
}

interface MutableRule {
  id: string | null;
  name: string | null;
  action: string | null;
  matchedIds: string[];
}

/** Whether a text is a Salesforce debug log, or a part of one. */
export function isDebugLog(text: string): boolean {
  if (!events.some((name) => text.includes(name))) return false;
  const line = /^\s{0,8}\d{1,2}:\d{2}:\d{2}\.\d{1,9} ?\(\d{1,20}\)\|[A-Z_]{3,80}/m;
  return line.test(text);
}

/**
 * Reads a debug log line by line: which duplicate rules ran, which matched, and the exceptions that follow. A match
 * without an exception is told as well: the results of the save may carry the refusal.
 */
export function readDebugLog(text: string, collector: ErrorSink): void {
  const reader = new LogReader(collector);
  for (let at = 0; at < text.length; ) {
    const end = text.indexOf('\n', at);
    const next = end < 0 ? text.length : end;
    reader.line(text, at, next);
    at = next + 1;
  }
  reader.finish();
}

class LogReader {
  readonly #collector: ErrorSink;
  readonly #detections: Detection[] = [];
  /** Exceptions without a detection before them: the log level may leave those out. */
  readonly #exceptions: TextRefusal[] = [];
  #current: Detection | null = null;
  #rule: MutableRule | null = null;
  #entry: { readonly name: string; readonly lines: string[]; length: number } | null = null;

  constructor(collector: ErrorSink) {
    this.#collector = collector;
  }

  line(text: string, start: number, end: number): void {
    // Most lines of a log are of no interest: the event's name is enough to know.
    const head = text.slice(start, Math.min(end, start + 160));
    const name = event.exec(head)?.[1];
    if (name === undefined) {
      this.#continue(text, start, end);
      return;
    }
    this.#endEntry();
    if (telling.has(name)) {
      this.#entry = { name, lines: [], length: 0 };
      this.#continue(text, start, end);
    } else if (name.startsWith('DUPLICATE_DETECTION_')) {
      this.#detection(
        name.slice('DUPLICATE_DETECTION_'.length),
        text.slice(start, Math.min(end, start + entryLimit)),
      );
    }
  }

  finish(): void {
    this.#endEntry();
    for (const detection of this.#detections) this.#add(detection);
    for (const exception of this.#exceptions) this.#collector.refusal(exception);
  }

  #continue(text: string, start: number, end: number): void {
    if (this.#entry === null || this.#entry.length > entryLimit) return;
    const line = text.slice(start, Math.min(end, start + entryLimit));
    this.#entry.lines.push(line);
    this.#entry.length += line.length;
  }

  #detection(kind: string, line: string): void {
    const values = valuesOf(line);
    if (kind === 'BEGIN') {
      this.#current = newDetection();
      this.#detections.push(this.#current);
      this.#rule = null;
      return;
    }
    if (kind === 'END') {
      this.#rule = null;
      return;
    }
    this.#current ??= this.#startInside();
    if (kind === 'RULE_INVOCATION') {
      this.#rule = {
        id: values.get('DuplicateRuleId') ?? null,
        name: values.get('DuplicateRuleName') ?? null,
        action: null,
        matchedIds: [],
      };
      this.#current.operation =
        operations[values.get('DmlType')?.toUpperCase() ?? ''] ?? this.#current.operation;
    } else if (kind === 'MATCH_INVOCATION_DETAILS') this.#match(this.#current, values);
    else if (kind === 'MATCH_INVOCATION_SUMMARY') {
      this.#current.object = values.get('EntityType') ?? this.#current.object;
      const count = Number(values.get('NumRecordsToBeSavedWithDuplicates') ?? 0);
      if (Number.isSafeInteger(count)) this.#current.count = Math.max(this.#current.count, count);
    }
  }

  #match(detection: Detection, values: ReadonlyMap<string, string>): void {
    this.#rule ??= { id: null, name: null, action: null, matchedIds: [] };
    const rule = this.#rule;
    if (!detection.rules.includes(rule)) detection.rules.push(rule);
    rule.action = values.get('ActionTaken') ?? rule.action;
    for (const id of (values.get('DuplicateRecordIds') ?? '').split(/[\s,;[\]]{1,3}/, 200)) {
      if (id !== '' && rule.matchedIds.length < 200 && !rule.matchedIds.includes(id))
        rule.matchedIds.push(id);
    }
  }

  /** The log begins in the middle. */
  #startInside(): Detection {
    const detection = newDetection();
    this.#detections.push(detection);
    return detection;
  }

  #endEntry(): void {
    const entry = this.#entry;
    this.#entry = null;
    if (entry === null) return;
    const text = entry.lines.join('\n');
    if (entry.name === 'USER_DEBUG') {
      if (isTelling(text)) readPieces(text, this.#collector);
      return;
    }
    const { refusals, others } = readErrorText(text);
    for (const refusal of refusals) this.#exception(refusal);
    // The same exception is thrown and fatal: counted once.
    if (entry.name !== 'FATAL_ERROR')
      for (const { code, message } of others) this.#collector.other(code, message);
  }

  /** An exception passes through the log several times, each time with more around it. */
  #exception(text: TextRefusal): void {
    const last = this.#detections.findLast((detection) => detection.rules.some(canRefuse));
    const known = last ? last.text : this.#exceptions.at(-1);
    const isSame = known != null && known.message === text.message;
    const joined = isSame ? join(known, text) : text;
    if (last === undefined) {
      if (isSame) this.#exceptions[this.#exceptions.length - 1] = joined;
      else if (this.#exceptions.length < 1000) this.#exceptions.push(joined);
    } else if (last.text === null || isSame) last.text = joined;
    else if (this.#exceptions.at(-1)?.message !== text.message) this.#exceptions.push(text);
  }

  #add(detection: Detection): void {
    const refusing = detection.rules.filter(canRefuse);
    for (const rule of detection.rules.filter((one) => !canRefuse(one))) {
      this.#collector.passedMatch(
        `Rule ${named(rule)} found a match${refusing.length > 0 ? ' too' : ''} and let it pass (${rule.action}).`,
      );
    }
    if (refusing.length === 0) return;
    const found: FoundRefusal = {
      ...(detection.text ?? { message: '', nested: '' }),
      rules: refusing,
      object: detection.object ?? detection.text?.object ?? null,
      operation: detection.operation ?? detection.text?.operation ?? null,
      count: Math.max(detection.count, 1),
    };
    this.#collector.refusal(found);
    if (detection.text === null) {
      this.#collector.problem(
        `No exception follows the match of ${refusing.map(named).join(' and ')} in the log: the save passed the alert with allowSave=true, its results carry the refusal, or the log ends before it.`,
      );
    }
  }
}

const operations: Readonly<Record<string, Refusal['operation']>> = {
  INSERT: 'insert',
  UPDATE: 'update',
  UPSERT: 'upsert',
};

function newDetection(): Detection {
  return { rules: [], object: null, operation: null, count: 0, text: null };
}

/** `…|DuplicateRuleId:0Bm…|DuplicateRuleName:Name|DmlType:UPDATE`. */
function valuesOf(line: string): ReadonlyMap<string, string> {
  const parts = line.split('|', 40).slice(1);
  return new Map(
    parts.flatMap((part): [string, string][] => {
      const colon = part.indexOf(':');
      return colon < 0 ? [] : [[part.slice(0, colon).trim(), part.slice(colon + 1).trim()]];
    }),
  );
}

/** `Allow_[Report]` and `Allow` let the record pass; what is not said may refuse. */
function canRefuse({ action }: NamedRule): boolean {
  return action === null || !/^allow/i.test(action) || /alert/i.test(action);
}

function join(known: TextRefusal, next: TextRefusal): TextRefusal {
  const deeper = next.nested.length > known.nested.length ? next : known;
  const places = known.places ?? next.places;
  return {
    ...deeper,
    object: known.object ?? next.object,
    operation: known.operation ?? next.operation,
    ...(places !== undefined && { places }),
  };
}

function named({ name, id }: NamedRule): string {
  return name === null ? (id ?? 'without a name') : `'${name}'`;
}
