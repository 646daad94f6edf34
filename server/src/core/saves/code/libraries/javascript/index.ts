import { sendRequest } from '../../requests/send.ts';
import type { LibraryModel } from '../model.ts';
import { axios } from './axios/model.ts';
import { sfCommands } from './commands/sfCommands.ts';
import { functionsSdk } from './functionsSdk.ts';
import { injectedClients, needle } from './http/bodyClients.ts';
import { clientByShape } from './http/byShape.ts';
import { fetchModel } from './http/fetch.ts';
import { nodeHttp } from './http/nodeHttp.ts';
import { optionsClients } from './http/optionsClients.ts';
import { superagent } from './http/superagent.ts';
import { undici } from './http/undici.ts';
import { xhr } from './http/xhr.ts';
import { jsforce, jsforceTypes } from './jsforce/model.ts';
import { lightning } from './lightning/recordApi.ts';
import { nforce } from './nforce.ts';

/** Libraries of JavaScript and TypeScript that save records, in the order of asking. */
export const javascriptLibraries: readonly LibraryModel[] = [
  jsforceTypes,
  jsforce(sendRequest),
  lightning,
  functionsSdk,
  nforce,
  undici(sendRequest),
  fetchModel(sendRequest),
  axios(sendRequest),
  ...optionsClients(sendRequest),
  superagent(sendRequest),
  ...injectedClients(sendRequest),
  needle(sendRequest),
  nodeHttp(sendRequest),
  xhr(sendRequest),
  sfCommands,
  clientByShape(sendRequest),
];
