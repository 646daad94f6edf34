import type { SampleField, SampleRecord } from '../records/model.ts';
import { apexLiteral } from './apexLiteral.ts';
import { isSameObject } from './matching.ts';
import type { CodeSuggestion, Preview, PreviewRecord, PreviewRule } from './model.ts';

/**
 * Code that acts on what a preview shows: handling the refusal of this record, and updating the best match
 * instead. Apex so far, whatever language the record came from; the title says so where it is another one.
 */
export function suggestCode(preview: Preview, languageId: string | null): readonly CodeSuggestion[] {
  const isApex = languageId === null || /^apex/.test(languageId);
  return inApex(preview).map((code) => (isApex ? code : { ...code, title: `${code.title} (Apex)` }));
}

function inApex(preview: Preview): readonly CodeSuggestion[] {
  const { sample } = preview;
  const matched = preview.rules.filter(({ state }) => state === 'matched');
  if (matched.length === 0) return [];
  if (sample === null) return handleAnyRefusal(preview, matched[0]!);
  if (!isName(sample.object)) return [];
  const existing = sample.id === null ? bestMatch(preview, sample) : null;
  return [
    ...(existing ? [updateInstead(preview, sample, existing)] : []),
    ...(preview.verdict.kind === 'saved' ? [] : [handleRefusal(preview, sample)]),
  ].filter((suggestion) => suggestion !== null);
}

/** The record of the same object that matches best; of equals, the first. */
function bestMatch({ rules }: Preview, sample: SampleRecord): PreviewRecord | null {
  const records = rules
    .filter(({ state }) => state === 'matched')
    .flatMap(({ matches }) => matches)
    .flatMap((match) => match.records)
    .filter(({ id, type }) => isId(id) && isSameObject(type, sample.object));
  const best = records.reduce<PreviewRecord | null>(
    (found, record) => (found && (found.confidence ?? 0) >= (record.confidence ?? 0) ? found : record),
    null,
  );
  return best;
}

/** Blank values of the sample are left out: they would erase what the record holds. */
function updateInstead(
  preview: Preview,
  sample: SampleRecord,
  existing: PreviewRecord,
): CodeSuggestion | null {
  const given = sample.fields.filter(({ value }) => value !== null && value !== '');
  const record = recordCode(preview, sample.object, existing.id, given);
  if (record === null) return null;
  return {
    id: 'update-this-record',
    title: `Update ${existing.title} instead`,
    language: 'apex',
    code: lines(...record, ...saveCode('update', 'the values make it a duplicate of another record')),
  };
}

function handleRefusal(preview: Preview, sample: SampleRecord): CodeSuggestion | null {
  const record = recordCode(preview, sample.object, sample.id, sample.fields);
  if (record === null) return null;
  const operation = sample.id === null ? 'insert' : 'update';
  return {
    id: 'handle-refusal',
    title: 'Handle this refusal',
    language: 'apex',
    code: lines(...record, ...saveCode(operation, handlingNote)),
  };
}

/** Of an error the record is not known: it is left to be filled in. */
function handleAnyRefusal({ operation }: Preview, { fullName }: PreviewRule): readonly CodeSuggestion[] {
  const object = apexType(fullName.slice(0, Math.max(fullName.indexOf('.'), 0)));
  if (!isName(object)) return [];
  const record = [
    '// TODO: the record that was refused',
    `${object} record = new ${object}();`,
    ...saveCode(operation ?? 'insert', handlingNote),
  ];
  return [{ id: 'handle-refusal', title: 'Handle this refusal', language: 'apex', code: lines(...record) }];
}

const handlingNote = 'skip the record, update the existing one, tell the user';

function apexType(object: string): string {
  return object.toLowerCase() === 'personaccount' ? 'Account' : object;
}

/** Null where a value has no form in Apex: left out, the code would be about another record. */
function recordCode(
  { fieldTypes }: Preview,
  object: string,
  id: string | null,
  fields: readonly SampleField[],
): string[] | null {
  const type = apexType(object);
  const values = new Map<string, string>();
  if (id !== null) {
    if (!isId(id)) return null;
    values.set('id', `Id = '${id}'`);
  }
  for (const { name, value } of fields) {
    const key = name.toLowerCase();
    if (key === 'id') continue;
    const types = Object.entries(fieldTypes ?? {}).find(([field]) => field.toLowerCase() === key);
    const literal = isName(name) ? apexLiteral(value, types?.[1] ?? null) : null;
    if (literal === null) return null;
    values.set(key, `${name} = ${literal}`);
  }
  const settings = [...values.values()];
  if (settings.length < 2) return [`${type} record = new ${type}(${settings.join('')});`];
  return [
    `${type} record = new ${type}(`,
    ...settings.map((setting, index) => `    ${setting}${index < settings.length - 1 ? ',' : ''}`),
    ');',
  ];
}

/**
 * Only a save that is not all-or-none gives the matched records; errors of other kinds are thrown as a plain
 * save would. A refusal may come without matched records, and is handled all the same.
 */
function saveCode(operation: 'insert' | 'update', note: string): string[] {
  return [
    `Database.SaveResult result = Database.${operation}(record, false);`,
    'for (Database.Error error : result.getErrors()) {',
    '    if (error instanceof Database.DuplicateError) {',
    '        Datacloud.DuplicateResult duplicate = ((Database.DuplicateError) error).getDuplicateResult();',
    '        List<Id> matchedIds = new List<Id>();',
    '        for (Datacloud.MatchResult matches : duplicate.getMatchResults()) {',
    '            for (Datacloud.MatchRecord matched : matches.getMatchRecords()) {',
    '                matchedIds.add(matched.getRecord().Id);',
    '            }',
    '        }',
    `        // TODO: handle the duplicate (${note})`,
    "        System.debug(LoggingLevel.WARN, duplicate.getDuplicateRule() + ' matches ' + matchedIds);",
    '    } else {',
    '        throw new DmlException(error.getMessage());',
    '    }',
    '}',
  ];
}

function lines(...all: readonly string[]): string {
  return all.join('\n') + '\n';
}

/** Names go into code as they are: a path or anything odder does not. */
function isName(text: string): boolean {
  return /^[a-z](?:\w{0,78}[a-z0-9])?$/i.test(text);
}

function isId(text: string): boolean {
  return /^[a-zA-Z0-9]{15}(?:[a-zA-Z0-9]{3})?$/.test(text);
}
