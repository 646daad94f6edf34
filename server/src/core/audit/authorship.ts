import type { Audit, AuditPlace, AuditSection, Authorship, NotLookedAt, RegisteredBypass } from './model.ts';

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
  const asked = placesToAttribute(audit).map(writtenBy);
  // Said once, not at each place.
  if (asked.length > 0 && asked.every((written) => written?.kind === 'no-repository')) {
    return { ...audit, sections: audit.sections.map(withoutAuthors) };
  }
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

function withoutAuthors(section: AuditSection): AuditSection {
  if (section.name !== 'code') return section;
  const missing: NotLookedAt = {
    id: 'authors',
    what: 'Who wrote the lines, and when.',
    why: 'There is no git repository.',
    remedy: null,
  };
  return { ...section, notLookedAt: [...section.notLookedAt, missing] };
}
