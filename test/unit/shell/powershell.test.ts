import { describe, expect, it } from 'vitest';
import { createProject } from '../../../server/src/core/project.ts';
import { LineIndex } from '../../../server/src/core/text.ts';

/** `line operation objects over channel: what becomes of a refusal`. */
function savesIn(text: string): string[] {
  const uri = 'file:///a.ps1';
  const project = createProject();
  project.setFile(uri, text);
  const lines = new LineIndex(text);
  return project.saves(uri).map(({ site }) => {
    const { target, fields, options, externalId, apiVersion, refusal } = site;
    const objects = target.kind === 'objects' ? target.names.join('+') : target.kind;
    const key = externalId === null ? '' : ` by ${externalId}`;
    const version = apiVersion === null ? '' : ` v${apiVersion}`;
    const { allowSave } = options;
    const option = allowSave.kind === 'known' ? ` allowSave=${allowSave.value}` : '';
    const isOpen = allowSave.kind === 'unset' || option !== '' ? '' : ` allowSave ${allowSave.kind}`;
    const names = fields.complete ? ` {${fields.writes.map(({ name }) => name).join(' ')}}` : '';
    const line = lines.position(site.place.start + site.place.anchor.offset).line + 1;
    return `${line} ${site.operation} ${objects} over ${site.channel}${key}${version}${names}${option}${isOpen}: ${refusal.kind}`;
  });
}

const create = 'sf data create record -s Lead -v "LastName=x"';
const leads = '"$url/services/data/v58.0/sobjects/Lead"';

describe('commands of the CLI in PowerShell', () => {
  it.each<[string, string, readonly string[]]>([
    ['before a pipe', `${create} | ConvertFrom-Json`, ['unknown']],
    ['assigned, before a pipe', `$r = ${create} --json | ConvertFrom-Json`, ['unknown']],
    [
      'in brackets of which a member is read',
      `$id = (${create} --json | ConvertFrom-Json).result.id`,
      ['unknown'],
    ],
    ['behind &&', `Set-Location -Path x -PassThru && ${create}`, ['handles-errors']],
    ['before &&', `${create} && Write-Host ok`, ['handles-errors']],
    ['before || exit', `${create} || exit 1`, ['propagates']],
    ['between ;', `Write-Host a; ${create}; Write-Host b`, ['handles-errors']],
    ['in a string', `Write-Host "made $(${create.replaceAll('"', "'")}) now"`, ['handles-errors']],
    ['in $()', `$x = $(${create})\nWrite-Host $x`, ['unknown']],
    ['kept for other scripts', `$script:made = ${create}`, ['unknown']],
    ['in a script block', `$names | ForEach-Object { ${create} }`, ['handles-errors']],
    ['in a condition', `if (-not (${create})) { throw "x" }`, ['handles-errors']],
    [
      'with a path in quotes',
      `& "C:\\tools\\sf.cmd" data create record -s Lead -v "LastName=x"`,
      ['handles-errors'],
    ],
    [
      'in a text that is run',
      `Invoke-Expression "sf data create record -s Lead -v LastName=x"`,
      ['handles-errors'],
    ],
    ['thrown away', `${create} | Out-Null`, ['drops']],
    ['in a comment', `<# ${create} #>\n# ${create}\n`, []],
    ['in a text', `Write-Host 'sf data create record -s Lead'`, []],
  ])('%s', (_, text, expected) => {
    expect(savesIn(text)).toEqual(expected.map((kind) => `1 insert Lead over cli {LastName}: ${kind}`));
  });
});

describe('requests of PowerShell', () => {
  it.each<[string, string, readonly string[]]>([
    [
      'a hashtable as JSON',
      `$body = @{ LastName = 'Doe'; Company = "A" } | ConvertTo-Json\n$r = Invoke-RestMethod -Uri ${leads} -Method Post -Headers $h -Body $body`,
      ['2 insert Lead over rest-record v58 {LastName Company}: handles-errors'],
    ],
    [
      'an address that is joined, a body in brackets',
      `irm -Method PATCH -Uri ($url + '/services/data/v58.0/sobjects/Contact/' + $id) -Body (@{ Email = $m } | ConvertTo-Json)`,
      ['1 update Contact over rest-record v58 {Email}: handles-errors'],
    ],
    [
      'an external id, a here-string, lines that go on',
      `iwr \`\n  -Uri "$url/services/data/v58.0/sobjects/Contact/Ext__c/$($row.Id)" \`\n  -Method Patch \`\n  -Body @"\n{ "Email": "$mail" }\n"@`,
      ['1 upsert Contact over rest-external-id by Ext__c v58 {Email}: handles-errors'],
    ],
    [
      'parameters in a hashtable, an address that is formatted',
      `$p = @{\n  Uri = "{0}/services/data/v{1}/sobjects/Lead" -f $url, "58.0"\n  Method = 'Post'\n}\n$p.Body = '{"LastName": "x"}'\nInvoke-RestMethod @p | Out-Null`,
      ['6 insert Lead over rest-record {LastName}: handles-errors'],
    ],
    [
      'a variable that is set anew',
      `$u = ${leads}\nirm $u -Method Post\n$u = ${leads.replace('Lead', 'Account')}\nirm $u -Method Post`,
      [
        '2 insert Lead over rest-record v58: handles-errors',
        '4 insert Account over rest-record v58: handles-errors',
      ],
    ],
    ['a variable that a branch sets anew', `$u = ${leads}\nif ($x) { $u = $other }\nirm $u -Method Post`, []],
    [
      'a variable of another function',
      `function a { $u = ${leads} }\nfunction b { irm $u -Method Post }`,
      [],
    ],
    [
      'rows of a collection that nobody reads',
      `$r = irm -Uri "$url/services/data/v58.0/composite/sobjects" -Method Post -Body (@{ records = @(@{ attributes = @{ type = 'Lead' }; LastName = 'x' }) } | ConvertTo-Json -Depth 5)`,
      ['1 insert Lead over rest-collections v58: drops'],
    ],
    [
      'the header',
      `$h = @{}\n$h.Add("Sforce-Duplicate-Rule-Header", "allowSave=true")\nirm ${leads} -Method Post -Headers $h`,
      ['3 insert Lead over rest-record v58 allowSave=true: handles-errors'],
    ],
    [
      'the header in a branch',
      `$h = @{}\nif ($force) { $h['Sforce-Duplicate-Rule-Header'] = 'allowSave=true' }\nirm ${leads} -Method Post -Headers $h`,
      ['3 insert Lead over rest-record v58 allowSave conditional: handles-errors'],
    ],
    [
      'headers that may hold it',
      `# none\nfunction f($h) { irm ${leads} -Method Post -Headers $h }\n$x = @{ 'Sforce-Duplicate-Rule-Header' = 'allowSave=true' }`,
      ['2 insert Lead over rest-record v58 allowSave unknown: propagates'],
    ],
    ['a query', `irm -Uri "$url/services/data/v58.0/query?q=x" -Headers $h`, []],
    ['a describe', `irm ${leads} -Headers $h`, []],
    ['another API', 'irm -Uri "https://api.example.com/leads" -Method Post -Body $b', []],
    ['in a comment', `# irm ${leads} -Method Post`, []],
  ])('%s', (_, text, expected) => {
    expect(savesIn(text)).toEqual(expected);
  });

  const send = `irm ${leads} -Method Post`;
  it.each<[string, string, string]>([
    ['ends the script', `$ErrorActionPreference = 'Stop'\n${send}`, 'propagates'],
    ['ends the statement', send, 'handles-errors'],
    ['is told to be quiet', `${send} -ErrorAction SilentlyContinue`, 'unknown'],
    ['caught and dropped', `try { ${send} } catch { }`, 'drops'],
    ['caught and dropped, on lines of their own', `try {\n  ${send}\n}\ncatch {\n  # later\n}`, 'drops'],
    ['caught and printed', `try { ${send} } catch { Write-Host "no: $_" }`, 'handles-errors'],
    ['caught and logged', `try { ${send} } catch { Write-Verbose $_ }`, 'logs'],
    ['caught and thrown on', `try { ${send} } catch { Write-Verbose $_; throw }`, 'handles-errors'],
    ['caught by other code', `try { ${send} } catch { Add-Failure $_ }`, 'unknown'],
    [
      'caught further out',
      `try { foreach ($x in $y) { ${send} } } catch [System.Net.WebException] { }`,
      'drops',
    ],
    [
      'looked for',
      `try { ${send} } catch { if ("$_" -match "DUPLICATES_DETECTED") { Skip-Row } }`,
      'handles-duplicates',
    ],
    ['thrown in a catch block', `try { Get-Item x } catch { ${send} }`, 'handles-errors'],
    ['thrown in a function', `function f { ${send} }`, 'propagates'],
    [
      'thrown in a function that somebody may catch',
      `function f { ${send} }\ntry { f } catch { }`,
      'unknown',
    ],
  ])('a refusal %s', (_, text, expected) => {
    expect(savesIn(text).map((one) => one.replace(/^.*: /, ''))).toEqual([expected]);
  });
});

it.each([
  '@{',
  '"$(',
  '@"\n',
  '$x = @{ a = @( "',
  `${'$( '.repeat(3000)}irm`,
  `${'@{a='.repeat(3000)}`,
  "irm '/services/data/v58.0/sobjects/Lead' -Method",
  '$a = $b\n$b = $a\nirm "$a/services/data/v58.0/sobjects/Lead" -Method Post',
])('half a script is read without harm: %j', (text) => {
  expect(() => savesIn(`${text}\n# sf data create record -s Lead`)).not.toThrow();
});
