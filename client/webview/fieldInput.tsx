import type { FieldRow } from './formFields.ts';
import { t } from './l10n.tsx';

interface Props {
  readonly row: FieldRow;
  readonly isUpdate: boolean;
  onChange(name: string, part: Partial<FieldRow>): void;
}

export function FieldInput({ row, isUpdate, onChange }: Props) {
  const { field, value, blank, expression } = row;
  const { name, label } = field;
  const inputId = `field-${name}`;
  const hint = [field.type, ...field.usedBy].filter((part) => part !== '').join(' · ');
  const common = { id: inputId, disabled: blank, 'aria-describedby': `${inputId}-hint` };
  const changed = (text: string) => onChange(name, { value: text });
  return (
    <div class="field">
      <label class="label" for={inputId}>
        {label}
        {label !== name && <code>{name}</code>}
      </label>
      {field.input === 'checkbox' ? (
        <select {...common} value={value} onChange={(event) => changed(event.currentTarget.value)}>
          <option value="">{t('not set')}</option>
          <option value="true">true</option>
          <option value="false">false</option>
        </select>
      ) : field.input === 'select' ? (
        <select {...common} value={value} onChange={(event) => changed(event.currentTarget.value)}>
          <option value="">{t('not set')}</option>
          {[...new Set(value === '' ? field.options : [value, ...field.options])].map((option) => (
            <option key={option} value={option}>
              {option}
            </option>
          ))}
        </select>
      ) : (
        <input
          {...common}
          // Values come from code and may break the rules of a stricter input: the org is the judge of them.
          type="text"
          inputMode={inputModes[field.input] ?? 'text'}
          value={value}
          dir="auto"
          spellcheck={false}
          autocomplete="off"
          placeholder={
            expression === '' ? (placeholders[field.input] ?? '') : t('{0} in the code', expression)
          }
          onInput={(event) => changed(event.currentTarget.value)}
        />
      )}
      <span class="hint" id={`${inputId}-hint`}>
        {hint}
        {(isUpdate || blank) && (
          <label class="set-blank">
            <input
              type="checkbox"
              checked={blank}
              onChange={(event) => onChange(name, { blank: event.currentTarget.checked })}
            />
            {t('set to blank')}
          </label>
        )}
      </span>
    </div>
  );
}

const inputModes: Readonly<Record<string, 'email' | 'tel' | 'url' | 'decimal'>> = {
  email: 'email',
  tel: 'tel',
  url: 'url',
  number: 'decimal',
};

const placeholders: Readonly<Record<string, string>> = {
  date: '2026-01-31',
  'datetime-local': '2026-01-31T09:00:00Z',
};
