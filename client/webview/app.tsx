import { useEffect, useRef } from 'preact/hooks';
import type { FromPage, PanelState } from '../src/preview/messages.ts';
import { ExplanationView } from './explanation.tsx';
import { FailureView } from './failure.tsx';
import { RecordFormView } from './form.tsx';
import { PreviewView } from './preview.tsx';

export type Send = (message: FromPage) => void;

interface Props {
  readonly state: PanelState;
  readonly send: Send;
}

export function App({ state, send }: Props) {
  const { form, busy, failure, tested, explanation } = state;
  const answer = useRef<HTMLDivElement>(null);
  const shown = tested ?? explanation ?? failure;
  // A screen reader's user gets to the answer; a test that is run again does not steal the focus from the form.
  useEffect(() => {
    if (shown !== null && !document.activeElement?.closest('form')) answer.current?.focus();
  }, [shown]);
  return (
    <main aria-busy={busy !== null}>
      {form && <RecordFormView key={form.draftNumber} state={form} busy={busy !== null} send={send} />}
      <p class="busy" role="status">
        {busy}
        {busy !== null && (
          <button type="button" class="secondary" onClick={() => send({ kind: 'cancel' })}>
            Cancel
          </button>
        )}
      </p>
      <div ref={answer} tabIndex={-1} class="answer">
        {failure && <FailureView failure={failure} send={send} />}
        {tested && (
          <PreviewView preview={tested.preview} suggestions={tested.suggestions} refusal={null} send={send} />
        )}
        {explanation && <ExplanationView explanation={explanation} send={send} />}
      </div>
    </main>
  );
}
