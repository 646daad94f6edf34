import type { Settings } from '../core/config/settings.ts';
import type { LazyText } from '../core/metadata/objects.ts';
import type { Project } from '../core/project.ts';
import type { Span } from '../core/text.ts';
import { localDate } from '../workspace/localDate.ts';

/**
 * A project whose failures stay with the file that caused them: an exception is told once for each file and
 * message, and the answer is empty. Findings are those of the day on which they are asked for.
 */
export function guardProject(
  project: Project,
  tell: (message: string) => void,
  today: () => string = localDate,
): Project {
  const told = new Set<string>();

  function guarded<T>(doing: string, uri: string, fallback: T, run: () => T): T {
    try {
      return run();
    } catch (error) {
      const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
      const key = `${uri} ${error}`;
      if (!told.has(key)) {
        told.add(key);
        tell(`${doing} ${uri} failed: ${text}`);
      }
      return fallback;
    }
  }

  return {
    setFile: (uri: string, text: LazyText) =>
      guarded('Reading', uri, undefined, () => project.setFile(uri, text)),
    removeFile: (uri: string) => guarded('Removing', uri, undefined, () => project.removeFile(uri)),
    closeFile: (uri: string) => guarded('Closing', uri, undefined, () => project.closeFile(uri)),
    reads: (uri: string) => project.reads(uri),
    setSettings: (settings: Settings) =>
      guarded('Changing settings', '', undefined, () => project.setSettings(settings)),
    setToday: (date: string) => project.setToday(date),
    setConfigurationText: (text: string | null) =>
      guarded('Changing settings', '', undefined, () => project.setConfigurationText(text)),
    get neededGrammars() {
      return project.neededGrammars;
    },
    setParser: (parser) => guarded('Taking over a grammar', '', undefined, () => project.setParser(parser)),
    giveUp: (grammar) => project.giveUp(grammar),
    setOrgRules: (rules) =>
      guarded('Taking over rules of the org', '', undefined, () => project.setOrgRules(rules)),
    get catalog() {
      return project.catalog;
    },
    get catalogOfFiles() {
      return project.catalogOfFiles;
    },
    get schema() {
      return project.schema;
    },
    duplicateRuleFile: (uri: string) => project.duplicateRuleFile(uri),
    matchingRuleFile: (uri: string) => project.matchingRuleFile(uri),
    withRules: (texts) => {
      const other = project.withRules(texts);
      return {
        ...other,
        saves: (uri: string) => guarded('Analysing', uri, [], () => other.saves(uri)),
        findings: (uri: string) => guarded('Analysing', uri, [], () => other.findings(uri)),
      };
    },
    get files() {
      return project.files;
    },
    get generation() {
      return project.generation;
    },
    *analyseAll() {
      const steps = project.analyseAll();
      for (;;) {
        const step = guarded('Analysing', '', null, () => steps.next());
        if (step === null) break;
        if (step.done) return;
        yield step.value;
      }
      // A generator ends with its exception; the other files are looked at one by one.
      const uris = [...project.files];
      for (const [index, uri] of uris.entries()) {
        guarded('Analysing', uri, [], () => project.saves(uri));
        yield { done: index + 1, total: uris.length, uri };
      }
    },
    findings: (uri: string) => {
      project.setToday(today());
      return guarded('Analysing', uri, [], () => project.findings(uri));
    },
    review: (uri: string) => {
      project.setToday(today());
      return guarded('Analysing', uri, { told: [], silenced: [] }, () => project.review(uri));
    },
    saves: (uri: string) => guarded('Analysing', uri, [], () => project.saves(uri)),
    records: (uri: string) => guarded('Looking for records in', uri, [], () => project.records(uri)),
    recordsAt: (uri: string, text: string, span: Span) =>
      guarded('Looking for records in', uri, null, () => project.recordsAt(uri, text, span)),
    fixes: (uri: string, span: Span) => guarded('Fixing', uri, [], () => project.fixes(uri, span)),
    safeFixes: (uri: string) => guarded('Fixing', uri, [], () => project.safeFixes(uri)),
    hover: (uri: string, offset: number) =>
      guarded('Describing', uri, null, () => project.hover(uri, offset)),
  };
}
