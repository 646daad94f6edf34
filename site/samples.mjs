/** What the words behind a sample's language tell its reader: titles of code blocks. */

/**
 * @param {string} info what stands behind the fence: `apex bad`, `xml good PATH`, `text file night.log`
 * @param {(rule: string) => boolean} isRule
 * @returns {{ kind: 'good' | 'bad' | 'file', words: string, rule: string | null } | null} null: no title
 */
export function titleOf(info, isRule) {
  const [, kind, name = ''] = info.trim().split(/\s+/);
  const file = name === '' ? '' : `, ${name.split('/').at(-1)}`;
  switch (kind) {
    case 'good':
      return { kind: 'good', words: `Not reported${file}`, rule: null };
    case 'bad':
      return { kind: 'bad', words: `Reported${file}`, rule: null };
    case 'beside':
      return { kind: 'file', words: `Beside the next sample${file}`, rule: null };
    case 'file':
      return { kind: 'file', words: name, rule: null };
    case 'config':
      return { kind: 'file', words: 'duplicate-rules.config.json', rule: null };
    default:
      return kind !== undefined && isRule(kind) ? { kind: 'bad', words: 'Reported: ', rule: kind } : null;
  }
}

/** Has the renderer write titles above samples. */
export function titledSamples(markdown, { isRule, addressOf }) {
  const fence = markdown.renderer.rules.fence;
  markdown.renderer.rules.fence = (tokens, index, ...rest) => {
    const code = fence(tokens, index, ...rest);
    const title = titleOf(tokens[index].info, isRule);
    if (title === null) return code;
    const { escapeHtml } = markdown.utils;
    const rule =
      title.rule === null
        ? ''
        : `<a href="${escapeHtml(addressOf(title.rule))}"><code>${title.rule}</code></a>`;
    return `<div class="sample ${title.kind}"><p class="sample-title">${escapeHtml(title.words)}${rule}</p>${code}</div>`;
  };
}
