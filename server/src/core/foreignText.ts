/**
 * What a text is that was given where our own JSON was expected: the rest of "It is …", in words of ours, so that nobody
 * has to read those of a parser.
 */
export function whatItIs(text: string): string {
  const content = text.replace(/^\uFEFF/, '').trim();
  if (content === '') return 'empty';
  const json = parsed(content);
  if (json !== undefined) return kindOfJson(json);
  if (/^<(?:!doctype html|html)\b/i.test(content)) return 'a web page';
  if (content.startsWith('<')) return 'XML';
  if (content.startsWith('#')) return 'Markdown';
  if (!/^[[{]/.test(content)) return 'no JSON';
  const [first, second] = content.split('\n', 2);
  return second !== undefined && parsed(first!) !== undefined && parsed(second) !== undefined
    ? 'several JSON values, one a line'
    : 'JSON that is broken or cut off';
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function kindOfJson(json: unknown): string {
  if (typeof json !== 'object' || json === null) return 'a single JSON value';
  const { version, runs, findings, projects } = json as Readonly<Record<string, unknown>>;
  if (Array.isArray(runs) && typeof version === 'string') return 'SARIF';
  const isOurs = typeof version === 'number';
  if (isOurs && Array.isArray(findings)) return 'a baseline of duplicate-rules check, or what is left of one';
  if (isOurs && Array.isArray(projects)) return 'an audit of duplicate-rules, or what is left of one';
  return 'JSON of something else';
}
