import { describe, expect, it } from 'vitest';
import { csharp } from '../../../../server/src/core/saves/code/languages/csharp/language.ts';
import { TextUnits } from '../../../../server/src/core/saves/code/units.ts';
import { lowered, PlainUnits, show } from '../../../support/code.ts';
import { misplaced, mutantsOf } from '../../../support/codeMutants.ts';

const text = `using System.Net.Http;
using Salesforce.Force;

namespace Sync;

/** Sends leads. */
[ApiController]
public class LeadSync(HttpClient http, ILogger<LeadSync> log) : Base(http), ISync
{
    private const string Url = $"/services/data/v{Version}/sobjects/{nameof(Lead)}";
    public string Name { get; set; } = "x";
    public HttpClient Client => http;
    static LeadSync() { Register(); }

    public LeadSync(string url) : this(new HttpClient { BaseAddress = new Uri(url) }, null) { }

    public async Task<int> SendAsync(IReadOnlyList<Row> rows, bool retry = true)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Url);
        request.Headers.TryAddWithoutValidation("Sforce-Duplicate-Rule-Header", "allowSave=true");
        foreach (var (name, phones) in rows)
        {
            var lead = new Dictionary<string, object> { ["LastName"] = name, ["Phone"] = phones?[0] };
            request.Content = new StringContent(JsonSerializer.Serialize(new { records = new[] { lead } }));
        }
        try
        {
            var response = await http.SendAsync(request).ConfigureAwait(false);
            if (response is { IsSuccessStatusCode: false } failed) throw new X($"failed: {failed.StatusCode}");
            return rows.Count(row => row.Name != "");
        }
        catch (HttpRequestException e) when (e.StatusCode == HttpStatusCode.BadRequest)
        {
            switch (e.Message) { case "DUPLICATES_DETECTED": log.LogWarning(e, "duplicate"); break; default: throw; }
            return retry switch { true => await SendAsync(rows, false), _ => 0 };
        }
    }

    public record Row(string Name, params string[] Phones);
    enum Kind { Lead, Contact = 2 }
}
`;

describe('half-typed C#', () => {
  it('is lowered to something, each place in the text', async () => {
    for (const mutant of mutantsOf(text, 300, 11)) {
      const { statements } = await lowered(csharp, 'c_sharp', mutant);
      expect(misplaced(statements, mutant)).toEqual([]);
    }
  });

  it('is lowered the same way from its units as afresh', async () => {
    let before = new PlainUnits(text);
    await lowered(csharp, 'c_sharp', text, before);
    for (const mutant of mutantsOf(text, 100, 12)) {
      const units = new PlainUnits(mutant, undefined, before.pool);
      const edited = await lowered(csharp, 'c_sharp', mutant, units);
      const fresh = await lowered(csharp, 'c_sharp', mutant);
      expect(show(edited)).toBe(show(fresh));
      expect(misplaced(edited.statements, mutant)).toEqual([]);
      before = units;
    }
  });

  it.each([
    ['parentheses', `${'('.repeat(5_000)}1${')'.repeat(5_000)}`],
    ['calls', `a${'.b()'.repeat(5_000)}`],
    ['a sum', `a${' + a'.repeat(20_000)}`],
    ['arguments', `${'f('.repeat(3_000)}${')'.repeat(3_000)}`],
    ['conditionals', `${'a ? b : '.repeat(3_000)}c`],
  ])('may be deep: %s', async (_name, expression) => {
    const code = `class A { void f() { x = ${expression}; } void g() { h(); } }`;
    expect(show(await lowered(csharp, 'c_sharp', code))).toMatch(/^\(class A \(fn f .*\(fn g .*\(call h\)/);
  });

  it('may be nothing but brackets', async () => {
    const code = `class A { void f() { x = ${'('.repeat(3_000)}; } void g() { h(); } }`;
    expect(show(await lowered(csharp, 'c_sharp', code))).toContain('(call h)');
  });

  it.each([
    ['namespaces', `${'namespace A {'.repeat(5_000)}${'}'.repeat(5_000)}`],
    ['classes', `${'class A {'.repeat(5_000)}${'}'.repeat(5_000)}`],
    ['conditions', `${'#if A\n'.repeat(5_000)}class A {}${'\n#endif'.repeat(5_000)}`],
    ['conditions in a class', `class A {\n${'#if A\n'.repeat(5_000)}int x;${'\n#endif'.repeat(5_000)}\n}`],
    ['patterns', `class A { bool F(object x) => x is ${'('.repeat(5_000)}1${')'.repeat(5_000)}; }`],
    ['initialisers', `class A { int[] x = ${'{'.repeat(5_000)}${'}'.repeat(5_000)}; }`],
  ])('may have deep %s', async (_name, code) => {
    const { statements } = await lowered(csharp, 'c_sharp', code);
    expect(misplaced(statements.slice(0, 1), code)).toEqual([]);
  });

  it('may have deep statements', async () => {
    const chain = 'if (a) f(); else '.repeat(3_000);
    const nested = '{'.repeat(3_000) + '}'.repeat(3_000);
    const tree = await lowered(
      csharp,
      'c_sharp',
      `class A { void f() { ${chain} g(); ${nested} } void h() {} }`,
    );
    expect(show(tree)).toMatch(/^\(class A \(fn f .*\(if a .*\(fn h/);
  });
});

describe('units of C#', () => {
  it('stay while their text stays, and move', async () => {
    const before = new PlainUnits(text);
    const [, , old] = (await lowered(csharp, 'c_sharp', text, before)).statements;
    const changed = text
      .replace('/** Sends leads. */', '/** Sends leads, and more. */')
      .replace('await SendAsync', 'await AgainAsync');
    const after = new PlainUnits(changed, undefined, before.pool);
    const [, , fresh] = (await lowered(csharp, 'c_sharp', changed, after)).statements;
    if (old?.kind !== 'class' || fresh?.kind !== 'class') throw new Error('no class');
    const sames = fresh.functions.map((one, index) => one === old.functions[index]);
    expect(fresh.functions.map(({ name }) => name)).toEqual([
      'Client',
      '',
      'constructor',
      'SendAsync',
      'constructor',
    ]);
    expect(sames).toEqual([true, true, true, false, true]);
    expect(fresh.fields.map((one, index) => one === old.fields[index])).toEqual([true, true]);
    const maker = fresh.functions[2]!;
    expect(changed.slice(maker.nameAt.anchor.offset + maker.nameAt.start).startsWith('LeadSync(string')).toBe(
      true,
    );
  });

  it('have no body where nothing bears on a save', async () => {
    const units = new (class extends TextUnits {
      override isWorthReading(from: number, to: number): boolean {
        return this.text.slice(from, to).includes('request');
      }
    })('file:///project/code', text, null);
    const [, , sync] = (await lowered(csharp, 'c_sharp', text, units)).statements;
    if (sync?.kind !== 'class') throw new Error('no class');
    expect(sync.functions.map(({ body }) => body !== null)).toEqual([false, false, false, true, true]);
  });
});
