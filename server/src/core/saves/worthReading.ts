import { type IntegrationKind, isIntegration, kindOf } from '../files.ts';
import { languages } from './code/languages/index.ts';
import * as code from './code/worthReading.ts';
import { largestScript } from './shell/frontEnd.ts';

/** Any mention of Salesforce or of its command line. */
const mentions =
  /salesforce|sforce|\bsfdx\b|\bsf (?:data|force|project|org)\b|\/services\/(?:data|Soap|async)\//i;

/** The configuration of CumulusCI may name a task of its and nothing of Salesforce. */
const mentionsOrTask = new RegExp(`${mentions.source}|duplicate_?rule_?status`, 'i');

/** What a text of a kind mentions if there is anything in it to be read. Null: all are read. */
const markers: Readonly<Record<Exclude<IntegrationKind, 'code'>, RegExp | null>> = {
  shell: mentions,
  powershell: mentions,
  workflow: mentionsOrTask,
  'package-json': mentions,
  flow: /<(?:record(?:Creates|Updates)|activeVersionNumber)>/,
  'data-loader': /sfdc\./i,
  'http-file': mentions,
  'postman-collection': mentions,
};

/**
 * The prefilter: whether a file is to be kept and read at all. Files of kinds that are Salesforce's own always
 * are; others where they mention it.
 */
export function isWorthReading(uriOrPath: string, text: string): boolean {
  const kind = kindOf(uriOrPath);
  if (kind === null) return false;
  if (!isIntegration(kind)) return true;
  if (kind !== 'code') return markers[kind]?.test(text) ?? true;
  const language = code.languageOf(uriOrPath, languages);
  return language !== null && code.isWorthReading(uriOrPath, text, language);
}

/**
 * Whether a text of integration code is left out for its size alone: it is data or the output of a program, or so it
 * is taken.
 */
export function isTooLarge(uriOrPath: string, text: string): boolean {
  if (text.length <= Math.min(largestScript, code.largestCode)) return false;
  const kind = kindOf(uriOrPath);
  if (kind === null || !isIntegration(kind)) return false;
  if (kind !== 'code') return scripts.has(kind) && text.length > largestScript && mentions.test(text);
  const language = code.languageOf(uriOrPath, languages);
  return language !== null && code.isTooLarge(uriOrPath, text, language);
}

export type LeftOut = code.LeftOut;

/** Why integration code that mentions Salesforce is left out; null where it is read, or does not mention it. */
export function whyLeftOut(uriOrPath: string, text: string): LeftOut | null {
  const language = code.languageOf(uriOrPath, languages);
  if (language !== null) return code.whyLeftOut(uriOrPath, text, language);
  return isTooLarge(uriOrPath, text) ? 'too-large' : null;
}

const scripts: ReadonlySet<IntegrationKind> = new Set(['shell', 'powershell', 'workflow', 'package-json']);
