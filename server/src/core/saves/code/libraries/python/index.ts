import { sendRequest } from '../../requests/send.ts';
import type { LibraryModel } from '../model.ts';
import { httpModels } from './http/model.ts';
import { preparedRequests } from './http/prepared.ts';
import { unknownSessions } from './http/shapes.ts';
import { urllibModel } from './http/urllib.ts';
import { aiosalesforce, rpaSalesforce, salesforceBulk } from './otherClients.ts';
import { simpleSalesforce } from './simpleSalesforce/model.ts';
import { standardLibrary } from './standard.ts';

/** Libraries of Python that save records, in the order of asking. */
export const pythonLibraries: readonly LibraryModel[] = [
  standardLibrary,
  simpleSalesforce(sendRequest),
  aiosalesforce,
  salesforceBulk,
  rpaSalesforce,
  preparedRequests(sendRequest),
  ...httpModels(sendRequest),
  urllibModel(sendRequest),
  unknownSessions(sendRequest),
];
