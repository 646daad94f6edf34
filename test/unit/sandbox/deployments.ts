import { strToU8, zipSync } from 'fflate';
import { afterEach } from 'vitest';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../../server/src/sandbox/server.ts';
import { request, soap } from '../../support/sandbox.ts';
import { duplicateRuleFile, matchingRulesFile } from '../../support/sandboxRules.ts';

export let org: Sandbox;

/** For each test of the file that calls this. */
export function useOrg(): void {
  afterEach(() => org.close());
}

export const start = async (files: readonly (readonly [string, string])[], options: SandboxOptions = {}) => {
  org = await startSandbox({ files: new Map(files), data: null, ...options });
};

export const all = (text: string, element: string): string[] =>
  [...text.matchAll(new RegExp(`<${element}>([^<]*)</${element}>`, 'g'))].map(([, value]) => value!);

export const metadata = async (body: string, header = ''): Promise<string> =>
  (await soap(org, 'm', body, header)).text;

export const packageXml = (types: Readonly<Record<string, readonly string[]>>) =>
  `<Package xmlns="http://soap.sforce.com/2006/04/metadata">${Object.entries(types)
    .map(
      ([name, members]) =>
        `<types>${members.map((member) => `<members>${member}</members>`).join('')}<name>${name}</name></types>`,
    )
    .join('')}<version>66.0</version></Package>`;

/** Files of a project as those of a package, with a manifest that names all. */
export const packed = (
  files: readonly (readonly [string, string])[],
  manifest: Readonly<Record<string, readonly string[]>> = {
    MatchingRules: ['*'],
    DuplicateRule: ['*'],
    CustomObject: ['*'],
  },
): Uint8Array =>
  zipSync(
    Object.fromEntries(
      [['package.xml', packageXml(manifest)] as const, ...files].map(([path, text]) => [
        path.replace('force-app/', '').replace('-meta.xml', ''),
        strToU8(text),
      ]),
    ),
  );

export interface Result {
  readonly status: string;
  readonly failures: readonly string[];
  readonly successes: readonly string[];
  readonly text: string;
}

export const resultOf = async (id: string): Promise<Result> => {
  const text = await metadata(
    `<checkDeployStatus><asyncProcessId>${id}</asyncProcessId><includeDetails>true</includeDetails></checkDeployStatus>`,
  );
  const lines = (element: string, of: (line: string) => string) =>
    [...text.matchAll(new RegExp(`<${element}>(.*?)</${element}>`, 'g'))].map(([, line]) => of(line!));
  const one = (line: string, element: string) => all(line, element)[0] ?? '';
  return {
    text,
    status: all(text, 'status')[0]!,
    failures: lines('componentFailures', (line) => `${one(line, 'fullName')}: ${one(line, 'problem')}`),
    successes: lines('componentSuccesses', (line) => {
      const did = ['created', 'deleted', 'changed'].find((what) => one(line, what) === 'true') ?? 'unchanged';
      return `${one(line, 'fullName')} ${did}`;
    }).filter((line) => !line.startsWith('package.xml')),
  };
};

export const deploy = async (zip: Uint8Array, options = '', singlePackage = true): Promise<Result> => {
  const body = `<deploy><ZipFile>${Buffer.from(zip).toString('base64')}</ZipFile><DeployOptions><singlePackage>${singlePackage}</singlePackage>${options}</DeployOptions></deploy>`;
  const [id] = all(await metadata(body), 'id');
  return resultOf(id!);
};

export const createLead = (values: object) =>
  request(org, 'POST', '/services/data/v66.0/sobjects/Lead', { LastName: 'L', Company: 'C', ...values });

export const query = async (q: string): Promise<Record<string, unknown>[]> => {
  const { body } = await request(org, 'GET', `/services/data/v66.0/query?q=${encodeURIComponent(q)}`);
  // biome-ignore lint/suspicious/noExplicitAny: whatever the query gives
  return body.records.map(({ attributes: _, ...record }: any) => record);
};

export const emailRule = matchingRulesFile('Lead', { Email: ['Email'] });
export const emailBlock = duplicateRuleFile({ object: 'Lead', name: 'Email' });
export const inactive = matchingRulesFile('Lead', { Email: ['Email'] }, 'Inactive');
