/**
 * The bill of materials of one file that is released, as CycloneDX 1.6: what is bundled in it, by what esbuild told,
 * with the hashes of the packages' archives from the lock file.
 */
import { createHash } from 'node:crypto';
import { Enums, Models, Serialize, Spec, Validation } from '@cyclonedx/cyclonedx-library';
import { PackageURL } from 'packageurl-js';
import { usableLicences } from './licences.mjs';

/**
 * @param {object} of
 * @param {{ name: string, version: string, description: string, license: string }} of.product
 * @param {string} of.file name of the released file
 * @param {Uint8Array} of.bytes its content
 * @param {readonly import('./bundled.mjs').BundledPackage[]} of.packages
 * @param {Record<string, { integrity?: string }>} of.locked `packages` of the lock file
 * @param {number} of.time seconds since 1970, of the commit
 * @returns {Promise<string>} JSON, which has been held to the schema; the same input gives the same text
 */
export async function billOfMaterials({ product, file, bytes, packages, locked, time }) {
  const bom = new Models.Bom({ serialNumber: serialNumber(bytes), version: 1 });
  const main = new Models.Component(Enums.ComponentType.Application, product.name, {
    version: product.version,
    description: product.description,
    bomRef: file,
    licenses: licencesOf(product.license),
    hashes: new Models.HashDictionary([
      [Enums.HashAlgorithm['SHA-256'], createHash('sha256').update(bytes).digest('hex')],
    ]),
    properties: new Models.PropertyRepository([
      new Models.Property('duplicate-rules:file', file),
      new Models.Property('duplicate-rules:built-with', `Node.js ${process.version}`),
    ]),
  });
  bom.metadata.component = main;
  bom.metadata.timestamp = new Date(time * 1000);
  bom.metadata.lifecycles.add(Enums.LifecyclePhase.Build);
  const byFolder = new Map(
    packages.map((one) => [one.folder, componentOf(one, locked[one.folder]?.integrity)]),
  );
  const used = new Set(packages.flatMap(({ uses }) => uses));
  for (const { folder, uses } of packages) {
    const component = byFolder.get(folder);
    bom.components.add(component);
    for (const other of uses) component.dependencies.add(byFolder.get(other).bomRef);
    if (!used.has(folder)) main.dependencies.add(component.bomRef);
  }
  const factory = new Serialize.JSON.Normalize.Factory(Spec.Spec1dot6);
  const text = new Serialize.JsonSerializer(factory).serialize(bom, { sortLists: true, space: 2 });
  const problem = await new Validation.JsonStrictValidator(Spec.Version.v1dot6).validate(text);
  if (problem !== null) throw new Error(`The bill of materials is not valid: ${JSON.stringify(problem)}`);
  return `${text}\n`;
}

function componentOf({ name, version, licence, author, folder, files }, integrity) {
  const [group, short] = name.startsWith('@') ? name.split('/') : [undefined, name];
  const purl = new PackageURL('npm', group, short, version).toString();
  return new Models.Component(Enums.ComponentType.Library, short, {
    ...(group && { group }),
    version,
    bomRef: folder,
    purl,
    licenses: licencesOf(licence),
    ...(author && { author }),
    scope: Enums.ComponentScope.Required,
    externalReferences: new Models.ExternalReferenceRepository(integrity ? [archive(purl, integrity)] : []),
    properties: new Models.PropertyRepository(
      files.map((held) => new Models.Property('duplicate-rules:bundled-in', held)),
    ),
  });
}

function archive(purl, integrity) {
  const [algorithm, hash] = integrity.split(' ')[0].split('-');
  if (algorithm !== 'sha512') throw new Error(`The lock file has no SHA-512 of ${purl}.`);
  return new Models.ExternalReference(purl, Enums.ExternalReferenceType.Distribution, {
    hashes: new Models.HashDictionary([
      [Enums.HashAlgorithm['SHA-512'], Buffer.from(hash, 'base64').toString('hex')],
    ]),
    comment: "SHA-512 of the package's archive, from package-lock.json",
  });
}

function licencesOf(expression) {
  const [only, ...more] = usableLicences(expression) ?? [];
  const simple = only === expression && more.length === 0;
  return new Models.LicenseRepository([
    simple ? new Models.SpdxLicense(expression) : new Models.LicenseExpression(expression),
  ]);
}

/** A UUID of the form 8, made of what the file holds: another file has another one. */
function serialNumber(bytes) {
  const hex = createHash('sha256').update(bytes).digest('hex');
  const variant = ((Number.parseInt(hex[16], 16) & 3) | 8).toString(16);
  return `urn:uuid:${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
