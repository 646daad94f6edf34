import { xmlValue } from '../duplicateResults/soapXml.ts';
import { readXml } from '../metadata/xml.ts';
import type { ErrorSink } from './collector.ts';
import { addValue } from './pieces.ts';

/** Elements that a pasted SOAP response, or a piece of one, begins with. */
const beginning =
  /<(?:\?xml\b|(?:[\w-]{1,30}:)?(?:Envelope|Body|Fault|\w{1,40}Response|result|results|errors|duplicateResults?|duplicateResult)[\s>])/;

/** What readXml takes at once. */
const sizeLimit = 900_000;
/** Reading recovers slowly from tags that are not finished: a text with so many is no XML. */
const unfinishedLimit = 300;

/** Whether a text holds XML that can tell of errors. */
export function holdsSoap(text: string): boolean {
  return (
    beginning.test(text) &&
    (text.includes('<statusCode') ||
      /<(?:[\w-]{1,30}:)?(?:errors|Fault|faultcode|duplicateResults?|allowSave)[\s>]/.test(text))
  );
}

/** Adds the errors of a SOAP response or of a piece of one. */
export function readSoap(text: string, collector: ErrorSink): void {
  const start = text.search(beginning);
  if (start < 0) return;
  const xml = text.slice(start).replace(/^<\?xml[^>]{0,200}>/, '');
  if (isUnfinished(xml)) {
    collector.problem('This looks like XML, but its tags are not finished: it was not read.');
    return;
  }
  const isConversion = /<(?:[\w-]{1,30}:)?convertLeadResponse[\s>]/.test(text.slice(0, 4000));
  const context = isConversion ? ({ operation: 'convertLead' } as const) : {};
  for (const piece of piecesOf(xml)) {
    // Several results or errors may have been pasted, and what a log writes behind them.
    const { root, problems } = readXml(`<pasted>${piece}</pasted>`);
    if (root === null) continue;
    addValue(xmlValue(root), collector, context);
    if (problems.some(({ message }) => /not closed|not finished|does not match/.test(message))) {
      collector.problem('The text breaks off: only what stands before the end was read.');
    }
  }
}

/** A response too large to read at once is read result by result; pieces that tell of no error are passed over. */
function piecesOf(xml: string): readonly string[] {
  if (xml.length <= sizeLimit) return [xml];
  const pieces: string[] = [];
  for (let at = xml.indexOf('<result>'); at >= 0; ) {
    const next = xml.indexOf('<result>', at + 1);
    const piece = xml.slice(at, next < 0 ? xml.length : next);
    if (piece.length <= sizeLimit && piece.includes('<errors')) pieces.push(piece);
    at = next;
  }
  return pieces;
}

function isUnfinished(xml: string): boolean {
  const unfinished = /<[^<>]*(?=<)/g;
  let count = 0;
  while (unfinished.exec(xml) !== null) if (++count > unfinishedLimit) return true;
  return false;
}
