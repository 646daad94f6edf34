import type { Expression } from '../../saves/code/tree.ts';
import type { CodeScene } from './scene.ts';

/** The code of an address with a further segment, given the segment's code; null where it cannot be written. */
export function withSegment(url: Expression, scene: CodeScene): ((segment: string) => string) | null {
  const code = scene.code(url);
  switch (url.kind) {
    case 'text':
      return isWhole(url, scene) ? inText(code, scene) : null;
    case 'binary':
      if (url.operator !== '+' || !isWhole(url.right, scene)) return null;
      return (segment) => (scene.isPython ? `${code} + f"/{${segment}}"` : `${code} + \`/\${${segment}}\``);
    case 'name': {
      const declared = declaredText(url, scene);
      if (!declared || !isWhole(declared, scene)) return null;
      return (segment) => (scene.isPython ? `f"{${code}}/{${segment}}"` : `\`\${${code}}/\${${segment}}\``);
    }
    default:
      return null;
  }
}

function inText(code: string, scene: CodeScene): ((segment: string) => string) | null {
  if (/[\r\n]/.test(code)) return null;
  if (scene.isPython) {
    const [, prefix = '', quote = ''] = /^([fF]?)(["'])(?!\2\2)/.exec(code) ?? [];
    if (quote === '' || (prefix === '' && /[{}\\]/.test(code))) return null;
    return (segment) => `f${code.slice(prefix.length, -1)}/{${segment}}${quote}`;
  }
  if (code.startsWith('`')) return (segment) => `${code.slice(0, -1)}/\${${segment}}\``;
  if (/[`\\]|\$\{/.test(code)) return null;
  return (segment) => `\`${code.slice(1, -1)}/\${${segment}}\``;
}

/** Ends with the name of an object: neither with a slash nor with a query. */
function isWhole(url: Expression, scene: CodeScene): boolean {
  if (url.kind === 'binary' && url.operator === '+') return isWhole(url.right, scene);
  if (url.kind !== 'text') return false;
  const last = url.parts.at(-1);
  if (last === undefined) return false;
  const texts = url.parts.filter((part) => typeof part === 'string').join('');
  if (texts.includes('?') || texts.includes('#')) return false;
  return typeof last === 'string' ? /\w$/.test(last) : /\/sobjects\/$/.test(texts);
}

/** The text that a variable is declared with, where it is given no other. */
function declaredText(name: Extract<Expression, { kind: 'name' }>, { index }: CodeScene): Expression | null {
  const variable = index.variable(name);
  if (!variable || variable.isParameter) return null;
  const assigned = index.uses(variable).filter((use) => {
    const parent = index.parent(use);
    return parent?.kind === 'assign' && index.role(use) === 'target';
  });
  const declaration = variable.declaration && index.parent(variable.declaration);
  const value = declaration?.kind === 'declare' ? declaration.value : null;
  if (value && assigned.length === 0) return value;
  const [only] = assigned;
  const assign = only && assigned.length === 1 && !value ? index.parent(only) : null;
  return assign?.kind === 'assign' && assign.operator === '=' ? assign.value : null;
}
