import { sendRequest } from '../../requests/send.ts';
import type { LibraryModel } from '../model.ts';
import { curl } from './curl.ts';
import { forrest } from './forrest.ts';
import { guzzle } from './guzzle.ts';
import { laravelHttp } from './laravelHttp.ts';
import { soapToolkit } from './soap.ts';
import { standardFunctions } from './standard.ts';
import { unknownClients } from './unknownClients.ts';
import { wordPress } from './wordPress.ts';

/** Libraries of PHP that save records, in the order of asking. */
export const phpLibraries: readonly LibraryModel[] = [
  standardFunctions,
  curl(sendRequest),
  forrest(sendRequest),
  guzzle(sendRequest),
  laravelHttp(sendRequest),
  wordPress(sendRequest),
  soapToolkit,
  unknownClients(sendRequest),
];
