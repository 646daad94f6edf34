import type { Schema } from '../metadata/objects.ts';
import { fieldKey } from '../outcome/fieldNames.ts';
import type { RuleCatalog } from '../outcome/model.ts';
import { takesAllowSave } from '../preflight/fates.ts';
import { KnownFields } from '../records/knownFields.ts';
import { objectSpelling } from '../records/objects.ts';
import { nearest, suggestion } from '../records/suggest.ts';
import type { Span } from '../text.ts';
import { withActive } from './activated.ts';
import { checkNames } from './checkNames.ts';
import type {
  At,
  Expectation,
  RuleTest,
  RuleTestFile,
  RuleTestProblem,
  RuleTestSave,
  SavedRecord,
  TestField,
} from './model.ts';
import type { RuleTestProject } from './run.ts';

/**
 * Holds a file to the project: objects, fields, duplicate rules, matching rules and records that it names. Gives the
 * file with these problems too; tests with errors are broken.
 */
export function checkRuleTests(file: RuleTestFile, project: RuleTestProject): RuleTestFile {
  const check = new Check({
    schema: project.schema,
    catalog: withActive(project.catalog, file.activate),
  });
  const unknown = check.activated(file.activate);
  const problems: RuleTestProblem[] = [...file.problems, ...unknown];
  const tests = file.tests.map((test) => {
    const found = check.test(test);
    problems.push(...found);
    const isBroken =
      test.isBroken || unknown.length > 0 || found.some(({ severity }) => severity === 'error');
    return { ...test, isBroken };
  });
  return { ...file, tests, problems: once(problems) };
}

/** Records of the file are looked at with each test. */
function once(problems: readonly RuleTestProblem[]): readonly RuleTestProblem[] {
  const byPlace = new Map(problems.map((problem) => [`${problem.start} ${problem.message}`, problem]));
  return [...byPlace.values()].sort((a, b) => a.start - b.start || a.end - b.end);
}

class Check {
  readonly #catalog: RuleCatalog;
  readonly #schema: Schema;
  readonly #fields: KnownFields;

  constructor(project: RuleTestProject) {
    this.#catalog = project.catalog;
    this.#schema = project.schema;
    this.#fields = new KnownFields(project);
  }

  activated(names: readonly At<string>[]): readonly RuleTestProblem[] {
    const all = this.#catalog.duplicateRules.map(({ fullName }) => fullName);
    return names
      .filter(({ value }) => !isAmong(value, all))
      .map(({ value, ...span }) =>
        unknownName(span, `The project has no duplicate rule ${value}.`, value, all),
      );
  }

  test(test: RuleTest): readonly RuleTestProblem[] {
    const found: RuleTestProblem[] = [];
    for (const source of test.records) {
      if (source.kind === 'record') {
        const { object, fields } = source.record;
        found.push(...this.#object(object), ...this.#fieldsOf(object.value, fields));
      } else if (source.file.object !== null) {
        found.push(...this.#object({ ...source.file, value: source.file.object }));
      }
    }
    for (const save of test.saves) {
      found.push(...allowSaveProblems(save));
      for (const record of save.records) found.push(...this.#record(record));
    }
    return [...found, ...checkNames(test)];
  }

  #record(record: SavedRecord): readonly RuleTestProblem[] {
    const { object, fields, expected, externalId } = record;
    const unknown = this.#object(object);
    if (unknown.length > 0) return unknown;
    const rules = this.#catalog.rulesFor(object.value);
    const isUsed = rules.some(({ active }) => active);
    return [
      ...(isUsed ? [] : [warning(object, `No active duplicate rule bears on ${object.value}.`)]),
      ...this.#fieldsOf(object.value, fields),
      ...(externalId
        ? this.#fieldsOf(object.value, [{ ...externalId, name: externalId.value, nameSpan: externalId }])
        : []),
      ...expected.flatMap((one) => this.#expectation(one, object.value)),
    ];
  }

  #object({ value, ...span }: At<string>): readonly RuleTestProblem[] {
    const isKnown = this.#schema.object(value) !== null || this.#catalog.rulesFor(value).length > 0;
    if (isKnown) return [];
    const names = this.#knownObjects();
    const meant = nearest(value, names);
    if (/__c$/i.test(value)) {
      const message = `The project has no object ${value}.${suggestion(meant, names)}`;
      return [{ ...plain(span), severity: 'error', message, replacement: meant }];
    }
    if (this.#schema.isObject(value)) return [];
    return [
      {
        ...plain(span),
        severity: 'error',
        message: `There is no object ${value}.${suggestion(meant, [])}`,
        replacement: meant,
      },
    ];
  }

  #knownObjects(): readonly string[] {
    const names = this.#catalog.duplicateRules.flatMap(({ object, matchRules }) => [
      object,
      ...matchRules.map(({ objectType }) => objectType),
    ]);
    return [...new Set(names.map((name) => objectSpelling(name, this.#schema)))];
  }

  #fieldsOf(
    object: string,
    fields: readonly Pick<TestField, 'name' | 'nameSpan'>[],
  ): readonly RuleTestProblem[] {
    return fields.flatMap(({ name, nameSpan }): RuleTestProblem[] => {
      const problem = this.#fields.problem(object, name);
      if (problem === null) return [];
      const { message, meant, isMisspelt } = problem;
      // The project need not hold all fields of the org.
      const severity = isMisspelt ? 'error' : 'warning';
      return [{ ...plain(nameSpan), severity, message, replacement: meant }];
    });
  }

  #expectation(expected: Expectation, object: string): readonly RuleTestProblem[] {
    if (expected.kind === 'outcome') return [];
    if (expected.kind === 'no-match') return this.#noMatch(expected, object);
    if (expected.rule === null) return [];
    const { value, ...span } = expected.rule;
    const names = this.#catalog.rulesFor(object).map(({ fullName }) => fullName);
    return isAmong(value, names)
      ? []
      : [unknownName(span, `${object} has no duplicate rule ${value}.`, value, names)];
  }

  #noMatch(
    { by, because }: Extract<Expectation, { kind: 'no-match' }>,
    object: string,
  ): readonly RuleTestProblem[] {
    const references = this.#catalog.rulesFor(object).flatMap(({ matchRules }) => matchRules);
    const names = [
      ...new Set(references.map(({ objectType, matchingRule }) => `${objectType}.${matchingRule}`)),
    ];
    if (by !== null && !isAmong(by.value, names)) {
      const { value, ...span } = by;
      return [
        unknownName(
          span,
          `No duplicate rule of ${object} compares by a matching rule ${value}.`,
          value,
          names,
        ),
      ];
    }
    const used = names.filter((name) => by === null || isAmong(by.value, [name]));
    const fields = new Map(
      used
        .map((name) =>
          this.#catalog.matchingRule(name.slice(0, name.indexOf('.')), name.slice(name.indexOf('.') + 1)),
        )
        .flatMap((rule) => rule?.items ?? [])
        .map(({ field }) => [fieldKey(field), field]),
    );
    const own = this.#fields.used(object);
    // The items of a standard rule are not in the catalogue.
    if (fields.size === 0) return [];
    return because
      .filter(({ value }) => !fields.has(fieldKey(value)) && !own.has(fieldKey(value)))
      .map(({ value, ...span }) =>
        unknownName(span, `No matching rule that bears on ${object} compares ${value}.`, value, [
          ...fields.values(),
        ]),
      );
  }
}

function allowSaveProblems({ options, channel, start }: RuleTestSave): readonly RuleTestProblem[] {
  if (!options.allowSave || takesAllowSave(channel)) return [];
  return [
    warning({ start, end: start + 1 }, `The channel ${channel} takes no allowSave: it changes nothing.`),
  ];
}

/** By full name, or without the object. */
function isAmong(name: string, fullNames: readonly string[]): boolean {
  const wanted = name.toLowerCase();
  return fullNames.some((full) => {
    const lower = full.toLowerCase();
    return lower === wanted || lower.slice(lower.indexOf('.') + 1) === wanted;
  });
}

function unknownName(span: Span, message: string, name: string, names: readonly string[]): RuleTestProblem {
  const bare = (full: string) => (name.includes('.') ? full : full.slice(full.indexOf('.') + 1));
  const meant = nearest(name, names.map(bare));
  return {
    ...plain(span),
    severity: 'error',
    message: `${message}${suggestion(meant, names)}`,
    replacement: meant,
  };
}

function warning(span: Span, message: string): RuleTestProblem {
  return { ...plain(span), severity: 'warning', message, replacement: null };
}

function plain({ start, end }: Span): Span {
  return { start, end };
}
