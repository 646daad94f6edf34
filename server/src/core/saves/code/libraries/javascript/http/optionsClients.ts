import type { SendRequest } from '../../../requests/http.ts';
import type { LibraryModel } from '../../model.ts';
import { type OptionsLibrary, optionsClient } from './optionsClient.ts';

const libraries: readonly OptionsLibrary[] = [
  {
    name: 'got',
    modules: /^got$/,
    bases: ['prefixUrl', 'baseUrl'],
    bodies: ['json', 'body', 'form'],
    makers: ['extend'],
    reports: 'exception',
    throwing: 'throwHttpErrors',
  },
  {
    name: 'ky',
    modules: /^(?:ky|ky-universal)$/,
    bases: ['prefixUrl', 'prefix'],
    bodies: ['json', 'body'],
    makers: ['create', 'extend'],
    reports: 'exception',
    throwing: 'throwHttpErrors',
  },
  {
    name: 'ofetch',
    modules: /^(?:ofetch|ohmyfetch)$/,
    aliases: ['$fetch'],
    bases: ['baseURL'],
    bodies: ['body'],
    makers: ['create'],
    reports: 'exception',
    throwing: null,
  },
  {
    name: 'gaxios',
    modules: /^gaxios$/,
    bases: ['baseURL', 'baseUrl'],
    bodies: ['data', 'body'],
    makers: [],
    reports: 'exception',
    throwing: null,
  },
  // The error of the callback is one of the connection; a refusal is an ordinary response.
  {
    name: 'request',
    modules: /^(?:request|requestretry|postman-request)$/,
    bases: ['baseUrl'],
    bodies: ['json', 'body', 'form'],
    makers: ['defaults'],
    reports: 'response',
    throwing: null,
  },
  {
    name: 'request-promise',
    modules: /^request-promise(?:-native|-any)?$/,
    bases: ['baseUrl'],
    bodies: ['json', 'body', 'form'],
    makers: ['defaults'],
    reports: 'exception',
    throwing: 'simple',
  },
];

/** got, ky, ofetch, gaxios, request and request-promise. */
export function optionsClients(send: SendRequest): readonly LibraryModel[] {
  return libraries.map((library) => optionsClient(library, send));
}
