import type { Block, Body, TriggerDeclaration } from '../syntax.ts';
import type { Skeleton } from './declarations.ts';
import { isNameLike, Kind } from './tokens.ts';

/** `trigger X on Lead (before insert, after update) { … }` */
export function parseTrigger(skeleton: Skeleton): TriggerDeclaration {
  const { cursor } = skeleton;
  const { start } = cursor;
  cursor.advance();
  const name = cursor.identifier();
  cursor.advance();
  const object = cursor.identifierOrMissing('object');
  const events = cursor.expect(Kind.ParenOpen, "'('") ? parseEvents(skeleton) : [];
  if (!cursor.at(Kind.BraceOpen)) cursor.missing("'{'");
  const body = wholeBody(skeleton, `trigger ${name.name} ${object.name}`);
  return { name, object, events, body, start, end: cursor.endFrom(start) };
}

/** The body goes on to the end of the file: nothing else stands in the file of a trigger. */
function wholeBody({ cursor, bodies }: Skeleton, key: string): Body<Block> {
  const { start } = cursor;
  while (!cursor.at(Kind.End)) cursor.advance();
  return bodies.block(key, start, cursor.endFrom(start));
}

function parseEvents(skeleton: Skeleton): string[] {
  const { cursor } = skeleton;
  const events: string[] = [];
  while (isNameLike(cursor.kind)) {
    const words = [cursor.spelled().toLowerCase()];
    cursor.advance();
    if (isNameLike(cursor.kind)) {
      words.push(cursor.spelled().toLowerCase());
      cursor.advance();
    }
    events.push(words.join(' '));
    if (!cursor.eat(Kind.Comma)) break;
  }
  cursor.expect(Kind.ParenClose, "')'");
  return events;
}
