import { objectsOf } from '../../outcome/decide.ts';
import { refusalSentences } from '../../outcome/describe.ts';
import { refusals } from '../../outcome/reading.ts';
import type { SaveSite } from '../../saves/site.ts';
import { locate } from '../../text.ts';
import { onSave } from '../reports.ts';
import type { Rule, RuleContext } from '../rule.ts';

export const duplicateValueConfusion: Rule = {
  id: 'duplicate-value-confusion',
  description:
    'The code branches on DUPLICATE_VALUE, the error of a unique field, where a duplicate rule answers DUPLICATES_DETECTED.',
  severities: ['information'],
  on: 'save',
  check(judged, context) {
    const { site } = judged;
    const branch = site.refusal.duplicateValueBranch;
    if (branch === null || site.refusal.kind === 'handles-duplicates' || site.refusal.insideHandling)
      return null;
    const refusing = refusals(judged);
    if (refusing.length === 0 || writesUniqueField(site, context)) return null;
    const report = onSave(
      judged,
      'information',
      [
        ...refusalSentences(judged),
        'The branch on DUPLICATE_VALUE does not see that: it is the error of a unique field or an external id.',
        'Branch on DUPLICATES_DETECTED as well.',
      ],
      refusing,
    );
    const seen = { location: locate(branch), message: 'The branch on DUPLICATE_VALUE' };
    return { ...report, related: [seen, ...report.related] };
  },
};

/** Then the branch has its own good reason. */
function writesUniqueField(site: SaveSite, { schema }: RuleContext): boolean {
  if (site.externalId !== null) return true;
  return objectsOf(site).some((object) =>
    site.fields.writes.some(({ name }) => {
      const field = schema.field(object, name);
      return field !== null && (field.unique || field.externalId);
    }),
  );
}
