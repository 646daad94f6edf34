import { apexWriter } from './apex.ts';
import { pythonWriter } from './python.ts';
import { scriptWriter } from './script.ts';
import type { SuggestionWriter } from './writer.ts';

/**
 * The writer for the language of a document, and for the client that it uses: jsforce and simple_salesforce where it
 * shows no other. Apex for languages in which nothing is written.
 *
 * @param source the document's text; null where it is not known
 */
export function writerFor(languageId: string | null, source: string | null): SuggestionWriter {
  switch (languageId) {
    case 'javascript':
    case 'javascriptreact':
      return scriptFor(source, false);
    case 'typescript':
    case 'typescriptreact':
      return scriptFor(source, true);
    case 'python':
      return pythonFor(source ?? '');
    default:
      return apexWriter;
  }
}

function scriptFor(source: string | null, isTyped: boolean): SuggestionWriter {
  // A Lightning web component has neither a connection nor a token: its own code in the org is Apex.
  if (source !== null && /['"](?:lwc|lightning\/\w+|@salesforce\/\w+\/[\w.]+)['"]/.test(source))
    return apexWriter;
  const isCommonJs = source !== null && /\brequire\s*\(/.test(source) && !/^\s*import\b/m.test(source);
  const form = { isTyped, isCommonJs };
  if (source === null || /\bjsforce\b/.test(source)) return scriptWriter('jsforce', form);
  if (/\baxios\b/.test(source)) return scriptWriter('axios', form);
  return scriptWriter(/\bfetch\s*\(/.test(source) ? 'fetch' : 'jsforce', form);
}

function pythonFor(source: string): SuggestionWriter {
  if (!/\bsimple_salesforce\b/.test(source)) {
    if (/^\s*(?:import|from)\s+requests\b/m.test(source)) return pythonWriter('requests');
    if (/^\s*(?:import|from)\s+httpx\b/m.test(source)) return pythonWriter('httpx');
  }
  return pythonWriter('simple_salesforce');
}
