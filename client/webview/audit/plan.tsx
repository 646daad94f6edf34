import type { PlanItem } from '../../../server/src/protocol.ts';
import type { AuditCommand } from '../../src/audit/messages.ts';
import { t } from '../l10n.tsx';
import { commandOf, partOf } from './commandOf.ts';
import type { Send } from './send.ts';
import { easeWords, riskTitle } from './words.ts';

/** What to change, the first thing first. */
export function Plan({ plan, send }: { readonly plan: readonly PlanItem[]; readonly send: Send }) {
  if (plan.length === 0) return null;
  return (
    <section>
      <h2>{t('What to change first')}</h2>
      <ol class="plan">
        {plan.map(({ id, text, risk, ease, count, means }) => (
          <li key={id}>
            {text}{' '}
            <span class={`risk ${risk}`}>
              {count > 1
                ? t('({0}, {1}, {2} of them)', riskTitle(risk), easeWords(ease), count)
                : t('({0}, {1})', riskTitle(risk), easeWords(ease))}
            </span>
            <Helps means={means} send={send} />
          </li>
        ))}
      </ol>
    </section>
  );
}

interface HelpProps {
  readonly means: readonly Means[];
  readonly send: Send;
}

type Means = PlanItem['means'][number];

/** What helps, as the editor has it: pages of documentation are not in it. */
function Helps({ means, send }: HelpProps) {
  const shown = means.filter(({ kind, name }) => kind !== 'page' || !name.endsWith('.md'));
  if (shown.length === 0) return null;
  return (
    <ul>
      {shown.map((one) => (
        <li key={`${one.kind} ${one.name}`}>
          <Help means={one} send={send} /> {one.does}
        </li>
      ))}
    </ul>
  );
}

function Help({ means: { kind, name }, send }: { readonly means: Means; readonly send: Send }) {
  const command = commandOf(kind, name);
  if (command !== null) {
    return (
      <button type="button" class="link" onClick={() => send({ kind: 'run', command, part: partOf(name) })}>
        {commandTitle(command)}
      </button>
    );
  }
  if (kind === 'fix' || kind === 'page') {
    return (
      <>
        {kind === 'fix' ? t('Quick fix of') : t('Page')}{' '}
        <button type="button" class="link" onClick={() => send({ kind: 'rulePage', ruleId: name })}>
          {name}
        </button>
      </>
    );
  }
  return (
    <>
      {kind === 'class' ? t('Class') : t('On the command line')} <code>{name}</code>
    </>
  );
}

/** As the command palette names them. */
function commandTitle(command: AuditCommand): string {
  switch (command) {
    case 'scaffold':
      return t('Scaffold Duplicate Protection...');
    case 'newRule':
      return t('New Rule from Template...');
    case 'compareImpact':
      return t('Compare Impact with Git Commit or Branch...');
    case 'compareRules':
      return t('Compare Local Rules with Org');
  }
}
