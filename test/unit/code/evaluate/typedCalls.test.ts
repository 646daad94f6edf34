import { describe, expect, test } from 'vitest';
import { type Files, savesOf } from '../../../support/codeSaves.ts';

const connection = `
import com.sforce.soap.partner.PartnerConnection;
import com.sforce.soap.partner.sobject.SObject;
import java.util.concurrent.ExecutorService;
`;
const create = `SObject lead = new SObject("Lead"); connection.create(new SObject[] { lead });`;

/** Declared types tell which methods come upon a save: each of these does, by another way. */
const programs: readonly [string, string | Files][] = [
  ['a method of its own', `void run() { one(); } void one() { two(); } void two() { ${create} }`],
  [
    'a lambda in a field',
    `Runnable task = () -> { ${create} }; ExecutorService pool; void run() { pool.submit(task); }`,
  ],
  [
    'a lambda that the constructor keeps',
    `Runnable task; ExecutorService pool; Sync() { Runnable made = () -> { ${create} }; this.task = made; } void run() { pool.submit(this.task); }`,
  ],
  [
    'a lambda in a map',
    `java.util.Map<String, Runnable> tasks = new java.util.HashMap<>(); ExecutorService pool; Sync() { tasks.put("a", () -> { ${create} }); } void run() { pool.submit(tasks.get("a")); }`,
  ],
  [
    'a method that is handed on',
    `ExecutorService pool; void run() { pool.submit(this::save); } void save() { ${create} }`,
  ],
  [
    'an anonymous class',
    `ExecutorService pool; void run() { pool.submit(new Runnable() { public void run() { ${create} } }); }`,
  ],
  ['what another returns', `Saver saver() { return new Saver(connection); } void run() { saver().save(); }`],
  ['a variable without a type', `void run() { var saver = new Saver(connection); saver.save(); }`],
  [
    'an item of a list',
    `java.util.List<Saver> savers; void run() { for (Saver each : savers) each.save(); }`,
  ],
  ['a type parameter', `<T extends Saver> void run(T saver) { saver.save(); }`],
  ['an interface', `Saving saving; void run() { saving.save(); }`],
  ['a class that is made from one', `Saver saver = new Louder(connection); void run() { saver.save(); }`],
  ['a static method', `void run() { Saver.saveBy(connection); }`],
  ['a class within', `void run() { new Inner().save(); } class Inner { void save() { ${create} } }`],
  ['the class around', `class Inner { void run() { save(); } } void save() { ${create} }`],
  ['a cast', `Object kept; void run() { ((Saver) kept).save(); }`],
  ['a library by its interface', `Runnable job = new Job(); void run() { job.run(); }`],
];

const others: Files = {
  'Saving.java': 'interface Saving { void save(); } // sforce',
  'Saver.java': `${connection} class Saver implements Saving { PartnerConnection connection; Saver(PartnerConnection connection) { this.connection = connection; } public void save() { ${create} } static void saveBy(PartnerConnection connection) { ${create} } }`,
  'Louder.java': `${connection} class Louder extends Saver { Louder(PartnerConnection connection) { super(connection); } public void save() { SObject one = new SObject("Contact"); connection.create(new SObject[] { one }); } }`,
  'Job.java': `${connection} class Job implements Runnable { PartnerConnection connection; public void run() { ${create} } }`,
};

describe('methods that come upon a save', () => {
  test.each(programs)('by %s', async (_, members) => {
    const files: Files = {
      ...others,
      'Sync.java': `${connection} class Sync { PartnerConnection connection; ${members} }`,
    };
    for (const name of Object.keys(files)) {
      expect(await savesOf(files, name, true), name).toEqual(await savesOf(files, name));
    }
    expect((await savesOf(files, 'Saver.java', true)).length).toBeGreaterThan(0);
  });
});
