import type { TriggerDeclaration } from '../syntax.ts';
import type { Skeleton } from './declarations.ts';
import { blockBody } from './members.ts';
import { orphanBody } from './recovery.ts';
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
  skeleton.owner = name.name;
  const key = `trigger ${object.name}`;
  if (!cursor.at(Kind.BraceOpen)) cursor.missing("'{'");
  const body = cursor.at(Kind.BraceOpen) ? blockBody(skeleton, key) : orphanBody(skeleton, cursor.start);
  if (!cursor.at(Kind.End)) {
    cursor.error('unexpected text', { start: cursor.start, end: cursor.text.length });
  }
  return { name, object, events, body, start, end: cursor.endFrom(start) };
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
