import type {
  AuditSection,
  AuditStatement,
  Authorship,
  PlanItem,
  RegisteredBypass,
  Risk,
} from '../../../server/src/protocol.ts';
import { confidenceWords } from '../confidence.ts';
import { t } from '../l10n.tsx';

export function sectionTitle(name: AuditSection['name']): string {
  switch (name) {
    case 'rules':
      return t('The rules');
    case 'code':
      return t('The code');
    case 'people':
      return t('The people');
    case 'data':
      return t('The data');
  }
}

export function riskTitle(risk: Risk): string {
  switch (risk) {
    case 'high':
      return t('High risk');
    case 'medium':
      return t('Medium risk');
    case 'low':
      return t('Low risk');
    case 'none':
      return t('To know');
  }
}

export function confidenceTitle(confidence: AuditStatement['confidence']): string {
  switch (confidence) {
    case 'exact':
      return t('as it is written');
    case 'approximate':
      return t('approximate');
    default:
      return confidenceWords(confidence);
  }
}

export function easeWords(ease: PlanItem['ease']): string {
  switch (ease) {
    case 'minutes':
      return t('minutes each');
    case 'hours':
      return t('hours');
    case 'days':
      return t('days');
  }
}

export function writtenWords(written: Authorship): string {
  switch (written.kind) {
    case 'known':
      return t('{0}, {1} ({2})', written.author, written.date, written.commit.slice(0, 9));
    case 'not-committed':
      return t('not committed yet');
    case 'not-tracked':
      return t('the file is not under version control');
    case 'no-repository':
      return t('there is no repository');
    case 'unknown':
      return t('not known: {0}', written.why);
  }
}

export function ownerWords({ owner }: RegisteredBypass): string {
  if (owner === null) return t('nobody is named');
  return owner.by === 'blame' ? t('{0} (wrote the line)', owner.name) : owner.name;
}

export function untilWords({ until }: RegisteredBypass): string {
  if (until === null) return t('no date');
  if (until.state === 'expired') return t('{0} (has passed)', until.written);
  return until.state === 'unreadable' ? t('{0} (no date that can be read)', until.written) : until.written;
}
