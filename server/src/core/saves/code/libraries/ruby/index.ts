import { sendRequest } from '../../requests/send.ts';
import type { LibraryModel } from '../model.ts';
import { netHttp } from './netHttp.ts';
import { restClient } from './restClient.ts';
import { restforce } from './restforce.ts';

/** Libraries of Ruby that save records, in the order of asking. */
export const rubyLibraries: readonly LibraryModel[] = [
  restClient(sendRequest),
  netHttp(sendRequest),
  restforce,
];
