/**
 * Markdown renderers take no links to files: each becomes `#place-N`, for the page to tell which one was chosen. What
 * a workspace says stands escaped in the text, so that it cannot look like a link.
 */
export function linkedPlaces(markdown: string): {
  readonly text: string;
  readonly places: readonly string[];
} {
  const places: string[] = [];
  const text = markdown.replace(
    /((?<!\\)(?:\\\\)*\])\((file:[^()\s]*)\)/g,
    (_, before: string, target: string) => {
      places.push(target);
      return `${before}(#place-${places.length - 1})`;
    },
  );
  return { text, places };
}
