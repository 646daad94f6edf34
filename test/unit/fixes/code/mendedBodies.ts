import { alertOnLeads, mendedCode } from '../../../support/codeFixes.ts';

export const jsforce = "import { Connection } from 'jsforce';\n";

/** The function of a mended file, without imports and helpers. */
export function body(text: string): string {
  return text
    .replace(/\n?\/\*\* What the duplicate rule[\s\S]*?\n}\n/, '')
    .replace(/def duplicate_refusal\w*\([\s\S]*?\n {4}return None\n\n\n/, '')
    .replace(/^(?:import|from) .*\n/gm, '')
    .trim();
}

export const mended = async (id: string, name: string, text: string, rules = alertOnLeads) =>
  body(await mendedCode(rules, id, name, text));
