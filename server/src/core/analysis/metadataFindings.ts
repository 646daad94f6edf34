import type { SettingsSuppression } from '../config/settingsSuppressions.ts';
import type { RuleFileReading } from '../metadata/ruleIndex.ts';
import { xmlComments } from '../metadata/xmlText.ts';
import { checkRuleFile } from '../rules/evaluate.ts';
import type { RuleFileContext } from '../rules/rule.ts';
import { type Settled, settle } from './settle.ts';

export interface MetadataRequest {
  readonly uri: string;
  /** Relative to the project's root; null for a file outside of it. */
  readonly path: string | null;
  readonly text: string;
  readonly reading: RuleFileReading;
  readonly context: RuleFileContext;
  /** `2027-01-31`, by which dates of reasons are judged; null: by none. */
  readonly today: string | null;
  /** Whether the date of a suppression of the settings is told in this file. */
  readonly tells: (entry: SettingsSuppression) => boolean;
}

/** The findings on a file of rule metadata, in the order of the text, and those that are silenced. */
export function metadataFindings(request: MetadataRequest): Settled {
  const { uri, path, text, reading, context, today, tells } = request;
  const comments = text.includes('duplicate-rules') ? xmlComments(text) : [];
  return settle({
    uri,
    path,
    text,
    facts: { comments, declaredSuppressions: [], isTest: false },
    saves: [],
    reports: checkRuleFile(reading, context),
    settings: context.settings,
    today,
    tells,
  });
}
