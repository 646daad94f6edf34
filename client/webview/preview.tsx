import type { ComponentChildren } from 'preact';
import type { CodeSuggestion, Preview } from '../../server/src/protocol.ts';
import { prose, rich, t } from './l10n.tsx';
import { RuleView } from './rule.tsx';
import type { Send } from './send.ts';

interface Props {
  readonly preview: Preview;
  readonly suggestions: readonly CodeSuggestion[];
  /** Which refusal of an explanation it belongs to; null for a tested record. */
  readonly refusal: number | null;
  /** Whether it can be made into a rule test. */
  readonly canBeTest?: boolean;
  readonly send: Send;
  /** What stands below the rules that decided. */
  readonly children?: ComponentChildren;
}

const icons: Readonly<Record<Preview['verdict']['kind'], string>> = {
  refused: '✕',
  'refused-unless-allow-save': '⚠',
  saved: 'ℹ',
  clean: '✓',
  unknown: '?',
};

export function PreviewView({ preview, suggestions, refusal, canBeTest = false, send, children }: Props) {
  const { verdict, org, rules, untested, problems } = preview;
  const hasSample = preview.sample !== null;
  const matched = rules.filter(({ state }) => state !== 'no-match');
  const others = rules.filter(({ state }) => state === 'no-match');
  return (
    <article>
      {refusal === null ? <h1>{preview.heading}</h1> : <h3>{preview.heading}</h3>}
      <p class={`banner verdict ${verdict.kind}`} role="status">
        <span aria-hidden="true" class="icon">
          {icons[verdict.kind]}
        </span>
        <span>{verdict.text}</span>
      </p>
      <p class="quiet">
        {t('Known from {0}', preview.testedBy)}
        {org && (
          <>
            {' · '}
            {rich(
              t('org {0}'),
              <bdi>{org.alias === null ? org.username : `${org.alias} (${org.username})`}</bdi>,
            )}
          </>
        )}
        {preview.testedAt !== '' && (
          <>
            {' · '}
            <time dateTime={preview.testedAt}>{timeText(preview.testedAt)}</time>
          </>
        )}
      </p>
      {problems.map((problem) => (
        <p key={problem} class="banner note">
          {prose(problem)}
        </p>
      ))}
      <p class="actions">
        {suggestions.map(({ id, title }) => (
          <button key={id} type="button" onClick={() => send({ kind: 'useCode', refusal, id })}>
            {title}
          </button>
        ))}
        {canBeTest && (
          <button type="button" class="secondary" onClick={() => send({ kind: 'makeRuleTest' })}>
            {t('Make This a Rule Test')}
          </button>
        )}
        <button type="button" class="secondary" onClick={() => send({ kind: 'copyJson', refusal })}>
          {t('Copy as JSON')}
        </button>
      </p>
      {refusal === null && matched.length > 0 && <h2 class="unseen">{t('Rules')}</h2>}
      {matched.map((rule) => (
        <RuleView key={rule.fullName} rule={rule} open={true} hasSample={hasSample} send={send} />
      ))}
      {children}
      {others.length > 0 && (
        <section>
          <h2>{t('No match')}</h2>
          {others.map((rule) => (
            <RuleView
              key={rule.fullName}
              rule={rule}
              open={rule.near !== undefined}
              hasSample={hasSample}
              send={send}
            />
          ))}
        </section>
      )}
      {untested.length > 0 && (
        <section class="untested">
          <h2>{t('Not tested, or not known to be')}</h2>
          <dl>
            {untested.map(({ what, why }) => (
              <div key={`${what} ${why}`}>
                <dt>{what}</dt>
                <dd>{why}</dd>
              </div>
            ))}
          </dl>
        </section>
      )}
    </article>
  );
}

function timeText(iso: string): string {
  const time = new Date(iso);
  return Number.isNaN(time.getTime()) ? iso : time.toLocaleString();
}
