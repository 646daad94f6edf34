/** How long things take that take time in Salesforce, in milliseconds. */
export interface Timing {
  /** From the request of a deployment until it is done; it can be cancelled until then. */
  readonly deploy: number;
  /** How long a matching rule that is set active stays "Activating", by the org's clock. */
  readonly activation: number;
}

export const noTime: Timing = { deploy: 0, activation: 0 };
