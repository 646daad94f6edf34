import { useState } from 'preact/hooks';
import type { Audit, Risk } from '../../../server/src/protocol.ts';
import type { AuditState, ExportFormat } from '../../src/audit/messages.ts';
import { t } from '../l10n.tsx';
import { type Choices, risks } from './choices.ts';
import { Comparison } from './comparison.tsx';
import { Plan } from './plan.tsx';
import { Register } from './register.tsx';
import { Section } from './section.tsx';
import type { Send } from './send.ts';
import { riskTitle } from './words.ts';

interface Props {
  readonly state: AuditState;
  /** What the user chose before. */
  readonly choices: Choices;
  readonly keep: (choices: Choices) => void;
  readonly send: Send;
}

export function App({ state: { audit, compared, isBusy, failure }, choices: before, keep, send }: Props) {
  const [choices, setChoices] = useState(before);
  const change = (next: Choices) => {
    setChoices(next);
    keep(next);
  };
  return (
    <main>
      <h1>{t('Can anything get past our duplicate rules?')}</h1>
      {audit !== null && <Answer audit={audit} />}
      {audit !== null && <Tools isBusy={isBusy} send={send} />}
      <p role="status" class="quiet">
        {audit === null ? t('Reading …') : isBusy ? t('Auditing again …') : shownWords(audit, choices)}
      </p>
      {failure !== null && (
        <div class="banner failure" role="alert">
          <p>{failure}</p>
        </div>
      )}
      {audit !== null && (
        <article>
          {compared !== null && <Comparison compared={compared} send={send} />}
          <Plan plan={audit.plan} send={send} />
          <RiskChoice audit={audit} choices={choices} change={change} />
          {audit.sections.map((section) => (
            <Section key={section.name} section={section} hidden={choices.hidden} send={send} />
          ))}
          <Register entries={audit.register} send={send} />
          <NotLookedAt audit={audit} />
        </article>
      )}
    </main>
  );
}

function Answer({ audit: { answer } }: { readonly audit: Audit }) {
  const [first, ...others] = answer;
  return (
    <div class="answer">
      <p class="verdict">{first}</p>
      {others.map((text) => (
        <p key={text}>{text}</p>
      ))}
    </div>
  );
}

const exportFormats: readonly ExportFormat[] = ['markdown', 'html', 'json'];

function Tools({ isBusy, send }: { readonly isBusy: boolean; readonly send: Send }) {
  const names = { markdown: t('Export Markdown'), html: t('Export HTML'), json: t('Export JSON') };
  return (
    <div class="tools">
      <button type="button" class="primary" disabled={isBusy} onClick={() => send({ kind: 'again' })}>
        {t('Audit Again')}
      </button>
      <button type="button" disabled={isBusy} onClick={() => send({ kind: 'askOrg' })}>
        {t('Ask the Org…')}
      </button>
      <button type="button" disabled={isBusy} onClick={() => send({ kind: 'addRecords' })}>
        {t('Add Exported Records…')}
      </button>
      <button type="button" disabled={isBusy} onClick={() => send({ kind: 'compare' })}>
        {t('Compare With…')}
      </button>
      {exportFormats.map((format) => (
        <button key={format} type="button" onClick={() => send({ kind: 'export', format })}>
          {names[format]}
        </button>
      ))}
    </div>
  );
}

interface RiskProps {
  readonly audit: Audit;
  readonly choices: Choices;
  readonly change: (choices: Choices) => void;
}

function RiskChoice({ audit, choices, change }: RiskProps) {
  const all = audit.sections.flatMap(({ statements }) => statements);
  const toggle = (risk: Risk, isShown: boolean) => {
    const others = choices.hidden.filter((one) => one !== risk);
    change({ hidden: isShown ? others : [...others, risk] });
  };
  return (
    <fieldset class="risks">
      <legend>{t('Show statements of')}</legend>
      {risks.map((risk) => (
        <label key={risk} class="check">
          <input
            type="checkbox"
            checked={!choices.hidden.includes(risk)}
            onChange={({ currentTarget }) => toggle(risk, currentTarget.checked)}
          />
          {t('{0} ({1})', riskTitle(risk), all.filter((one) => one.risk === risk).length)}
        </label>
      ))}
    </fieldset>
  );
}

function NotLookedAt({ audit }: { readonly audit: Audit }) {
  const all = audit.sections.flatMap(({ notLookedAt }) => notLookedAt);
  if (all.length === 0) return null;
  return (
    <section>
      <h2>{t('Not looked at')}</h2>
      <ul>
        {all.map(({ id, what, why, remedy }) => (
          <li key={id}>{[what, why, remedy].filter((text) => text !== null).join(' ')}</li>
        ))}
      </ul>
    </section>
  );
}

/** `12 of 20 statements are shown.` */
function shownWords({ sections }: Audit, { hidden }: Choices): string {
  const all = sections.flatMap(({ statements }) => statements);
  const shown = all.filter(({ risk }) => !hidden.includes(risk)).length;
  return shown === all.length
    ? t('{0} statements.', all.length)
    : t('{0} of {1} statements are shown.', shown, all.length);
}
