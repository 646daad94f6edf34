import type { PlanItem } from '../../../server/src/protocol.ts';
import { t } from '../l10n.tsx';
import { easeWords, riskTitle } from './words.ts';

/** What to change, the first thing first. */
export function Plan({ plan }: { readonly plan: readonly PlanItem[] }) {
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
            {means.length > 0 && (
              <ul>
                {means.map(({ kind, name, does }) => (
                  <li key={`${kind} ${name}`}>
                    {kindWords(kind)} <code>{nameOf(kind, name)}</code> {does}
                  </li>
                ))}
              </ul>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}

function nameOf(kind: PlanItem['means'][number]['kind'], name: string): string {
  if (kind === 'scaffold') return t('Scaffold Duplicate Protection ({0})', name);
  return kind === 'page' && name.endsWith('.md') ? `docs/${name}` : name;
}

function kindWords(kind: PlanItem['means'][number]['kind']): string {
  switch (kind) {
    case 'fix':
      return t('Fix of');
    case 'class':
      return t('Class');
    case 'page':
      return t('Page');
    default:
      return t('Command');
  }
}
