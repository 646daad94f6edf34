import type { SourceKey } from '../../outcome/sources.ts';

/** What the content of an element is. */
export type Holds =
  | 'elements'
  | 'text'
  | 'boolean'
  /** One of `choices`. */
  | 'choice'
  /** The developer name that other files use. */
  | 'own-name'
  | 'object'
  /** An object, or User for the running user. */
  | 'condition-table'
  | 'condition-field'
  | 'condition-value'
  | 'compared-field'
  | 'input-field'
  | 'output-field'
  | 'matching-rule'
  | 'matching-method'
  | 'boolean-filter'
  /** The place of a rule among those of its object. */
  | 'rule-order'
  /** The number of a condition. */
  | 'condition-order';

/** A value that an element may have. */
export interface Choice {
  readonly value: string;
  /** A few sentences, in Markdown. */
  readonly does: string;
  readonly sources: readonly SourceKey[];
  /** Salesforce writes it, and a deployment does not take it. */
  readonly isReadOnly?: boolean;
}

/** An element of a rule's file: what it does, and where that is documented. */
export interface MetadataElement {
  readonly name: string;
  /** A few sentences, in Markdown. */
  readonly does: string;
  readonly sources: readonly SourceKey[];
  readonly holds: Holds;
  /** Empty where it takes no values out of a list. */
  readonly choices: readonly Choice[];
  readonly required: boolean;
  /** Whether it may stand several times. */
  readonly repeats: boolean;
  /** Whether Salesforce writes it as `xsi:nil="true"` where it is not set. */
  readonly canBeNil: boolean;
  /** In the order in which Salesforce writes them. */
  readonly children: readonly MetadataElement[];
}

/** The child of that name, without a prefix; null where it may not stand there. */
export function childElement(element: MetadataElement | null, name: string): MetadataElement | null {
  return element?.children.find((child) => child.name === name) ?? null;
}

type Optional = Partial<Omit<MetadataElement, 'name' | 'does' | 'sources'>>;

export function element(
  name: string,
  does: string,
  sources: readonly SourceKey[],
  { holds, choices = [], children = [], ...flags }: Optional = {},
): MetadataElement {
  const usual: Holds = children.length > 0 ? 'elements' : choices.length > 0 ? 'choice' : 'text';
  return {
    required: false,
    repeats: false,
    canBeNil: false,
    ...flags,
    name,
    does,
    sources,
    holds: holds ?? usual,
    choices,
    children,
  };
}
