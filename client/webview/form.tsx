import type { RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { SampleRecord } from '../../server/src/protocol.ts';
import type { FormState } from '../src/preview/messages.ts';
import { FieldInput } from './fieldInput.tsx';
import { describedRows, type FieldRow, idExpression, plainField, recordOf, rowsOf } from './formFields.ts';
import { prose, rich, t } from './l10n.tsx';
import type { Send } from './send.ts';
import { counted } from './words.ts';

interface Props {
  readonly state: FormState;
  readonly busy: boolean;
  /** Takes the record as the form stands. */
  readonly current: RefObject<SampleRecord | null>;
  readonly send: Send;
}

export function RecordFormView({ state, busy, current, send }: Props) {
  const { form, origin, against } = state;
  const [id, setId] = useState(state.id ?? '');
  const [rows, setRows] = useState<readonly FieldRow[]>(() => rowsOf(state));
  const [added, setAdded] = useState('');
  const change = (name: string, part: Partial<FieldRow>) =>
    setRows(rows.map((row) => (row.field.name === name ? { ...row, ...part } : row)));
  const add = () => {
    const name = added.trim();
    if (/^\w+$/.test(name) && !rows.some(({ field }) => field.name.toLowerCase() === name.toLowerCase())) {
      setRows([...rows, { field: plainField(name), value: '', blank: false, expression: '' }]);
      setAdded('');
    }
  };
  const isUpdate = id.trim() !== '';
  const record = recordOf(form.object, id, rows);
  current.current = record;
  useEffect(() => setRows((known) => describedRows(known, form)), [form]);
  const element = useRef<HTMLFormElement>(null);
  useEffect(() => element.current?.querySelector<HTMLElement>('.fields input, .fields select')?.focus(), []);
  const expression = idExpression(state);
  return (
    <form
      ref={element}
      class="record"
      aria-labelledby="record-heading"
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) send({ kind: 'test', record });
      }}
    >
      <h1 id="record-heading">{t('Sample {0}', form.object)}</h1>
      <p class="quiet">{[origin === '' ? '' : t('From {0}.', origin), t('Nothing is saved.')].join(' ')}</p>
      {against !== null && (
        <p class="against">
          {rich(
            t('Compared with the records of {0} by the local rules, without an org.'),
            <bdi>{against}</bdi>,
          )}{' '}
          <button type="button" class="link" onClick={() => send({ kind: 'chooseFile', record })}>
            {t('Choose another file')}
          </button>
        </p>
      )}
      {form.rules.length > 0 && (
        <details>
          <summary>{counted.activeRules(form.rules.length)}</summary>
          <ul>
            {form.rules.map((rule) => (
              <li key={rule}>{rule}</li>
            ))}
          </ul>
        </details>
      )}
      {form.problems.map((problem) => (
        <p key={problem} class="banner note">
          {prose(problem)}
        </p>
      ))}
      {form.typesGuessed && against === null && (
        <p class="quiet">{t('Field types are guessed until an org is connected.')}</p>
      )}
      <div class="fields">
        {rows.map((row) => (
          <FieldInput key={row.field.name} row={row} isUpdate={isUpdate} onChange={change} />
        ))}
        <div class="field">
          <label class="label" for="record-id">
            {t('Record id')}
          </label>
          <input
            id="record-id"
            type="text"
            value={id}
            spellcheck={false}
            autocomplete="off"
            placeholder={expression === '' ? '' : t('{0} in the code', expression)}
            aria-describedby="record-id-hint"
            onInput={(event) => setId(event.currentTarget.value)}
          />
          <span class="hint" id="record-id-hint">
            {t('of an existing record: tests an update of it, with the fields above as changes')}
          </span>
        </div>
      </div>
      <p class="actions">
        {/* Not disabled: that would take the focus away from who has just pressed it. */}
        <button type="submit" class="primary" aria-disabled={busy}>
          {t('Test Record')}
        </button>
        <input
          type="text"
          class="add-name"
          value={added}
          placeholder="Field__c"
          aria-label={t('API name of a further field')}
          spellcheck={false}
          autocomplete="off"
          onInput={(event) => setAdded(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return;
            event.preventDefault();
            add();
          }}
        />
        <button type="button" class="secondary" onClick={add}>
          {t('Add Field')}
        </button>
      </p>
    </form>
  );
}
