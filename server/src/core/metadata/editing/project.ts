import type { RuleCatalog } from '../../outcome/model.ts';
import type { ProjectSchema } from '../objects.ts';

/** What is known of the project that a rule's file belongs to. */
export interface RuleFileProject {
  readonly catalog: RuleCatalog;
  readonly schema: ProjectSchema;
}

/** A rule's file and what is around it. */
export interface RuleFile {
  readonly uri: string;
  readonly text: string;
  readonly project: RuleFileProject;
}
