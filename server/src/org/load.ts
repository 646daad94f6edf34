import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { GatewayOptions, OrgBundle, OrgGateway } from './gateway.ts';

/**
 * A gateway whose bundle is loaded when something is asked of it: the libraries take longer to load than
 * everything else together.
 * @param bundlePath absolute path of `dist/org.cjs`
 */
export function loadOrgGateway(bundlePath: string, options: GatewayOptions): OrgGateway {
  let loaded: OrgGateway | null = null;
  const gateway = (): OrgGateway => {
    loaded ??= load(bundlePath).createGateway(options);
    return loaded;
  };
  return {
    listOrgs: async (projectFolder) => gateway().listOrgs(projectFolder),
    connect: async (projectFolder, org, signal) => gateway().connect(projectFolder, org, signal),
    close: () => loaded?.close(),
  };
}

function load(bundlePath: string): OrgBundle {
  if (!existsSync(bundlePath)) {
    throw new Error(`The part that talks to orgs is missing: ${bundlePath}. Install the extension again.`);
  }
  // A path of its own, so that no bundler follows it; `import.meta` would be empty in a CommonJS bundle.
  return createRequire(bundlePath)(bundlePath) as OrgBundle;
}
