import type { ClientCapabilities } from 'vscode-languageserver/node';
import { createProject } from '../../../server/src/core/project.ts';
import type { OrgGateway } from '../../../server/src/org/gateway.ts';
import type { ProjectStatus, RequestDefinition, ServerStatus } from '../../../server/src/protocol.ts';
import { MemorySource } from './memorySource.ts';
import { TestClient } from './testClient.ts';

export const root = 'file:///ws';
export const capture = `${root}/classes/Capture.cls`;
export const captureText = `public with sharing class Capture {
    public static void register(String email) {
        Lead visitor = new Lead(LastName = 'Any', Email = email);
        insert visitor;
    }
}`;
/** A project with a save and without rule files. */
export const plainFiles: Record<string, string> = {
  [`${root}/sfdx-project.json`]: '{}',
  [capture]: captureText,
};

export interface OrgClientOptions {
  readonly files?: Record<string, string>;
  readonly folders?: readonly string[];
  readonly storage?: string;
  readonly trusted?: boolean;
  readonly suggestCommand?: string;
  readonly capabilities?: ClientCapabilities;
}

/** The server with the real analysis, and a client that asks it for org things. */
export class OrgClient extends TestClient {
  static async of(gateway: OrgGateway, options: OrgClientOptions = {}): Promise<OrgClient> {
    const { files = plainFiles, folders = [root], storage, trusted, suggestCommand, capabilities } = options;
    const client = new OrgClient(new MemorySource(files), undefined, () => createProject(), gateway);
    await client.initialize({
      folders,
      ...(capabilities === undefined ? {} : { capabilities }),
      initializationOptions: {
        ...(storage === undefined ? {} : { storage }),
        ...(trusted === undefined ? {} : { trusted }),
        ...(suggestCommand === undefined ? {} : { suggestCommand }),
      },
    });
    return client;
  }

  ask<Params, Result>({ method }: RequestDefinition<Params, Result>, params: Params): Promise<Result> {
    return this.rpc.sendRequest(method, params);
  }

  /** The status of a project, as last sent. */
  project(of = root): ProjectStatus | undefined {
    const sent = (this.sent.get('duplicateRules/status') ?? []) as ServerStatus[];
    return sent.at(-1)?.projects.find((one) => one.root === of);
  }

  /** Everything that the server has sent by itself, as text. */
  everythingSent(): string {
    return JSON.stringify([...this.sent]);
  }

  logged(): readonly { readonly type: number; readonly message: string }[] {
    return (this.sent.get('window/logMessage') ?? []) as { type: number; message: string }[];
  }

  async finding(uri = capture): Promise<{ severity: number | undefined; message: string } | undefined> {
    const found = await this.diagnostics(uri);
    const one = found.find(
      ({ code }) => code === 'missing-duplicate-rule-header' || code === 'unhandled-duplicates',
    );
    return one && { severity: one.severity, message: String(one.message) };
  }
}
