/** Findings of a SARIF log for the pages of a GitHub job: a summary in Markdown, and lines for its log. */

/**
 * @typedef {object} Finding
 * @property {string} rule
 * @property {'error' | 'warning' | 'note'} level
 * @property {string} message
 * @property {string} path
 * @property {number} line
 * @property {number} column
 */

const levels = { error: 'error', warning: 'warning', note: 'information' };
const inSummary = 50;

/** @returns {Finding[]} the worst first, else in the order of the log */
export function findingsOf(sarif) {
  const rank = Object.keys(levels);
  return sarif.runs
    .flatMap(({ results }) => results)
    .map(({ ruleId, level, message, locations }) => {
      const { artifactLocation, region } = locations[0].physicalLocation;
      const path = decodeURIComponent(artifactLocation.uri);
      return {
        rule: ruleId,
        level,
        message: plain(message.text),
        path,
        line: region?.startLine ?? 1,
        column: region?.startColumn ?? 1,
      };
    })
    .sort((a, b) => rank.indexOf(a.level) - rank.indexOf(b.level));
}

/** Without the list of related places, and without the links to them. */
function plain(text) {
  return text
    .split(/\n/)[0]
    .replace(/(?<!\\)\[([^\]]*)\]\(\d+\)/g, '$1')
    .replace(/\\([[\]\\])/g, '$1');
}

/**
 * @param {readonly Finding[]} findings
 * @param {string} links what links to files begin with, such as `https://…/blob/SHA/`; empty for none
 */
export function summary(findings, links) {
  const lines = ['## Duplicate rules', '', `${counted(findings)}.`];
  if (findings.length === 0) return `${lines.join('\n')}\n`;
  lines.push('', '| | finding | where | what |', '|---|---|---|---|');
  for (const one of findings.slice(0, inSummary)) {
    const place = `${one.path}:${one.line}`;
    const where = links ? `[${cell(place)}](${links}${encodeURI(one.path)}#L${one.line})` : cell(place);
    lines.push(`| ${levels[one.level]} | ${cell(one.rule)} | ${where} | ${cell(one.message)} |`);
  }
  if (findings.length > inSummary)
    lines.push('', `${findings.length - inSummary} more are in the log and in the SARIF file.`);
  return `${lines.join('\n')}\n`;
}

/** @returns {string} such as `2 warnings, 1 information` */
export function counted(findings) {
  const parts = Object.entries(levels).flatMap(([level, name]) => {
    const count = findings.filter((one) => one.level === level).length;
    const plural = name === 'information' ? '' : 's';
    return count === 0 ? [] : [`${count} ${name}${count === 1 ? '' : plural}`];
  });
  return parts.join(', ') || 'No findings';
}

/** A command to the runner that marks the line in the change; GitHub shows ten of a kind for each step. */
export function annotation({ rule, level, message, path, line, column }) {
  const kind = level === 'note' ? 'notice' : level;
  const properties = Object.entries({ file: path, line, col: column, title: rule });
  const told = properties.map(([name, value]) => `${name}=${property(String(value))}`);
  return `::${kind} ${told.join(',')}::${data(message)}`;
}

/** Texts of the project in a table: no markup, no mentions, no end of the cell. */
function cell(text) {
  return text.replace(/[\r\n]+/g, ' ').replace(/[\\`*_{}[\]<>|#@!~]/g, (mark) => `&#${mark.codePointAt(0)};`);
}

function data(text) {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text) {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
