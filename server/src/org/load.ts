import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { EmbeddedLogin, GatewayOptions, OrgBundle, OrgGateway } from './gateway.ts';
import { OrgError } from './problems.ts';

/**
 * A gateway whose bundle is loaded when something is asked of it: the libraries take longer to load than
 * everything else together.
 * @param bundlePath absolute path of `dist/org.cjs`
 */
export function loadOrgGateway(bundlePath: string, options: GatewayOptions): OrgGateway {
  let loaded: OrgGateway | null = null;
  let embedded: EmbeddedLogin | null = null;
  const gateway = (): OrgGateway => {
    if (loaded === null) {
      loaded = load(bundlePath).createGateway(options);
      if (embedded !== null) loaded.useEmbedded(embedded);
    }
    return loaded;
  };
  return {
    listOrgs: async (projectFolder) => gateway().listOrgs(projectFolder),
    connect: async (projectFolder, org, signal) => gateway().connect(projectFolder, org, signal),
    useEmbedded: (org) => {
      embedded = org;
      loaded?.useEmbedded(org);
    },
    close: () => loaded?.close(),
  };
}

/** @throws OrgError where the installation is damaged, or this Node.js cannot run the libraries */
function load(bundlePath: string): OrgBundle {
  if (!existsSync(bundlePath)) {
    throw new OrgError(
      'unreachable',
      `The part that talks to orgs is missing: ${bundlePath}. Install the extension again.`,
    );
  }
  try {
    // A path of its own, so that no bundler follows it; `import.meta` would be empty in a CommonJS bundle.
    return createRequire(bundlePath)(bundlePath) as OrgBundle;
  } catch (error) {
    const why = error instanceof Error ? error.message.split('\n')[0] : String(error);
    throw new OrgError(
      'unreachable',
      `The part that talks to orgs cannot be loaded by Node.js ${process.versions.node}: ${why}`,
    );
  }
}
