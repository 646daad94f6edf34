import type { TypeDeclaration } from '../../saves/apex/syntax.ts';
import { canBeAllowed } from '../canBeAllowed.ts';
import type { FileEdits, FixDraft } from '../fix.ts';
import { BYPASS_REASON } from '../suppress.ts';
import { atomicityOf, reasonComment } from './newOptions.ts';
import { saveCallOf } from './saveCall.ts';
import type { SaveScene, Scene } from './scene.ts';
import { withLinesBefore } from './statements.ts';

const METHOD = 'forSave';

/**
 * A class that makes the options of saves in one place. What is decided stands at the save, and with it the
 * reason.
 */
export function useOptionsClass(save: SaveScene): FixDraft | null {
  const { scene, statement, judged } = save;
  const { operation, options } = judged.site;
  const call = saveCallOf(save);
  if (!call || call.options || operation === 'upsert' || operation === 'convertLead') return null;
  if (options.form !== 'none' || options.allowSave.kind !== 'unset') return null;
  const target = classFor(scene);
  if (!target) return null;
  const allows = canBeAllowed(judged);
  const argument = `${target.name}.${METHOD}(${atomicityOf(call)}, ${allows})`;
  const before = allows ? [reasonComment(BYPASS_REASON)] : [];
  const edits = withLinesBefore(statement, before, call.with(argument), scene);
  const effect = allows
    ? 'saves duplicates, with a reason to fill in'
    : 'refuses duplicates, behaviour unchanged';
  return {
    id: 'use-options-class',
    title: `Take the options from ${target.files.length > 0 ? 'a new class' : 'the class'} ${target.name}: ${effect}`,
    edits: [scene.edits(edits), ...target.files],
  };
}

interface OptionsClass {
  readonly name: string;
  /** The files to make; none where the class is there. */
  readonly files: readonly FileEdits[];
}

function classFor(scene: Scene): OptionsClass | null {
  const { codebase } = scene.context;
  const folder = classFolder(scene.uri);
  if (folder === null || scene.bound.owner.unit.script) return null;
  for (let number = 1; number < 10; number++) {
    const name = `DuplicateRuleOptions${number === 1 ? '' : number}`;
    const known = codebase.type(name, scene.bound.owner.type);
    if (known && makesOptions(known)) return { name, files: [] };
    if (!known && scene.names.isFree(name, scene.bound.root))
      return { name, files: newFiles(name, folder, scene) };
  }
  return null;
}

function makesOptions({ methods }: TypeDeclaration): boolean {
  return methods.some(
    ({ name, parameters, modifiers, returnType }) =>
      name.name.toLowerCase() === METHOD.toLowerCase() &&
      modifiers.keywords.has('static') &&
      /^(database\.)?dmloptions$/i.test(returnType?.name ?? '') &&
      parameters.length === 2 &&
      parameters.every(({ type }) => /^boolean$/i.test(type.name)),
  );
}

/** Classes stand in a folder `classes`, beside `triggers`. */
function classFolder(uri: string): string | null {
  const folder = uri.slice(0, uri.lastIndexOf('/') + 1);
  if (/\.cls$/i.test(uri)) return folder;
  return /\/triggers\/$/.test(folder) ? folder.replace(/\/triggers\/$/, '/classes/') : null;
}

function newFiles(name: string, folder: string, scene: Scene): FileEdits[] {
  const { unit, newline } = scene.layout;
  const { codebase } = scene.context;
  const version = codebase.sourceApiVersion ?? codebase.apiVersion(scene.uri) ?? 60;
  const made = (file: string, lines: readonly string[]): FileEdits => ({
    uri: `${folder}${file}`,
    create: true,
    edits: [{ span: { start: 0, end: 0 }, newText: lines.join(newline) + newline }],
  });
  return [
    made(`${name}.cls`, classLines(name, unit)),
    made(`${name}.cls-meta.xml`, [
      '<?xml version="1.0" encoding="UTF-8"?>',
      '<ApexClass xmlns="http://soap.sforce.com/2006/04/metadata">',
      `    <apiVersion>${version}.0</apiVersion>`,
      '    <status>Active</status>',
      '</ApexClass>',
    ]),
  ];
}

function classLines(name: string, unit: string): string[] {
  return [
    '/** Makes the options with which records are saved, so that what is decided about duplicates is set in one place. */',
    `public inherited sharing class ${name} {`,
    '\t/**',
    '\t * @param allOrNone whether one failed record keeps the others from being saved',
    '\t * @param allowSave whether duplicates are saved over the alert of a duplicate rule; Block rules refuse them anyway',
    '\t */',
    `\tpublic static Database.DMLOptions ${METHOD}(Boolean allOrNone, Boolean allowSave) {`,
    '\t\tDatabase.DMLOptions options = new Database.DMLOptions();',
    '\t\toptions.optAllOrNone = allOrNone;',
    '\t\toptions.DuplicateRuleHeader.allowSave = allowSave;',
    '\t\treturn options;',
    '\t}',
    '}',
  ].map((line) => line.replace(/^\t+/, (tabs) => unit.repeat(tabs.length)));
}
