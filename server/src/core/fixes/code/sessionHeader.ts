import type { FixDraft, FixRequest } from '../fix.ts';
import { headerStatementAt } from './composite.ts';
import { bypassComment, headerSince, mayBeAllowed } from './header.ts';
import type { CodeScene } from './scene.ts';

/** simple_salesforce: `sf.headers[…]`, which `sf.Lead.create` never sends, becomes `sf.session.headers[…]`. */
export function headerIntoSession({ finding, saves }: FixRequest, scene: CodeScene): FixDraft | null {
  const at = finding.location.start;
  const set = scene.isPython ? headerStatementAt(at, scene) : null;
  const assign = set?.statement.expression;
  if (!set || assign?.kind !== 'assign' || assign.target.kind !== 'index') return null;
  const headers = assign.target.object;
  if (headers.kind !== 'member' || headers.name !== 'headers' || !scene.mayStandAbove(at)) return null;
  const isTrap = saves.every(
    ({ site }) => site.options.ineffective !== undefined && site.channel.startsWith('rest-'),
  );
  const isSince = saves.every(({ site }) => site.apiVersion !== null && site.apiVersion >= headerSince);
  if (saves.length === 0 || !isTrap || !isSince || !saves.some(mayBeAllowed)) return null;
  const allows = /allowSave\s*=\s*true/i.test(scene.code(set.value));
  const { start } = scene.span(headers.nameAt);
  return {
    id: 'header-into-session',
    title: allows
      ? 'Set the header on sf.session, with a reason to fill in: duplicates will then be saved'
      : 'Set the header on sf.session, from where it is sent',
    edits: scene.edits([
      ...scene.commentAbove(scene.span(set.statement).start, allows ? bypassComment : null),
      { span: { start, end: start }, newText: 'session.' },
    ]),
  };
}
