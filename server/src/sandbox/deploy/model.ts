import type { XmlElement } from '../../core/metadata/xml.ts';

/** The types of components that this org can hold. */
export type ComponentType =
  | 'DuplicateRule'
  | 'MatchingRule'
  | 'CustomObject'
  | 'CustomField'
  | 'LeadConfigSettings';

/** One component as somebody hands it in. */
export interface NewComponent {
  readonly kind: 'put';
  readonly type: ComponentType;
  /** `Lead.Lead_Email`, `Lead.Score__c`, `Invoice__c`, `LeadConfig`. */
  readonly fullName: string;
  /** Its element: a root, `<matchingRules>` or `<fields>`. */
  readonly element: XmlElement;
  /** What the element's spans point into; '' for one that did not come as a file. */
  readonly text: string;
  /** In its package: `duplicateRules/Lead.Lead_Email.duplicateRule`; '' as above. */
  readonly fileName: string;
}

export interface DeletedComponent {
  readonly kind: 'delete';
  readonly type: ComponentType;
  readonly fullName: string;
  /** The file that asks for it: `destructiveChanges.xml`. */
  readonly fileName: string;
}

export type Change = NewComponent | DeletedComponent;

/** What is wrong with a component. */
export interface ComponentProblem {
  readonly message: string;
  /** Of the Metadata API's errors: `INVALID_CROSS_REFERENCE_KEY`. */
  readonly code: string;
  /** Offset in the component's file; null: the component as a whole. */
  readonly at: number | null;
}

/** What became of a change. */
export interface ChangeOutcome {
  readonly change: Change;
  /** Of the component, 18 characters; '' where it has none. */
  readonly id: string;
  readonly created: boolean;
  readonly changed: boolean;
  readonly deleted: boolean;
  /** Empty: it is done. */
  readonly problems: readonly ComponentProblem[];
  /** Something to know though it is done. */
  readonly warning: string | null;
}

/** `DeployOptions` as far as they mean something here; the rest is echoed. */
export interface DeployOptions {
  readonly allowMissingFiles: boolean;
  readonly autoUpdatePackage: boolean;
  readonly checkOnly: boolean;
  readonly ignoreWarnings: boolean;
  readonly performRetrieve: boolean;
  readonly purgeOnDelete: boolean;
  readonly rollbackOnError: boolean;
  readonly singlePackage: boolean;
  readonly runTests: readonly string[];
  readonly testLevel: string | null;
}

/** Salesforce's defaults. */
export const defaultDeployOptions: DeployOptions = {
  allowMissingFiles: false,
  autoUpdatePackage: false,
  checkOnly: false,
  ignoreWarnings: false,
  performRetrieve: false,
  purgeOnDelete: false,
  rollbackOnError: true,
  singlePackage: false,
  runTests: [],
  testLevel: null,
};

/** A line of `componentSuccesses` or `componentFailures`. */
export interface DeployMessage {
  /** '' for the manifest itself. */
  readonly componentType: string;
  readonly fullName: string;
  readonly fileName: string;
  readonly id: string;
  readonly created: boolean;
  readonly changed: boolean;
  readonly deleted: boolean;
  readonly success: boolean;
  readonly problem: string | null;
  readonly problemType: 'Error' | 'Warning' | null;
  /** From 1; null where no place is known. */
  readonly line: number | null;
  readonly column: number | null;
}

/** What a deployment did, or would do. */
export interface DeployReport {
  readonly messages: readonly DeployMessage[];
  /** Why it failed as a whole, besides its components. */
  readonly errorMessage: string | null;
}
