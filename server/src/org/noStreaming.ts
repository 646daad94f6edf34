/**
 * Stands for `faye` in the bundle. Streaming would be a second way to an org beside the allow list, and nothing
 * here listens to events.
 */
export class Client {
  constructor() {
    throw new Error('Streaming is not part of this product.');
  }
}

export class Subscription {}
