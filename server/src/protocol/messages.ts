/** The method of a request with the shapes of its parameters and its result. */
export interface RequestDefinition<Params, Result> {
  readonly method: string;
  /** Never set: carries the types. */
  readonly types?: readonly [Params, Result];
}

/** The method of a notification with the shape of its parameters. */
export interface NotificationDefinition<Params> {
  readonly method: string;
  /** Never set: carries the type. */
  readonly types?: readonly [Params];
}

/** A range of zero-based lines and UTF-16 columns in a file. */
export interface FileRange {
  readonly uri: string;
  readonly range: {
    readonly start: { readonly line: number; readonly character: number };
    readonly end: { readonly line: number; readonly character: number };
  };
}
