import { describe, expect, it } from 'vitest';
import { java } from '../../../../server/src/core/saves/code/languages/java/language.ts';
import { TextUnits } from '../../../../server/src/core/saves/code/units.ts';
import { lowered, PlainUnits, show } from '../../../support/code.ts';
import { misplaced, mutantsOf } from '../../../support/codeMutants.ts';

const text = `package sync;

import com.sforce.soap.partner.PartnerConnection;
import com.sforce.soap.partner.sobject.SObject;

/** Sends leads. */
@Service
public class LeadSync extends Base<Lead> {
  private static final Logger log = LoggerFactory.getLogger(LeadSync.class);
  private final PartnerConnection connection;
  static { register(); }

  public LeadSync(PartnerConnection connection) {
    super(connection);
    this.connection = connection;
    connection.setDuplicateRuleHeader(true, false, false);
  }

  public int send(List<Row> rows, boolean retry) throws ConnectionException {
    SObject[] records = new SObject[rows.size()];
    for (int i = 0; i < rows.size(); i++) {
      var lead = new SObject("Lead");
      lead.setField("LastName", rows.get(i).name() + " (" + i + ")");
      records[i] = lead;
    }
    try (var timer = metrics.start()) {
      SaveResult[] results = connection.create(records);
      return (int) Arrays.stream(results).filter(result -> !result.isSuccess()).count();
    } catch (ConnectionException | RuntimeException e) {
      switch (e.getMessage()) {
        case "DUPLICATES_DETECTED" -> log.warn("duplicate", e);
        default -> throw e;
      }
      return retry ? send(rows, false) : 0;
    }
  }

  enum Kind { LEAD("Lead"), CONTACT("Contact"); private final String object; Kind(String object) { this.object = object; } }
  record Row(String name, String... phones) { }
}
`;

describe('half-typed Java', () => {
  it('is lowered to something, each place in the text', async () => {
    for (const mutant of mutantsOf(text, 300, 11)) {
      const { statements } = await lowered(java, 'java', mutant);
      expect(misplaced(statements, mutant)).toEqual([]);
    }
  });

  it('is lowered the same way from its units as afresh', async () => {
    let before = new PlainUnits(text);
    await lowered(java, 'java', text, before);
    for (const mutant of mutantsOf(text, 100, 12)) {
      const units = new PlainUnits(mutant, undefined, before.pool);
      const edited = await lowered(java, 'java', mutant, units);
      const fresh = await lowered(java, 'java', mutant);
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
    expect(show(await lowered(java, 'java', code))).toMatch(/^\(class A \(fn f .*\(fn g .*\(call h\)/);
  });

  it('may be nothing but brackets', async () => {
    const code = `class A { void f() { x = ${'('.repeat(3_000)}; } void g() { h(); } }`;
    expect(show(await lowered(java, 'java', code))).toContain('(call h)');
  });

  it('may have deep statements', async () => {
    const chain = 'if (a) f(); else '.repeat(3_000);
    const nested = '{'.repeat(3_000) + '}'.repeat(3_000);
    const tree = await lowered(java, 'java', `class A { void f() { ${chain} g(); ${nested} } void h() {} }`);
    expect(show(tree)).toMatch(/^\(class A \(fn f .*\(if a .*\(fn h/);
  });
});

describe('units of Java', () => {
  it('stay while their text stays, and move', async () => {
    const before = new PlainUnits(text);
    const [, , old] = (await lowered(java, 'java', text, before)).statements;
    const changed = text
      .replace('/** Sends leads. */', '/** Sends leads, and more. */')
      .replace('? send(', '? again(');
    const after = new PlainUnits(changed, undefined, before.pool);
    const [, , fresh] = (await lowered(java, 'java', changed, after)).statements;
    if (old?.kind !== 'class' || fresh?.kind !== 'class') throw new Error('no class');
    const sames = fresh.functions.map((one, index) => one === old.functions[index]);
    expect(fresh.functions.map(({ name }) => name)).toEqual(['', 'constructor', 'send']);
    expect(sames).toEqual([true, true, false]);
    expect(fresh.fields.map((one, index) => one === old.fields[index])).toEqual([true, true]);
    const maker = fresh.functions[1]!;
    expect(changed.slice(maker.nameAt.anchor.offset + maker.nameAt.start).startsWith('LeadSync(')).toBe(true);
  });

  it('have no body where nothing bears on a save', async () => {
    const units = new (class extends TextUnits {
      override isWorthReading(from: number, to: number): boolean {
        return this.text.slice(from, to).includes('create');
      }
    })('file:///project/code', text, null);
    const [, , sync] = (await lowered(java, 'java', text, units)).statements;
    if (sync?.kind !== 'class') throw new Error('no class');
    expect(sync.functions.map(({ body }) => body !== null)).toEqual([false, false, true]);
  });
});
