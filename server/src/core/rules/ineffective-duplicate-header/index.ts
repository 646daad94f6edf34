import type { Severity } from '../../findings.ts';
import { objectsOf } from '../../outcome/decide.ts';
import { asNamed, nextStep, rulesWithSource, saveWords } from '../../outcome/describe.ts';
import { documentedOnlySince } from '../../outcome/optionSemantics.ts';
import { isAlert, refusals, severityBy } from '../../outcome/reading.ts';
import { rowFor } from '../../outcome/table.ts';
import { list } from '../../outcome/words.ts';
import {
  allowSaveWords,
  hasUnknownObject,
  minding,
  reachesWith,
  systemContextSentence,
  whenWords,
} from '../options.ts';
import { onOption } from '../reports.ts';
import type { JudgedSite, Rule, RuleContext } from '../rule.ts';

export const ineffectiveDuplicateHeader: Rule = {
  id: 'ineffective-duplicate-header',
  description: 'allowSave=true is set where it cannot do what it says, or where nothing says that it does.',
  severities: ['warning', 'information'],
  on: 'option',
  check(setting, context) {
    if (setting.option !== 'allowSave') return null;
    const reaches = reachesWith(setting, true);
    const verdicts = reaches.map(({ judged }) => ({ judged, verdict: verdictOn(judged, context) }));
    if (verdicts.some(({ verdict }) => verdict === 'may-work')) return null;
    const reasons = verdicts
      .filter(({ judged }) => !judged.site.refusal.insideHandling)
      .map(({ verdict }) => verdict)
      .filter((verdict) => typeof verdict === 'object');
    if (reasons.length === 0) return null;
    const isWarning = reasons.some(({ severity }) => severity === 'warning');
    const texts = textsOf(reasons);
    return onOption(
      setting,
      isWarning ? 'warning' : 'information',
      [
        `${allowSaveWords(reaches)}${whenWords(reaches)}: ${texts.join(' ')}`,
        systemContextSentence(reaches),
        stepOf(reasons),
      ],
      reaches.flatMap(({ judged }) => asNamed(minding(judged))),
    );
  },
};

interface Reason {
  readonly severity: Severity;
  readonly text: string;
  /** What to do, as a sentence; null where the text says it. */
  readonly step: string | null;
  /** Which save the option does not reach, and why: several with one reason are told together. */
  readonly unreached?: { readonly save: string; readonly why: string };
}

/** What is said of each save, once; the first goes on after a colon, the others begin a sentence. */
function textsOf(reasons: readonly Reason[]): readonly string[] {
  const texts = reasons.map(({ text, unreached }) => {
    if (unreached === undefined) return text;
    const together = reasons.flatMap((one) =>
      one.unreached?.why === unreached.why ? [one.unreached.save] : [],
    );
    return `it does not reach ${list([...new Set(together)], 'and')}: ${unreached.why}.`;
  });
  return [...new Set(texts)].map((text, index) =>
    index === 0 ? text : text.charAt(0).toUpperCase() + text.slice(1),
  );
}

/** One sentence for all saves that the option reaches. */
function stepOf(reasons: readonly Reason[]): string | null {
  const steps = new Set(reasons.map(({ step }) => step));
  const [only] = steps;
  return steps.size === 1 ? only! : 'Take it out, and handle DUPLICATES_DETECTED at each of these saves.';
}

/** What the code is to do where no option helps. */
function withoutOption({ site }: JudgedSite): string | null {
  return site.refusal.kind === 'handles-duplicates' ? 'Take it out.' : nextStep(site);
}

/** Why allowSave=true does nothing for a save; `neutral` where no rule is known that it could bear on. */
function verdictOn(judged: JudgedSite, context: RuleContext): Reason | 'may-work' | 'neutral' {
  const { site, outcomes } = judged;
  const save = saveWords(site);
  const unknownObject = hasUnknownObject(judged);
  const minded = minding(judged);

  if (site.operation === 'convertLead') {
    if (outcomes.length === 0) return noRule(judged, context);
    const text = `its effect on a lead conversion is not documented. With "Require Validation for Converted Leads" on, a match refuses the conversion whatever the action of the rule.`;
    return { severity: 'information', text, step: withoutOption(judged) };
  }
  if (!unknownObject && outcomes.length === 0) return noRule(judged, context);
  if (!unknownObject && minded.length === 0) return 'neutral';

  const row = rowFor(site);
  // Options that an upsert cannot take do not compile, which malformed-duplicate-header says.
  if (row.channel === 'apex-upsert' || row.channel === 'graphql') return 'neutral';
  if (row.carrier === 'none') {
    return {
      severity: 'warning',
      text: `${save} goes over a channel that carries no such option (${row.title}): it has no effect.`,
      step: withoutOption(judged),
    };
  }
  const refusing = refusals(judged);
  const isBlocked = !unknownObject && !minded.some(isAlert);
  const blocks: Reason = {
    severity: severityBy(refusing),
    text: `${save} is covered by Block rules only, and no option passes them: ${list(rulesWithSource(refusing), 'and')}.`,
    step: withoutOption(judged),
  };
  // What would make the option arrive does not help where it cannot pass.
  if (isBlocked && blocks.severity === 'warning') return blocks;
  if (site.options.ineffective !== undefined) {
    return {
      severity: 'warning',
      text: '',
      unreached: { save: lower(save), why: site.options.ineffective },
      step: site.channel === 'rest-composite' ? 'Put it into the httpHeaders of each subrequest.' : null,
    };
  }
  const since = documentedOnlySince(site);
  if (since !== null) {
    const text = `the call uses API version ${site.apiVersion}.0, and the option is documented from ${since}.0. Below that, whether it works is not known.`;
    return { severity: 'warning', text, step: `Ask for API version ${since}.0 or later.` };
  }
  if (isBlocked) return blocks;
  if (row.channel === 'apex-set-options') {
    const text = `setOptions is documented to work as options that are passed are, and reported not to: ${save} may still be refused. Database.insert and Database.update take the options as an argument.`;
    return { severity: 'information', text, step: null };
  }
  return 'may-work';
}

function lower(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

function noRule({ site }: JudgedSite, { catalog }: RuleContext): Reason | 'neutral' {
  const objects = objectsOf(site);
  if (!objects.every((object) => catalog.isComplete(object))) return 'neutral';
  const text = `${list(objects, 'and')} ${objects.length === 1 ? 'has' : 'have'} no active duplicate rule, so there is nothing to allow.`;
  return { severity: 'information', text, step: 'Take it out.' };
}
