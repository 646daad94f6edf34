import type { RuleNode, RuleTreeProject } from '../../../server/src/protocol.ts';

/** An entry of the view. */
export type RulesElement = ProjectElement | NodeElement | HintElement;

export interface ProjectElement {
  readonly kind: 'project';
  readonly project: RuleTreeProject;
  readonly parent: null;
}

export interface NodeElement {
  readonly kind: 'node';
  /** Of the project that it belongs to. */
  readonly root: string;
  readonly node: RuleNode;
  readonly parent: ProjectElement | NodeElement | null;
  /** A filter has found something below it. */
  readonly isOpened: boolean;
}

/** What to do next. */
export interface HintElement {
  readonly kind: 'hint';
  readonly label: string;
  readonly icon: string;
  readonly command: string;
  readonly parent: null;
}
