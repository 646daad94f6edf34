import type { AuditSection, AuditStatement, AuditTable, Risk } from '../../../server/src/protocol.ts';
import { t } from '../l10n.tsx';
import { Scroll } from '../scroll.tsx';
import { risks } from './choices.ts';
import { Places } from './places.tsx';
import type { Send } from './send.ts';
import { confidenceTitle, riskTitle, sectionTitle } from './words.ts';

interface Props {
  readonly section: AuditSection;
  readonly hidden: readonly Risk[];
  readonly send: Send;
}

export function Section({ section: { name, summary, statements, tables }, hidden, send }: Props) {
  if (summary.length === 0 && statements.length === 0 && tables.length === 0) return null;
  return (
    <section>
      <h2>{sectionTitle(name)}</h2>
      {summary.map((text) => (
        <p key={text}>{text}</p>
      ))}
      {risks
        .filter((risk) => !hidden.includes(risk) && statements.some((one) => one.risk === risk))
        .map((risk) => (
          <OfRisk
            key={risk}
            risk={risk}
            statements={statements.filter((one) => one.risk === risk)}
            send={send}
          />
        ))}
      {tables
        .filter(({ rows }) => rows.length > 0)
        .map((table) => (
          <Table key={table.id} table={table} />
        ))}
    </section>
  );
}

interface OfRiskProps {
  readonly risk: Risk;
  readonly statements: readonly AuditStatement[];
  readonly send: Send;
}

function OfRisk({ risk, statements, send }: OfRiskProps) {
  return (
    <>
      <h3 class={risk}>{t('{0} ({1})', riskTitle(risk), statements.length)}</h3>
      <ul class="statements">
        {statements.map((statement) => (
          <li key={statement.id}>
            <Statement statement={statement} send={send} />
          </li>
        ))}
      </ul>
    </>
  );
}

function Statement({ statement, send }: { readonly statement: AuditStatement; readonly send: Send }) {
  const { text, details, confidence, sources, places } = statement;
  const more = details.length > 0 || sources.length > 0;
  return (
    <>
      {text} <span class="quiet">{t('({0})', confidenceTitle(confidence))}</span>
      <Places places={places} send={send} />
      {more && (
        <details>
          <summary>{t('Details and sources')}</summary>
          <ul>
            {details.map((detail) => (
              <li key={detail}>{detail}</li>
            ))}
          </ul>
          {sources.length > 0 && <p class="quiet">{sources.join('; ')}</p>}
        </details>
      )}
    </>
  );
}

function Table({ table: { id, title, head, rows, notes } }: { readonly table: AuditTable }) {
  return (
    <details class="table" open={!id.startsWith('what-gets-through:')}>
      <summary>{title}</summary>

      <Scroll label={title} stacks>
        <table>
          <thead>
            <tr>
              {head.map((name) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(([first = '', ...others]) => (
              <tr key={first}>
                <th scope="row">{first}</th>
                {others.map((cell, index) => (
                  <td key={index} data-of={head[index + 1]}>
                    {cell}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      {notes.map((note) => (
        <p key={note} class="quiet">
          {note}
        </p>
      ))}
    </details>
  );
}
