import type { Org } from '../org.ts';
import type { Session } from '../session.ts';
import { getDeleted, getUpdated } from './changes.ts';
import { convertLeads } from './convertLead.ts';
import { describeGlobal, describeSObjects } from './describe.ts';
import { children, type SoapCall } from './envelope.ts';
import { findDuplicatesByIds, findDuplicatesOf } from './findDuplicates.ts';
import { invalidateSessions, logout } from './login.ts';
import { merge } from './merge.ts';
import { query, queryMore } from './query.ts';
import { emptyRecycleBin, remove, undelete } from './remove.ts';
import { retrieveRecords } from './retrieveRecords.ts';
import { save } from './save.ts';
import { userInfoXml } from './userInfo.ts';
import { element, leaf } from './xml.ts';

export type SoapOperation = (org: Org, session: Session, call: SoapCall) => string;

/**
 * Operations of `/services/Soap/u/NN.N` and, in the same words, of `/services/Soap/c/NN.N`, by name. Each gives the
 * content of its response. login, which needs no session, is not among them.
 */
export const partnerOperations: Readonly<Record<string, SoapOperation>> = {
  create: save,
  update: save,
  upsert: save,
  delete: remove,
  undelete,
  convertLead: convertLeads,
  merge,
  emptyRecycleBin,
  query,
  queryAll: query,
  queryMore,
  getDeleted,
  getUpdated,
  retrieve: retrieveRecords,
  describeGlobal,
  describeSObject: describeSObjects,
  describeSObjects,
  findDuplicates: findDuplicatesOf,
  findDuplicatesByIds,
  getUserInfo: (org, session) => userInfoXml(org, session.user),
  getServerTimestamp: (org) => element('result', [leaf('timestamp', org.now().toISOString())]),
  logout,
  invalidateSessions: (org, session, call) =>
    invalidateSessions(
      org,
      session,
      children(call.body, 'sessionIds').map(({ text }) => text),
    ),
};
