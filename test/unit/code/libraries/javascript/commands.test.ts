import { describe, expect, it } from 'vitest';
import { javascriptLibraries as models } from '../../../../../server/src/core/saves/code/libraries/javascript/index.ts';
import type { Value } from '../../../../../server/src/core/saves/code/values.ts';
import { ask, at, modelCall, parameter, recorder, shown } from './calls.ts';

type Args = Parameters<typeof modelCall>[1];

const object: Value = parameter('object');
const template = (...parts: readonly (string | Value)[]): Value => ({ kind: 'text', parts, place: at });

describe('commands of the sf CLI in code', () => {
  it.each<[string, string, Args, string]>([
    ['a line', 'execSync', ['sf data create record -s Lead -v "LastName=Ng"'], 'insert Lead cli exception'],
    [
      'a template',
      'execAsync',
      [template('sf data update record --sobject ', object, ' --json')],
      'update object cli exception',
    ],
    [
      'a list',
      'spawnSync',
      ['sf', ['data', 'upsert', 'bulk', '--sobject', 'Lead', '-i', 'E__c']],
      'upsert Lead cli exit-code',
    ],
    [
      'an equals sign',
      'run',
      [template('sfdx force:data:record:create --sobjecttype=', object)],
      'insert object cli exception',
    ],
    [
      'started only',
      'execa',
      ['sf', ['data', 'upsert', 'bulk', '-s', 'Lead', '--async']],
      'upsert Lead cli job',
    ],
    ['a tree', 'exec', ['npx sf data import tree --plan x.json'], 'insert unknown cli exception'],
    ['reading', 'exec', ['sf data query -q "SELECT Id FROM Lead"'], ''],
    ['another program', 'exec', ['echo sf data create record -s Lead'], ''],
    ['words only', 'run', ['sf is fine'], ''],
    ['a message', 'log', ['sf data create record -s Lead'], ''],
  ])('%s', (_, method, args, expected) => {
    const record = recorder();
    ask(models, modelCall(method, args), record);
    const lines = record.saves.map(
      (save) => `${save.operation} ${shown(save.object)} ${save.channel} ${save.reports}`,
    );
    expect(lines.join('\n')).toBe(expected);
  });
});
