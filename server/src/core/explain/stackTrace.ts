import type { CodePlace } from './model.ts';

/** `Class.dlrs.RollupService.updateRecords: line 1352, column 1`, `Trigger.X: …`, `AnonymousBlock: …`. */
const place =
  /^(?:(Class|Trigger)\.([\w.$<>() ]{1,200})|(AnonymousBlock)): line (\d{1,7})(?:, column (\d{1,7}))?/;

const lineLimit = 40;

/** The stack trace that follows the text of an exception, innermost line first; nothing if none does. */
export function placesBehind(text: string, end: number): { places?: readonly CodePlace[] } {
  const places: CodePlace[] = [];
  const behind = text.slice(end, end + 8000);
  const lines = behind.split(/\r?\n|(?= Class\.)|(?= Trigger\.)/, lineLimit);
  for (const line of lines) {
    const found = place.exec(line.trim());
    if (found !== null) places.push(toPlace(found));
    else if (places.length > 0 && line.trim() !== '') break;
    else if (places.length === 0 && line.includes('DUPLICATES_DETECTED')) break;
  }
  return places.length === 0 ? {} : { places };
}

function toPlace([, kind, name, , line, column]: RegExpExecArray): CodePlace {
  return {
    kind: kind === 'Class' ? 'class' : kind === 'Trigger' ? 'trigger' : 'anonymous',
    name: name ?? '',
    line: Number(line),
    column: Number(column ?? 1),
  };
}
