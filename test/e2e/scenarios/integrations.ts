import { describe, expect, test } from 'vitest';
import type { Session } from '../session.ts';
import { files, soon } from './files.ts';

/** Integration code beside the Salesforce project, and its Flows. */
export function integrations(session: Session) {
  describe('integration code', () => {
    codeFile(session, 'TypeScript', {
      file: files.nightlyLeads,
      findings: [12, 16, 24],
      refused: { line: 16, column: 52 },
      lost: { line: 24, harmless: "      await connection.sobject('Task').create(leadOf(signUp));" },
    });
    codeFile(session, 'Python', {
      file: files.webSignups,
      findings: [21, 29, 50],
      refused: { line: 21, column: 25 },
      lost: { line: 29, harmless: '            sf.Task.create(lead)' },
    });

    test('of a Flow: an element without a fault path is underlined', async () => {
      const { workbench } = session;
      await workbench.openFile(files.jobFairGuest);
      await workbench.squiggles('warning').first().waitFor({ state: 'attached' });
      await workbench.openProblems('Job_Fair_Guest');
      await expect.poll(() => linesIn(session, files.jobFairGuest), soon).toEqual([8, 62]);
      const [first] = await workbench.problemsOf(files.jobFairGuest);
      expect(first?.message).toContain('No fault path');
    });

    test('that nobody has opened is looked at in the background', async () => {
      const { workbench } = session;
      for (const file of [files.leadForm, files.load]) {
        const name = file.slice(file.lastIndexOf('/') + 1);
        await workbench.openProblems(name);
        await expect.poll(() => workbench.filesWithProblems(), soon).toEqual([name]);
      }
    });
  });
}

interface CodeFile {
  readonly file: string;
  /** Lines with a warning, in their order. */
  readonly findings: readonly number[];
  /** A save that a rule refuses, and nothing handles it. */
  readonly refused: { readonly line: number; readonly column: number };
  /** A save whose refusal is lost, and a line that saves something else instead. */
  readonly lost: { readonly line: number; readonly harmless: string };
}

function codeFile(session: Session, language: string, { file, findings, refused, lost }: CodeFile) {
  describe(`of ${language}`, () => {
    test('is underlined, and the hover names the rule and its file', async () => {
      const { workbench } = session;
      await workbench.openFile(file);
      await workbench.squiggles('warning').first().waitFor({ state: 'attached' });
      await workbench.openProblems(file);
      await expect.poll(() => linesIn(session, file), soon).toEqual(findings);
      await workbench.goTo(refused.line, refused.column);
      const hover = await workbench.hover('Lead Email');
      expect(await hover.textContent()).toContain('Lead.Lead_Email.duplicateRule-meta.xml');
    });

    test('loses a finding and gets it back while somebody types', async () => {
      const { workbench } = session;
      await workbench.openProblems(file);
      await workbench.openFile(file);
      await expect.poll(() => linesIn(session, file), soon).toEqual(findings);
      const before = session.read(file).split('\n')[lost.line - 1]!;
      await workbench.replaceLine(lost.line, lost.harmless);
      const others = findings.filter((line) => line !== lost.line);
      await expect.poll(() => linesIn(session, file), soon).toEqual(others);
      await workbench.replaceLine(lost.line, before);
      await expect.poll(() => linesIn(session, file), soon).toEqual(findings);
    });

    test('is fixed, and the finding is gone on disk too', async () => {
      const { workbench } = session;
      const count = () => session.read(file).split('DUPLICATES_DETECTED').length;
      const before = count();
      await workbench.openProblems(file);
      await workbench.openFile(file);
      await expect.poll(() => linesIn(session, file), soon).toEqual(findings);
      await workbench.goTo(refused.line, refused.column);
      const offered = await workbench.openQuickFixes();
      expect(offered[0]).toContain('DUPLICATES_DETECTED');
      await workbench.chooseQuickFix(offered[0]!);
      await expect
        .poll(() => linesIn(session, file).then(({ length }) => length), soon)
        .toBe(findings.length - 1);
      await workbench.save();
      await expect.poll(count, soon).toBeGreaterThan(before);
      session.restore(file);
    });
  });
}

/** Lines of our warnings in the open problems panel. */
async function linesIn({ workbench }: Session, file: string): Promise<number[]> {
  const problems = await workbench.problemsOf(file);
  return problems
    .filter(({ source, severity }) => source === 'duplicate-rules' && severity === 'warning')
    .map(({ line }) => line)
    .sort((a, b) => a - b);
}
