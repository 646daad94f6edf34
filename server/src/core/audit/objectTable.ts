import { objectsOf } from '../outcome/decide.ts';
import type { JudgedSite } from '../rules/rule.ts';
import { countEffects, type Usage } from '../usage/usage.ts';
import type { AuditTable } from './model.ts';

/** What becomes of the saves of each object on which rules bear; the others as a number. */
export function objectTable(usage: Usage, saves: readonly JudgedSite[]): readonly AuditTable[] {
  const names = new Map<string, string>();
  for (const { site, outcomes } of saves) {
    for (const object of objectsOf(site)) names.set(object.toLowerCase(), object);
    for (const { rule } of outcomes) names.set(rule.object.toLowerCase(), rule.object);
  }
  const rows: (readonly string[])[] = [];
  const others: string[] = [];
  for (const [, object] of [...names].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const governed = usage.ofObject(object);
    const counts = countEffects(governed);
    if (governed.length === 0) continue;
    if (counts['not-checked'] === governed.length) {
      others.push(`${object} (${governed.length})`);
      continue;
    }
    rows.push([
      object,
      ...[
        governed.length,
        counts.refused + counts['may-be-refused'],
        counts['passes-alert'],
        counts.reported,
        counts.saved,
        counts.unknown,
        counts['not-checked'],
      ].map(String),
    ]);
  }
  if (rows.length === 0 && others.length === 0) return [];
  return [
    {
      id: 'saves-by-object',
      title: 'What becomes of the saves of the code when a rule finds a match',
      head: [
        'Object',
        'Saves',
        'Can be refused',
        'Pass alerts',
        'Saved and reported',
        'Saved',
        'Not known',
        'Not checked',
      ],
      rows,
      notes: [
        'A save is counted by the gravest of what the rules of the object do to it: an upsert that is refused when it creates counts as refused.',
        ...(others.length === 0 ? [] : [`No rule that runs is known for: ${others.join(', ')}.`]),
      ],
    },
  ];
}
