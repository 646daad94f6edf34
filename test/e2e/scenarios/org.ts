import { describe, expect, test } from 'vitest';
import type { Session } from '../session.ts';
import { errors } from './org/errors.ts';
import { keyboard } from './org/keyboard.ts';
import { orgRules } from './org/orgRules.ts';
import { records } from './org/records.ts';
import { troubles } from './org/troubles.ts';
import { values } from './org/values.ts';

/** The window connected to an org; rules first, as a tested record reads them too. */
export function org(session: Session) {
  describe('connected to an org', () => {
    orgRules(session);
    records(session);
    errors(session);
    values(session);
    keyboard(session);
    troubles(session);

    test('nothing of all this asked the org for a change', () => {
      const { journal } = session.org.sandbox;
      expect(journal.entries.map(({ soapOperation }) => soapOperation)).toContain('findDuplicates');
      expect(journal.writes).toEqual([]);
    });
  });
}
