import { join } from '../reports.ts';
import type { Rule } from '../rule.ts';

export const dedupeCheckBypass: Rule = {
  id: 'dedupe-check-bypass',
  description:
    'LeadConvert.setBypassAccountDedupeCheck(true) or setBypassContactDedupeCheck(true), which are documented as internal, is called.',
  severities: ['warning'],
  on: 'observation',
  check(observation, { catalog }) {
    if (observation.kind !== 'dedupe-check-bypass' || observation.argument !== true) return null;
    const { method, place, enclosing } = observation;
    const object = /contact/i.test(method) ? 'Contact' : 'Account';
    const hasRules = catalog.rulesFor(object).some(({ active }) => active);
    if (!hasRules || catalog.leadConversionValidation === false) return null;
    return {
      place,
      severity: 'warning',
      message: join([
        `${method}(true) is reported to take the conversion past the duplicate rules of ${object}.`,
        'The reference says that the method is for internal use only.',
        'Set the id of an existing record, or handle the refusal of the conversion.',
      ]),
      related: [],
      fingerprint: [enclosing, method.toLowerCase(), object].join('|'),
    };
  },
};
