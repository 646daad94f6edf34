import { sendRequest } from '../../requests/send.ts';
import type { LibraryModel } from '../model.ts';
import { fetchModel } from './http/fetch.ts';
import { jsforce, jsforceTypes } from './jsforce/model.ts';

/** Libraries of JavaScript and TypeScript that save records, in the order of asking. */
export const javascriptLibraries: readonly LibraryModel[] = [
  jsforceTypes,
  jsforce(sendRequest),
  fetchModel(sendRequest),
];
