import { strFromU8, unzipSync } from 'fflate';
import { readXml, type XmlElement } from '../../core/metadata/xml.ts';
import { childrenNamed, textIn } from './elementText.ts';

/** Salesforce's limits of a package. */
const mostFiles = 10_000;
const mostBytes = 400_000_000;

/** The zip, or what is in it, cannot be taken for a package; the message is for the caller. */
export class BadPackage extends Error {}

/** The files of one package by path within it: `package.xml`, `duplicateRules/Lead.X.duplicateRule`. */
export interface PackageFiles {
  /** Path of the package within the zip, with a slash; '' at its root. */
  readonly folder: string;
  readonly texts: ReadonlyMap<string, string>;
}

/** @throws BadPackage */
export function packagesOf(zip: Uint8Array, singlePackage: boolean): readonly PackageFiles[] {
  const texts = textsOf(zip);
  const folders = [...texts.keys()].filter((path) => /(?:^|\/)package\.xml$/.test(path)).map(folderOf);
  if (folders.length === 0) throw new BadPackage('No package.xml found');
  if (singlePackage && folders.length > 1) {
    throw new BadPackage(`The zip file holds ${folders.length} packages, and singlePackage is true.`);
  }
  return folders.map((folder) => {
    const own = [...texts].filter(([path]) => path.startsWith(folder));
    return { folder, texts: new Map(own.map(([path, text]) => [path.slice(folder.length), text])) };
  });
}

function textsOf(zip: Uint8Array): ReadonlyMap<string, string> {
  let files = 0;
  let bytes = 0;
  try {
    const entries = unzipSync(zip, {
      filter: ({ name, originalSize }) => {
        files++;
        bytes += originalSize;
        if (files > mostFiles || bytes > mostBytes) {
          throw new BadPackage(`A package can hold ${mostFiles} files and 400 MB.`);
        }
        return !name.endsWith('/');
      },
    });
    return new Map(Object.entries(entries).map(([path, content]) => [slashed(path), textOf(content)]));
  } catch (error) {
    if (error instanceof BadPackage) throw error;
    throw new BadPackage('The zip file cannot be read.');
  }
}

function slashed(path: string): string {
  return path.replaceAll('\\', '/').replace(/^(?:\.?\/)+/, '');
}

function textOf(content: Uint8Array): string {
  return strFromU8(content).replace(/^\ufeff/, '');
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}

/** What a manifest names: full names by type, `*` among them. */
export type Manifest = ReadonlyMap<string, ReadonlySet<string>>;

/** Of `package.xml`, or of a destructive one. @throws BadPackage */
export function manifestOf(text: string, fileName: string): Manifest {
  const { root, problems } = readXml(text);
  if (!root || problems.length > 0) {
    throw new BadPackage(`Error parsing ${fileName}: ${problems[0]?.message ?? 'there is no element in it'}`);
  }
  const manifest = new Map<string, Set<string>>();
  for (const types of childrenNamed(root, 'types')) {
    const name = textIn(types, 'name') ?? '';
    const members = manifest.get(name) ?? new Set();
    for (const { text: member } of childrenNamed(types, 'members') satisfies readonly XmlElement[]) {
      members.add(member);
    }
    manifest.set(name, members);
  }
  return manifest;
}
