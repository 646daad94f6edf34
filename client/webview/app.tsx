import { useEffect, useRef } from 'preact/hooks';
import type { SampleRecord } from '../../server/src/protocol.ts';
import type { FailureAction, PanelState } from '../src/preview/messages.ts';
import { ExplanationView } from './explanation.tsx';
import { FailureView } from './failure.tsx';
import { RecordFormView } from './form.tsx';
import { t } from './l10n.tsx';
import { PreviewView } from './preview.tsx';
import type { Send } from './send.ts';

interface Props {
  readonly state: PanelState;
  readonly send: Send;
}

export function App({ state, send }: Props) {
  const { form, busy, failure, tested, explanation, waysToAsk } = state;
  const answer = useRef<HTMLDivElement>(null);
  const shown = tested ?? explanation ?? failure;
  const isBusy = busy !== null;
  const record = useRef<SampleRecord | null>(null);
  const act = (id: FailureAction) =>
    send({ kind: 'failureAction', id, record: form === null ? null : record.current });
  useEffect(() => {
    const first = form === null ? null : answer.current?.querySelector('.failure, .verdict');
    first?.scrollIntoView({ block: 'nearest' });
  }, [shown]);
  // A screen reader's user gets to the answer, and out of a button that has gone; the form keeps the focus.
  useEffect(() => {
    if (!isBusy && shown !== null && !document.activeElement?.closest('form'))
      answer.current?.focus({ preventScroll: true });
  }, [shown, isBusy]);
  return (
    <main aria-busy={isBusy}>
      {form && (
        <RecordFormView key={form.draftNumber} state={form} busy={isBusy} current={record} send={send} />
      )}
      <div ref={answer} tabIndex={-1} class={isBusy ? 'answer earlier' : 'answer'}>
        {failure && <FailureView failure={failure} act={act} />}
        {tested && (
          <PreviewView
            preview={tested.preview}
            suggestions={tested.suggestions}
            refusal={null}
            canBeTest={tested.ruleTest !== null}
            send={send}
          />
        )}
        {explanation && <ExplanationView explanation={explanation} ways={waysToAsk} act={act} send={send} />}
      </div>
      <div class="busy">
        <p role="status">{busy}</p>
        {isBusy && (
          <button type="button" class="secondary" onClick={() => send({ kind: 'cancel' })}>
            {t('Cancel')}
          </button>
        )}
      </div>
    </main>
  );
}
