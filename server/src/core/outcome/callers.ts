import type { CallerOfSave, SaveSite } from '../saves/site.ts';
import { list } from './words.ts';

const mostNames = 2;

/** `, in sync and SignUp.save, which call this`: where callers decide what becomes of the refusal; else ''. */
export function decidedAtCallers({ refusal }: SaveSite): string {
  const { callers } = refusal;
  if (!callers || callers.deciding.length === 0 || callers.own === refusal.kind) return '';
  return `, in ${callerNames(callers.deciding)}, which ${distinctNames(callers.deciding).length === 1 ? 'calls' : 'call'} this`;
}

/** "Another caller handles it.", where callers differ. */
export function otherCallersSentence({ refusal }: SaveSite): string | null {
  const { callers } = refusal;
  if (!callers) return null;
  const { deciding, handling, losing } = callers;
  const others = handling === 1 ? 'Another caller handles it.' : `${handling} other callers handle it.`;
  if (losing) {
    const lost = `It is lost in ${callerNames(losing)}, which ${distinctNames(losing).length === 1 ? 'calls' : 'call'} this.`;
    return handling === 0 ? lost : `${lost} ${others}`;
  }
  if (handling === 0) return null;
  if (deciding.length > 0 && callers.own !== refusal.kind) return others;
  const handle = handling === 1 ? 'One caller handles it' : `${handling} callers handle it`;
  if (deciding.length === 0) return `${handle}, but not every use is known.`;
  return `${handle}, ${callerNames(deciding)} ${distinctNames(deciding).length === 1 ? 'does' : 'do'} not.`;
}

function callerNames(callers: readonly CallerOfSave[]): string {
  const names = distinctNames(callers);
  const more = names.length - mostNames;
  if (more <= 0) return list(names, 'and');
  return list([...names.slice(0, mostNames), more === 1 ? 'one more' : `${more} more`], 'and');
}

function distinctNames(callers: readonly CallerOfSave[]): readonly string[] {
  return [...new Set(callers.map(({ enclosing }) => enclosing))];
}
