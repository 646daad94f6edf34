import type { Schema } from '../../metadata/objects.ts';
import type { CodeFile } from '../../saves/code/codeFile.ts';
import type { CodeLanguage } from '../../saves/code/language.ts';
import type { CommentText } from '../../saves/facts.ts';
import { asFixes, commentFixes } from '../commentFixes.ts';
import type { Fix, FixDraft, FixRequest } from '../fix.ts';
import { type CommentStyle, hash, slashes } from '../suppress.ts';
import { takeOutAllowSave } from './bypass.ts';
import { callbackIn, handleInCallback } from './callbacks.ts';
import { headerIntoSubrequests } from './composite.ts';
import { handleError } from './handle.ts';
import { allowSave, stateRefusal } from './header.ts';
import { branchInCatch, throwAgain } from './inCatch.ts';
import { allowSaveInCode } from './jvmAndNet.ts';
import { correctSpelling } from './malformed.ts';
import { handleResponse } from './responses.ts';
import { handleRows } from './rows.ts';
import { type SaveCode, saveCodeOf } from './saveCode.ts';
import { CodeScene } from './scene.ts';
import { headerIntoSession } from './sessionHeader.ts';
import { upsertByExternalId } from './upsert.ts';
import { raiseVersion } from './version.ts';

/** What fix writers may ask about the code. */
export interface CodeFixContext {
  /** The file of the finding. */
  readonly file: CodeFile;
  readonly comments: readonly CommentText[];
  readonly schema: Schema;
}

/** Fixes for a finding in integration code, most useful first. */
export function codeFixes(request: FixRequest, context: CodeFixContext): readonly Fix[] {
  const { finding } = request;
  const { file, comments } = context;
  const scene = () => new CodeScene(file, comments);
  const silencing = commentFixes(finding, {
    source: file.text,
    comments,
    style: styleOf(file.language.id),
    mayStandAbove: (offset) => scene().mayStandAbove(offset),
  });
  return asFixes(finding, [...specific(request, context.schema, scene), ...silencing]);
}

function specific(request: FixRequest, schema: Schema, scene: () => CodeScene): FixDraft[] {
  const { finding, saves } = request;
  switch (finding.ruleId) {
    case 'missing-duplicate-rule-header':
      return onSave(saves, scene, (save) => [
        ...refusalFixes(save),
        ...upsertByExternalId(save, schema),
        allowSave(save()) ?? allowSaveInCode(save()),
        stateRefusal(save()),
      ]);
    case 'unhandled-duplicates':
    case 'external-id-upsert-duplicates':
      return onSave(saves, scene, (save) => [
        ...refusalFixes(save),
        ...upsertByExternalId(save, schema),
        allowSave(save()) ?? allowSaveInCode(save()),
      ]);
    case 'duplicate-value-confusion':
      return onSave(saves, scene, refusalFixes);
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
  scene: () => CodeScene,
  write: (save: () => SaveCode) => readonly (FixDraft | null)[],
): FixDraft[] {
  const [judged] = saves;
  if (!judged || !saveCodeOf(judged, scene())) return [];
  // Each fix chooses its names anew.
  return write(() => saveCodeOf(judged, scene())!).filter((draft) => draft !== null);
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
