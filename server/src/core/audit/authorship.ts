import type { Audit, AuditPlace, Authorship, RegisteredBypass } from './model.ts';

/** Lines of which it matters who wrote them: bypasses, and refusals that are lost. */
export function placesToAttribute({ sections, register }: Audit): readonly AuditPlace[] {
  const lost = sections
    .flatMap(({ statements }) => statements)
    .filter(({ kind }) => kind === 'unhandled-duplicates' || kind === 'expired-bypass');
  const all = [...register, ...lost].flatMap(({ places }) => places);
  return all.filter(({ line }) => line !== null);
}

/**
 * The audit with who wrote the lines. Where no reason names an owner, the one who wrote the line last stands in.
 *
 * @param writtenBy null for a place that nobody was asked about
 */
export function withAuthorship(audit: Audit, writtenBy: (place: AuditPlace) => Authorship | null): Audit {
  const attributed = (places: readonly AuditPlace[]) =>
    places.map((place) => ({ ...place, written: writtenBy(place) }));
  return {
    ...audit,
    sections: audit.sections.map((section) => ({
      ...section,
      statements: section.statements.map((one) => ({ ...one, places: attributed(one.places) })),
    })),
    register: audit.register.map((entry) => {
      const places = attributed(entry.places);
      return { ...entry, places, owner: entry.owner ?? authorOf(places) };
    }),
  };
}

function authorOf(places: readonly AuditPlace[]): RegisteredBypass['owner'] {
  const [written] = places.flatMap((place) => (place.written?.kind === 'known' ? [place.written] : []));
  return written === undefined ? null : { name: written.author, by: 'blame' };
}
