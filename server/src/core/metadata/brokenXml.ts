import type { Span } from '../text.ts';
import { type MergeConflict, mergeConflicts } from './mergeConflict.ts';
import { readXml, type XmlDocument, type XmlProblem } from './xml.ts';

/** Comments, CDATA, instructions and declarations of entities that are closed; else the beginning of something. */
const markup =
  /<!--[\s\S]*?-->|<!DOCTYPE\b[^<>[]*\[[^\]]*\]\s*>|<!\[CDATA\[[\s\S]*?\]\]>|<\?[\s\S]*?\?>|<(?:!--|!\[CDATA\[|\?)[^\r\n]*|<[^<>]*>?/g;

/**
 * Reads XML that is being typed. A tag that breaks off, or a comment that is never closed, makes the parser lose its
 * place, and with it what is written whole around it: such pieces are read as if they were not there yet.
 */
export function readUnfinishedXml(text: string): XmlDocument {
  const document = readXml(text);
  if (document.isWellFormed) return document;
  const conflicts = mergeConflicts(text);
  return conflicts.length > 0 ? readFirstSides(text, conflicts) : readWithout(text, document);
}

/** @param document as the parser gives it */
function readWithout(text: string, document: XmlDocument): XmlDocument {
  if (document.isWellFormed) return document;
  const broken = brokenMarkup(text);
  if (broken.length === 0) return document;
  const rest = readXml(without(text, broken));
  const problems: XmlProblem[] = [
    ...broken.map((span) => ({ ...span, message: 'This tag is not finished.' })),
    ...rest.problems.filter(({ start, end }) => !broken.some((one) => one.start <= start && end <= one.end)),
  ];
  return { root: rest.root, problems: problems.sort((a, b) => a.start - b.start), isWellFormed: false };
}

/** The markers of a conflict are one thing that is wrong, not one for each of their characters. */
function readFirstSides(text: string, conflicts: readonly MergeConflict[]): XmlDocument {
  const first = without(
    text,
    conflicts.flatMap(({ others }) => others),
  );
  const rest = readWithout(first, readXml(first));
  const message = 'A merge conflict that is not resolved: its first side counts here.';
  const problems = [...conflicts.map(({ opening }) => ({ ...opening, message })), ...rest.problems];
  return { root: rest.root, problems: problems.sort((a, b) => a.start - b.start), isWellFormed: false };
}

/** Enough to see what is wrong; more are no file that somebody types. */
const mostBroken = 50;

function brokenMarkup(text: string): readonly Span[] {
  const broken: Span[] = [];
  for (const { 0: piece, index } of text.matchAll(markup)) {
    if (/>$/.test(piece) && !/^<(?:!--|!\[CDATA\[|\?)(?![\s\S]*(?:--|\]\]|\?)>$)/.test(piece)) continue;
    const written = piece.trimEnd();
    broken.push({ start: index, end: index + written.length });
    if (broken.length > mostBroken) return [];
  }
  return broken;
}

function without(text: string, spans: readonly Span[]): string {
  let result = '';
  let at = 0;
  for (const { start, end } of spans) {
    result += text.slice(at, start) + text.slice(start, end).replace(/[^\r\n]/g, ' ');
    at = end;
  }
  return result + text.slice(at);
}
