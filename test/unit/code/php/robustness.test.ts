import { beforeAll, describe, expect, it } from 'vitest';
import { createProject } from '../../../../server/src/core/project.ts';
import type { SyntaxParser } from '../../../../server/src/core/saves/code/syntaxParser.ts';
import { mutantsOf } from '../../../support/codeMutants.ts';
import { grammar } from '../../../support/grammars.ts';

let parser: SyntaxParser;
beforeAll(async () => {
  parser = await grammar('php');
});

const text = `<?php
use GuzzleHttp\\Client;
use Illuminate\\Support\\Facades\\Http;
class Leads {
  private array $headers = ['Sforce-Duplicate-Rule-Header' => 'allowSave=true'];
  function __construct(private Client $client, private string $base) {}
  function push(array $row) {
    $url = sprintf('%s/services/data/v60.0/sobjects/%s', $this->base, 'Lead');
    $headers = array_merge($this->headers, ['Accept' => 'application/json']);
    try { return $this->client->post($url, ['headers' => $headers, 'json' => $row]); }
    catch (\\Exception $e) { error_log($e->getMessage()); return $this->again($url, $row); }
  }
  private function again($url, $row) { return Http::withHeaders($this->headers)->post($url, $row)->throw(); }
}
$ch = curl_init("$base/services/data/v60.0/sobjects/Lead");
curl_setopt_array($ch, [CURLOPT_HTTPHEADER => ['A: b'], CURLOPT_POSTFIELDS => json_encode(['LastName' => 'x'])]);
$answer = curl_exec($ch);
if (curl_getinfo($ch, CURLINFO_HTTP_CODE) >= 400) { die($answer); }
`;

function savesIn(code: string): number {
  const project = createProject();
  project.setParser(parser);
  project.setFile('file:///a.php', code);
  for (const _ of project.analyseAll());
  return project.saves('file:///a.php').length;
}

describe('PHP that is half typed or hostile', () => {
  it('is analysed as far as it can be', () => {
    expect(savesIn(text)).toBe(4);
    for (const mutant of mutantsOf(text, 60, 41)) expect(savesIn(mutant)).toBeGreaterThanOrEqual(0);
  });

  it.each([
    ['branches', `if ($a) {} ${'elseif ($b) { f(); }\n'.repeat(2_000)}`],
    ['arms', `$x = match (true) { ${'$a => 1,\n'.repeat(2_000)} default => 2 };`],
    ['a text in pieces', `$x = 'a'${"\n . $b . 'c'".repeat(1_000)};`],
    ['arrays', `$x = ${"['a' => ".repeat(1_000)}1${']'.repeat(1_000)};`],
    ['chains', `$x${'->a()'.repeat(1_000)};`],
  ])('may hold %s', (_name, code) => {
    expect(savesIn(`${text}\nfunction salesforce($b) { ${code} }\n${code}`)).toBe(4);
  });
});
