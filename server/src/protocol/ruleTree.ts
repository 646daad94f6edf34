import type { RuleTreeNode, SavesOf } from '../core/ruleTree/model.ts';
import type { FileRange, NotificationDefinition, RequestDefinition } from './messages.ts';

/** An entry of the tree of rules; its id is unique within the project. */
export type RuleNode = RuleTreeNode<FileRange>;

export interface RuleTree {
  /** Salesforce projects; where there is none, folders with integration code. Empty: there is neither. */
  readonly projects: readonly RuleTreeProject[];
}

export interface RuleTreeProject {
  /** URI of its folder. */
  readonly root: string;
  readonly name: string;
  /** Why there are no rules of it: "reading it failed: …"; null where it was read. */
  readonly problem: string | null;
  /** Rules with a file or of an org; without any, all that is known is assumed. */
  readonly ownRules: number;
  /** The org whose rules are used beside the files; null: none. */
  readonly org: string | null;
  readonly objects: readonly RuleNode[];
}

/**
 * client → server: the duplicate rules of all projects by object, with what belongs to them. Nodes of kind `saves`
 * have no children: {@link ruleSavesRequest} gives them. `withSaves`: their numbers are brought up to date first,
 * which takes as long as looking at every file; without it they are those of the last look, if there was one.
 */
export const ruleTreeRequest: RequestDefinition<{ readonly withSaves: boolean }, RuleTree> = {
  method: 'duplicateRules/ruleTree',
};

/** client → server: the entries of a node of kind `saves`. Looks at every file of the project where that is needed. */
export const ruleSavesRequest: RequestDefinition<{ readonly root: string } & SavesOf, readonly RuleNode[]> = {
  method: 'duplicateRules/ruleSaves',
};

/** server → client: the tree of rules, or the saves that they govern, may have changed. */
export const ruleTreeChangedNotification: NotificationDefinition<null> = {
  method: 'duplicateRules/ruleTreeChanged',
};

/**
 * Command of the client that shows places beside a place, as those that refer to it; code lenses call it with
 * {@link ShownPlaces}.
 */
export const showPlacesCommand = 'duplicateRules.showPlaces';

export interface ShownPlaces {
  readonly at: FileRange;
  readonly places: readonly FileRange[];
}

/** The same for the saves of a node of kind `saves`, which the client asks for; code lenses give {@link ShownSaves}. */
export const showSavesCommand = 'duplicateRules.showSaves';

export interface ShownSaves extends SavesOf {
  readonly at: FileRange;
  /** Of the project. */
  readonly root: string;
}
