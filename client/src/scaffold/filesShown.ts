/**
 * What is told of files that are made: names of those that say something, and how many stand beside them, such as a
 * class's metadata or an object's fields.
 */
export function filesShown(uris: readonly string[]): {
  readonly named: readonly string[];
  readonly beside: number;
} {
  const named = uris.filter((uri) => !/\.cls-meta\.xml$|\/fields\//.test(uri));
  return {
    named: named.map((uri) => decodeURIComponent(uri.slice(uri.lastIndexOf('/') + 1))),
    beside: uris.length - named.length,
  };
}
