import { offeredTemplates } from '../../core/templates/interview.ts';
import type { NextStep, PlannedFile, TemplatePlan, TemplateProject } from '../../core/templates/model.ts';
import { applyEdits } from '../../core/text.ts';
import { TextPage } from '../../core/textPage.ts';
import { displayPath, pathOfUri } from '../paths.ts';
import { printableLine, wrap } from './terminal.ts';

/** A template as `--list` gives it. */
export interface ListedTemplate {
  readonly id: string;
  readonly title: string;
  readonly does: string;
  readonly goodFor: string;
  /** Null: `--object` says. */
  readonly object: string | null;
  /** Why the project cannot have it; null: it can, or that hangs on what is asked for. */
  readonly unavailable: string | null;
  readonly offers: readonly string[];
}

export function templateList(project: TemplateProject): readonly ListedTemplate[] {
  return offeredTemplates(project).map(({ template: { id, title, does, goodFor, object }, unavailable }) => ({
    id,
    title,
    does,
    goodFor,
    object,
    unavailable: unavailable?.message ?? null,
    offers: unavailable?.offers ?? [],
  }));
}

export function listText(list: readonly ListedTemplate[], width: number): string {
  const page = new TextPage(width);
  for (const { id, title, does, goodFor, unavailable } of list) {
    page.add(0, `${id}: ${title}`);
    page.add(2, `${does}.`);
    page.add(2, goodFor);
    if (unavailable !== null) page.add(2, `Not here: ${unavailable}`);
    page.blank();
  }
  page.add(0, 'duplicate-rules new-rule TEMPLATE --dry-run tells what one would make.');
  return page.text();
}

export function planText(
  plan: TemplatePlan,
  impact: string,
  isDry: boolean,
  cwd: string,
  width: number,
): string {
  const shown = ({ uri }: { readonly uri: string }) => displayPath(pathOfUri(uri), cwd);
  const page = new TextPage(width);
  const { fullName, label, actions, compares, active, files, effect, notes, next } = plan;
  page.add(
    0,
    `${isDry ? 'Would make' : 'Made'} duplicate rule '${label}' (${fullName}), ${active ? 'active' : 'inactive'}`,
  );
  const isNew = (file: PlannedFile) => file.kind === 'create';
  for (const file of files.filter(isNew)) page.add(2, shown(file));
  const edited = files.filter((file) => !isNew(file));
  if (edited.length > 0) page.add(0, isDry ? 'and would add to' : 'and added to');
  for (const file of edited) page.add(2, shown(file));
  page.blank();
  page.add(0, `It compares ${compares}. ${actions}.`);
  page.add(
    0,
    active
      ? 'What becomes of a save for which it finds a match:'
      : 'What becomes of a save for which it finds a match, once it is active:',
  );
  for (const sentence of effect.sentences) page.add(2, `- ${sentence}`);
  page.blank();
  page.add(0, impact);
  if (notes.length > 0) {
    page.blank();
    page.add(0, 'To know:');
    for (const note of notes) page.add(2, `- ${note}`);
  }
  page.blank();
  page.add(0, 'Next:');
  // A command that is to be copied stays on its line.
  const steps = next.map((step) => {
    const text = wrap(printableLine(step.text), width - 4).join('\n    ');
    const command = commandOf(step, shown);
    return `  - ${text}\n${command === '' ? '' : `      ${printableLine(command)}\n`}`;
  });
  return page.text() + steps.join('');
}

export function planJson(plan: TemplatePlan, impact: string, isDry: boolean, cwd: string): unknown {
  const { template, fullName, label, active, actions, compares, files, effect, notes, next } = plan;
  return {
    template,
    fullName,
    label,
    active,
    actions,
    compares,
    written: !isDry,
    files: files.map((file) => ({
      path: displayPath(pathOfUri(file.uri), cwd),
      kind: file.what,
      change: file.kind === 'create' ? 'new' : 'added-to',
      text: file.kind === 'create' ? file.text : applyEdits(file.before, [file.edit]),
    })),
    effect: effect.sentences,
    impact,
    notes,
    next: next.map(({ kind, text, uris }) => ({
      kind,
      text,
      paths: uris.map((uri) => displayPath(pathOfUri(uri), cwd)),
    })),
  };
}

/** The command that does it; '' where there is none. */
function commandOf({ kind, uris }: NextStep, shown: (file: { readonly uri: string }) => string): string {
  const paths = uris.map((uri) => quoted(shown({ uri })));
  switch (kind) {
    case 'test':
      return `duplicate-rules test ${paths.join(' ')}`;
    case 'check':
      return 'duplicate-rules check';
    case 'deploy':
      return `sf project deploy start ${paths.map((one) => `--source-dir ${one}`).join(' ')}`;
    case 'activate':
      return '';
  }
}

function quoted(path: string): string {
  return /^[\w./-]+$/.test(path) ? path : `"${path}"`;
}
