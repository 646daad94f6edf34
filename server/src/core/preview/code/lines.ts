/** Lines in which a tab is a step of indentation, as text. */
export function textOf(lines: readonly string[], step: string): string {
  return `${lines.map((line) => line.replace(/^\t+/, (tabs) => step.repeat(tabs.length))).join('\n')}\n`;
}

export function indented(lines: readonly string[]): string[] {
  return lines.map((line) => (line === '' ? line : `\t${line}`));
}

/** The version of the API that new code names. */
export const apiVersion = '66.0';
