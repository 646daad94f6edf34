import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { OrgGateway } from '../org/gateway.ts';
import { loadOrgGateway } from '../org/load.ts';
import { Problem } from './problem.ts';

/**
 * The gateway of the bundle beside the command line.
 * @throws Problem where there is none
 */
export function bundledGateway(): OrgGateway {
  const bundle = fileURLToPath(new URL('./org.cjs', import.meta.url));
  if (!existsSync(bundle)) {
    throw new Problem(`the part that talks to orgs is missing (${bundle}): build or install this again.`);
  }
  return loadOrgGateway(bundle, { log() {} });
}
