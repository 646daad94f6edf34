/** How long things take that take time in Salesforce, in milliseconds; it may be changed while the org runs. */
export interface Timing {
  /** From the request of a deployment until it is done; it can be cancelled until then. */
  deploy: number;
  /** How long a matching rule that is set active stays "Activating", by the org's clock. */
  activation: number;
}

export const noTime: Readonly<Timing> = { deploy: 0, activation: 0 };
