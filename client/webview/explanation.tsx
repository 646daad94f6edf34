import type { Explanation } from '../../server/src/protocol.ts';
import type { Failure, FailureAction } from '../src/preview/messages.ts';
import { Actions } from './failure.tsx';
import { prose, t } from './l10n.tsx';
import { PreviewView } from './preview.tsx';
import type { Send } from './send.ts';
import { counted } from './words.ts';

interface Props {
  readonly explanation: Explanation;
  /** What can be done about an org that was not asked. */
  readonly ways: Failure['actions'];
  readonly act: (id: FailureAction) => void;
  readonly send: Send;
}

const rowsShown = 20;

export function ExplanationView({ explanation, ways, act, send }: Props) {
  const { heading, refusals, others, problems } = explanation;
  return (
    <>
      <h1>{heading}</h1>
      {problems.map((problem) => (
        <p key={problem} class="banner note">
          {prose(problem)}
        </p>
      ))}
      <Actions actions={ways} act={act} />
      {refusals.map((refusal, index) => (
        <section key={index} class="refusal" aria-label={refusal.title}>
          <h2>
            {refusal.title}
            {refusal.count > 1 && <span class="badge">{counted.records(refusal.count)}</span>}
          </h2>
          {refusal.rows.length > 0 && (
            <details>
              <summary>{counted.testableRows(refusal.rows.length)}</summary>
              <ul class="rows">
                {refusal.rows.slice(0, rowsShown).map((row, at) => (
                  <li key={at}>
                    <button
                      type="button"
                      class="link"
                      onClick={() => send({ kind: 'testRow', refusal: index, row: at })}
                    >
                      {t('Test {0}', row.origin)}
                    </button>
                  </li>
                ))}
              </ul>
            </details>
          )}
          <PreviewView
            preview={refusal.preview}
            suggestions={refusal.suggestions}
            refusal={index}
            send={send}
          >
            {refusal.advice.length > 0 && (
              <div class="advice">
                <h3>{t('What the code can do')}</h3>
                <ul>
                  {refusal.advice.map((sentence) => (
                    <li key={sentence}>{sentence}</li>
                  ))}
                </ul>
              </div>
            )}
          </PreviewView>
        </section>
      ))}
      {others.length > 0 && (
        <section>
          <h2>{t('Other errors in it')}</h2>
          <ul>
            {others.map(({ code, message, count, explanation: why }) => (
              <li key={`${code} ${message}`}>
                <code>{code}</code> {message}
                {count > 1 && <span class="badge">{counted.records(count)}</span>}
                {why !== null && <p class="quiet">{why}</p>}
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
