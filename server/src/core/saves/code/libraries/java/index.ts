import { sendRequest } from '../../requests/send.ts';
import type { LibraryModel } from '../model.ts';
import { enumerations } from '../shared/enumerations.ts';
import { bulkConnection } from './bulk.ts';
import { urlConnection } from './connection.ts';
import { forceApi } from './forceApi.ts';
import { javaHttp } from './http.ts';
import { restTemplate } from './restTemplate.ts';
import { wsc } from './wsc.ts';

/** Libraries of Java that save records, in the order of asking. */
export const javaLibraries: readonly LibraryModel[] = [
  enumerations,
  wsc,
  bulkConnection,
  forceApi,
  restTemplate(sendRequest),
  urlConnection(sendRequest),
  javaHttp(sendRequest),
];
