import type { ScaffoldPlan } from '../../core/scaffold/model.ts';
import { TextPage } from '../../core/textPage.ts';
import { displayPath, pathOfUri } from '../paths.ts';
import { printableLine, wrap } from './terminal.ts';

export function scaffoldText(plan: ScaffoldPlan, isDry: boolean, cwd: string, width: number): string {
  const { files, notes, next } = plan;
  const shown = ({ uri }: { readonly uri: string }) => displayPath(pathOfUri(uri), cwd);
  const page = new TextPage(width);
  page.add(0, isDry ? 'Would make' : 'Made');
  // Beside its class, one is of no interest.
  for (const file of files.filter(({ what }) => what !== 'class-meta')) page.add(2, shown(file));
  if (notes.length > 0) {
    page.blank();
    page.add(0, 'To know:');
    for (const note of notes) page.add(2, `- ${note}`);
  }
  page.blank();
  page.add(0, 'Next:');
  // A command that is to be copied stays on its line.
  const steps = next.map(({ text, command }) => {
    const words = wrap(printableLine(text), width - 4).join('\n    ');
    return `  - ${words}\n${command === '' ? '' : `      ${printableLine(command)}\n`}`;
  });
  return page.text() + steps.join('');
}

export function scaffoldJson(plan: ScaffoldPlan, isDry: boolean, cwd: string): unknown {
  const { parts, objects, prefix, apiVersion, files, notes, next } = plan;
  return {
    parts,
    objects,
    prefix,
    apiVersion,
    written: !isDry,
    files: files.map((file) => ({
      path: displayPath(pathOfUri(file.uri), cwd),
      kind: file.what,
      text: file.kind === 'create' ? file.text : '',
    })),
    notes,
    next,
  };
}
