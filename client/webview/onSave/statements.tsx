import type { Sourced } from '../../../server/src/protocol.ts';
import { confidenceWords } from '../confidence.ts';
import { sourceId } from '../sources.ts';

interface Props {
  readonly title: string;
  readonly statements: readonly Sourced[];
}

/** Sentences under a title, each with what it rests on. */
export function Statements({ title, statements }: Props) {
  if (statements.length === 0) return null;
  return (
    <section>
      <h2>{title}</h2>
      <ul>
        {statements.map((statement) => (
          <li key={statement.text}>
            <Statements.One statement={statement} />
          </li>
        ))}
      </ul>
    </section>
  );
}

Statements.One = function One({ statement }: { readonly statement: Sourced }) {
  return (
    <span>
      {statement.text} <Known {...statement} />
    </span>
  );
};

/** How sure it is, and the titles of its sources. */
export function Known({ confidence, sources }: Pick<Sourced, 'confidence' | 'sources'>) {
  return (
    <span class="known quiet">
      {`${capitalized(confidenceWords(confidence))} · `}
      {sources.map((title, index) => (
        <span key={title}>
          {index > 0 && '; '}
          <a href={`#${sourceId(title)}`}>{title}</a>
        </span>
      ))}
    </span>
  );
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
