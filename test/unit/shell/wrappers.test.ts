import { describe, expect, it } from 'vitest';
import { createProject } from '../../../server/src/core/project.ts';

/** `line operation object {fields}: what becomes of a refusal`. */
function saves(text: string): string[] {
  const project = createProject();
  project.setFile('file:///a.ps1', text);
  return project.saves('file:///a.ps1').map(({ site }) => {
    const line = text.slice(0, site.place.anchor.offset + site.place.start).split('\n').length;
    const object = site.target.kind === 'objects' ? site.target.names.join() : site.target.kind;
    const fields = site.fields.writes.map(({ name }) => name).join(' ');
    const { allowSave } = site.options;
    const allow = allowSave.kind === 'unset' ? '' : ` allowSave ${allowSave.kind}`;
    return `${line} ${site.operation} ${object} {${fields}}${allow}: ${site.refusal.kind}`;
  });
}

const send = 'Invoke-RestMethod -Method $Method -Uri "$base/services/data/v59.0/$Path" -Headers $h';
const body = '-Body ($Body | ConvertTo-Json)';
const wrapper = `function Invoke-SF($Method, $Path, $Body) { ${send} ${body} }`;
const lead = "@{ LastName = 'x' }";

describe('functions of PowerShell that send requests', () => {
  it.each<[string, string, readonly string[]]>([
    [
      'by position',
      `${wrapper}\nInvoke-SF POST sobjects/Lead ${lead}`,
      ['2 insert Lead {LastName}: handles-errors'],
    ],
    ['a value behind a colon', `${wrapper}\nInvoke-SF -Path:sobjects/Lead POST ${lead}`, []],
    [
      'by name, or by the beginning of one, in any case',
      `${wrapper}\ninvoke-sf -Body ${lead} -Pa 'sobjects/Lead' -METHOD POST -ErrorAction Stop`,
      ['2 insert Lead {LastName}: handles-errors'],
    ],
    [
      'in a hashtable',
      `${wrapper}\n$p = @{ Method = 'POST'; Path = 'sobjects/Lead'; Body = ${lead} }\nInvoke-SF @p`,
      ['3 insert Lead {LastName}: handles-errors'],
    ],
    [
      'param(…), with types and a default, and an address in a variable',
      `function Send-SF {\n  param(\n    [Parameter(Mandatory)][string]$Object,\n    # the record\n    [hashtable]$Body,\n    [string]$Method = 'POST',\n    [switch]$Quiet\n  )\n  $uri = "$base/services/data/v59.0/sobjects/$Object"\n  Invoke-RestMethod -Method $Method -Uri $uri ${body}\n}\nSend-SF -Quiet Lead ${lead}`,
      ['12 insert Lead {LastName}: handles-errors'],
    ],
    [
      'declared behind what calls it, in another function',
      `function New-Lead($lead) { Invoke-SF POST sobjects/Lead $lead }\n${wrapper}\nNew-Lead ${lead}`,
      ['1 insert Lead {}: propagates'],
    ],
    [
      'one around another',
      `${wrapper}\nfunction Add-Record($Object, $Record) { Invoke-SF POST "sobjects/$Object" $Record }\nAdd-Record Lead ${lead}`,
      ['2 insert unknown {}: propagates', '3 insert Lead {LastName}: handles-errors'],
    ],
    [
      'where all is known within, there alone',
      `function New-Lead($Body) { irm -Method POST -Uri "$base/services/data/v59.0/sobjects/Lead" ${body} }\nNew-Lead ${lead}`,
      ['1 insert Lead {}: propagates'],
    ],
    [
      'caught at the call',
      `${wrapper}\ntry { Invoke-SF POST sobjects/Lead ${lead} } catch { }`,
      ['2 insert Lead {LastName}: drops'],
    ],
    [
      'caught within',
      `function Invoke-SF($Method, $Path, $Body) { try { ${send} ${body} } catch { } }\nInvoke-SF POST sobjects/Lead ${lead}`,
      ['2 insert Lead {LastName}: drops'],
    ],
    [
      'rows, which the function may look at',
      `${wrapper}\nInvoke-SF POST composite/sobjects @{ records = @(@{ attributes = @{ type = 'Lead' } }) } | Out-Null`,
      ['2 insert Lead {}: unknown'],
    ],
    [
      'headers that it is given',
      `function Invoke-SF($Path, $h) { irm -Method POST -Uri "$base/services/data/v59.0/$Path" -Headers $h }\nInvoke-SF sobjects/Lead @{ 'Sforce-Duplicate-Rule-Header' = 'allowSave=true' }`,
      [
        '1 insert unknown {} allowSave unknown: propagates',
        '2 insert Lead {} allowSave known: handles-errors',
      ],
    ],
    ['two of the same name', `${wrapper}\n${wrapper}\nInvoke-SF POST sobjects/Lead ${lead}`, []],
    [
      'positions of their own',
      `${wrapper.replace('($Method', '([Parameter(Position=1)]$Method')}\nInvoke-SF POST sobjects/Lead`,
      [],
    ],
    ['a list', `${wrapper}\nInvoke-SF POST, sobjects/Lead`, []],
    [
      'one that calls itself',
      'function Invoke-SF($Path) { Invoke-SF sobjects/Lead }\nInvoke-SF /services/data/v59.0',
      [],
    ],
    ['a method that only reads', `${wrapper}\nInvoke-SF GET sobjects/Lead/describe`, []],
    [
      'another API',
      `${wrapper.replace('/services/data/v59.0', '/api')}\nInvoke-SF POST leads ${lead} # /services/data/`,
      [],
    ],
  ])('%s', (_, text, expected) => {
    expect(saves(text)).toEqual(expected);
  });
});
