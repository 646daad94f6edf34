import { sendRequest } from '../../requests/send.ts';
import type { LibraryModel } from '../model.ts';
import { enumerations } from '../shared/enumerations.ts';
import { forceClient } from './forceClient.ts';
import { httpClient } from './httpClient.ts';
import { restSharp } from './restSharp.ts';
import { soapProxies } from './soap.ts';
import { webRequests } from './webRequest.ts';

/** Libraries of C# that save records, in the order of asking. */
export const csharpLibraries: readonly LibraryModel[] = [
  enumerations,
  soapProxies,
  forceClient,
  restSharp(sendRequest),
  webRequests(sendRequest),
  httpClient(sendRequest),
];
