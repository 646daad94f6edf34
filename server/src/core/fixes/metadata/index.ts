import { xmlComments } from '../../metadata/xmlText.ts';
import { asFixes, xmlCommentFixes } from '../commentFixes.ts';
import type { Fix, FixDraft } from '../fix.ts';
import { stateReasonInConfiguration } from './configurationReason.ts';
import { addObjectMapping } from './objectMapping.ts';
import { renameElement } from './renameElement.ts';
import { renameField } from './renameField.ts';
import type { MetadataFixRequest } from './request.ts';
import { addRequiredElement } from './requiredElement.ts';
import { renumber } from './sortOrders.ts';
import { splitOrSegments } from './splitOr.ts';

export type { MetadataFixRequest } from './request.ts';

/** The fixes of a finding in a rule file: what mends it first, then where to state a reason. */
export function metadataFixes(request: MetadataFixRequest): readonly Fix[] {
  const { finding } = request;
  return asFixes(finding, [...mending(request), ...reasons(request)]);
}

function mending(request: MetadataFixRequest): readonly FixDraft[] {
  switch (request.finding.ruleId) {
    case 'duplicate-sort-order':
      return given(renumber(request));
    case 'missing-object-mapping':
      return given(addObjectMapping(request));
    case 'fuzzy-field-in-or':
      return given(splitOrSegments(request));
    case 'unknown-field':
      return given(renameField(request));
    case 'invalid-rule-metadata': {
      const renaming = renameElement(request);
      return renaming ? [renaming] : addRequiredElement(request);
    }
    default:
      return [];
  }
}

/** A retrieve writes the file anew, without comments. */
function reasons(request: MetadataFixRequest): readonly FixDraft[] {
  const { finding, textOf } = request;
  const source = textOf(finding.location.uri);
  if (source === null) return [];
  const comments = xmlCommentFixes(finding, source, xmlComments(source));
  if (/suppression/.test(finding.ruleId)) return comments;
  return [
    ...given(stateReasonInConfiguration(request)),
    ...comments.map((draft) => ({ ...draft, title: `${draft.title}; a retrieve may drop it` })),
  ];
}

function given(draft: FixDraft | null): readonly FixDraft[] {
  return draft ? [draft] : [];
}
