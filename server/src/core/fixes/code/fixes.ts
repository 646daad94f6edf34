import type { Schema } from '../../metadata/objects.ts';
import type { CodeFile } from '../../saves/code/codeFile.ts';
import type { CodeLanguage } from '../../saves/code/language.ts';
import { originOf, type SaveOrigin } from '../../saves/code/origins.ts';
import type { CommentText } from '../../saves/facts.ts';
import { asFixes, commentFixes } from '../commentFixes.ts';
import type { Fix, FixDraft, FixRequest } from '../fix.ts';
import { aboutRefusals, type CommentStyle, hash, slashes } from '../suppress.ts';
import { takeOutAllowSave } from './bypass.ts';
import { callbackIn, handleInCallback } from './callbacks.ts';
import { headerIntoSubrequests } from './composite.ts';
import { errorInputOf } from './exceptions.ts';
import { handleError } from './handle.ts';
import { allowSave, stateRefusal } from './header.ts';
import { branchInCatch, throwAgain } from './inCatch.ts';
import { allowSaveInCode } from './jvmAndNet.ts';
import { correctSpelling } from './malformed.ts';
import { handleResponse, responseInput } from './responses.ts';
import { handleRows } from './rows.ts';
import { type SaveCode, saveCodeOf } from './saveCode.ts';
import { CodeScene } from './scene.ts';
import { headerIntoSession } from './sessionHeader.ts';
import { upsertByExternalId } from './upsert.ts';
import { raiseVersion } from './version.ts';
import { throughWrapper } from './wrapper.ts';

/** What fix writers may ask about the code. */
export interface CodeFixContext {
  /** The file of the finding. */
  readonly file: CodeFile;
  readonly comments: readonly CommentText[];
  readonly schema: Schema;
  /** Another file, for wrappers; null where it is none of code. */
  readonly fileAt: (uri: string) => Pick<CodeFixContext, 'file' | 'comments'> | null;
}

/** Fixes for a finding in integration code, most useful first. */
export function codeFixes(request: FixRequest, context: CodeFixContext): readonly Fix[] {
  const { finding } = request;
  const { file, comments } = context;
  const scene = () => new CodeScene(file, comments);
  const drafts = specific(request, context, scene);
  const silencing = commentFixes(finding, {
    source: file.text,
    comments,
    style: styleOf(file.language.id),
    mayStandAbove: (offset) => scene().mayStandAbove(offset),
    noFix: drafts.length > 0 ? null : whyNone(request, file),
  });
  return asFixes(finding, [...drafts, ...silencing]);
}

/** Why no code is written for a finding on a save, in a language in which it is for others. */
function whyNone({ finding, saves }: FixRequest, { language }: CodeFile): string | null {
  const origin = saves[0] && originOf(saves[0].site);
  if (!origin || !aboutRefusals.has(finding.ruleId)) return null;
  if (!/^(?:javascript|typescript|python)$/.test(language.id)) return null;
  if (!readsRefusals(origin)) return 'its library is not known';
  return origin.call === origin.save ? 'none for this form' : 'its answer is in a wrapper';
}

/** Whether it is known how the library tells of a refusal. */
function readsRefusals({ reports, library, returns }: SaveOrigin): boolean {
  if (reports === 'exception') return errorInputOf(library) !== null;
  return reports === 'response' ? responseInput(returns) !== null : true;
}

function specific(request: FixRequest, context: CodeFixContext, scene: () => CodeScene): FixDraft[] {
  const { finding, saves } = request;
  const { schema } = context;
  switch (finding.ruleId) {
    case 'missing-duplicate-rule-header':
      return onSave(saves, context, scene, (save) => [
        ...refusalFixes(save),
        ...upsertByExternalId(save, schema),
        allowSave(save()) ?? allowSaveInCode(save()),
        stateRefusal(save()),
      ]);
    case 'unhandled-duplicates':
    case 'external-id-upsert-duplicates':
      return onSave(saves, context, scene, (save) => [
        ...refusalFixes(save),
        ...upsertByExternalId(save, schema),
        allowSave(save()) ?? allowSaveInCode(save()),
      ]);
    case 'duplicate-value-confusion':
      return onSave(saves, context, scene, refusalFixes);
    case 'malformed-duplicate-header':
      return [correctSpelling(finding, scene())].filter((draft) => draft !== null);
    case 'ineffective-duplicate-header':
      return [
        raiseVersion(request, scene()),
        headerIntoSubrequests(request, scene()),
        headerIntoSession(request, scene()),
        takeOutAllowSave(request, scene()),
      ].filter((draft) => draft !== null);
    case 'allow-save-bypass':
      return [takeOutAllowSave(request, scene())].filter((draft) => draft !== null);
    default:
      return [];
  }
}

/** The finding stands on one save; several at one place are the same save in different frames. */
function onSave(
  saves: FixRequest['saves'],
  context: CodeFixContext,
  scene: () => CodeScene,
  write: (save: () => SaveCode) => readonly (FixDraft | null)[],
): FixDraft[] {
  const [judged] = saves;
  if (!judged) return [];
  // Each fix chooses its names anew.
  const direct = saveCodeOf(judged, scene()) ? write(() => saveCodeOf(judged, scene())!) : [];
  const drafts = direct.filter((draft) => draft !== null);
  return drafts.length > 0 ? drafts : throughWrapper(judged, scene, context);
}

function refusalFixes(save: () => SaveCode): readonly (FixDraft | null)[] {
  const { origin, judged } = save();
  if (judged.site.refusal.insideHandling) return [];
  switch (origin.reports) {
    case 'exception':
      if (callbackIn(save())) return handleInCallback(save);
      return [...handleError(save), branchInCatch(save()), throwAgain(save())];
    case 'response':
      return handleResponse(save);
    case 'rows':
    case 'job':
    case 'job-answer':
      return handleRows(save);
    default:
      return [];
  }
}

function styleOf(language: CodeLanguage): CommentStyle {
  return language === 'python' || language === 'ruby' ? hash : slashes;
}
