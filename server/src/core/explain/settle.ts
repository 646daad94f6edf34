import type { RuleCatalog } from '../outcome/model.ts';
import { comparable } from './alertTexts.ts';
import { blank } from './collector.ts';
import type { ErrorReading, OtherError, Refusal } from './model.ts';

const explanation =
  'The file gives no code. The message is not the alert text of a duplicate rule that is known here, so it is most likely another error; if it is an alert text, read the rules of the org.';

/**
 * Decides by the rules' alert texts which messages without a code are refusals of duplicate rules; `text` is the
 * whole that was read, which may be nothing but such a message.
 */
export function settle(reading: ErrorReading, catalog: RuleCatalog, text = ''): ErrorReading {
  const texts = new Set(catalog.duplicateRules.map(({ alertText }) => comparable(alertText ?? '')));
  if (reading.refusals.length === 0 && reading.others.length === 0) {
    const message = text.length > 2000 ? '' : comparable(text);
    return message !== '' && texts.has(message)
      ? { ...reading, refusals: [{ ...blank, message }], problems: [] }
      : reading;
  }
  if (!reading.refusals.some(({ suspected }) => suspected)) return reading;
  const refusals: Refusal[] = [];
  const others: OtherError[] = [...reading.others];
  for (const refusal of reading.refusals) {
    const { suspected, ...settled } = refusal;
    if (!suspected || texts.has(comparable(refusal.message))) refusals.push(settled);
    else others.push({ code: '', message: refusal.message, count: refusal.count, explanation });
  }
  const isWithout = refusals.length === 0 && others.length > 0;
  const problem = 'None of the messages is the alert text of a known duplicate rule.';
  return {
    ...reading,
    refusals,
    others,
    problems: isWithout ? [...reading.problems, problem] : reading.problems,
  };
}
