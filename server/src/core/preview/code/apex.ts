import { apexLiteral } from '../apexLiteral.ts';
import type { SaveToWrite, SuggestionWriter } from './writer.ts';

export const apexWriter: SuggestionWriter = {
  language: 'apex',
  write(save) {
    const record = recordCode(save);
    return record && `${[...record, ...saveCode(save)].join('\n')}\n`;
  },
};

function recordCode({ object, id, fields }: SaveToWrite): string[] | null {
  if (fields === null) return ['// TODO: the record that was refused', `${object} record = new ${object}();`];
  const settings = id === null ? [] : [`Id = '${id}'`];
  for (const { name, value, type } of fields) {
    const literal = apexLiteral(value, type);
    if (literal === null) return null;
    settings.push(`${name} = ${literal}`);
  }
  if (settings.length < 2) return [`${object} record = new ${object}(${settings.join('')});`];
  return [
    `${object} record = new ${object}(`,
    ...settings.map((setting, index) => `    ${setting}${index < settings.length - 1 ? ',' : ''}`),
    ');',
  ];
}

/**
 * Only a save that is not all-or-none gives the matched records; errors of other kinds are thrown as a plain
 * save would. A refusal may come without matched records, and is handled all the same.
 */
function saveCode({ operation, note }: SaveToWrite): string[] {
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
