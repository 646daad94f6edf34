import { type AuditStatement, eases, type PlanItem, risks } from './model.ts';

/** What to change, the gravest first and of these what is least work. What carries no risk is nothing to change. */
export function planOf(statements: readonly AuditStatement[]): readonly PlanItem[] {
  const items = new Map<string, PlanItem>();
  for (const { id, risk, count, recommendation } of statements) {
    if (recommendation === null || risk === 'none') continue;
    const { key, text, ease, means } = recommendation;
    const known = items.get(key);
    if (known === undefined) {
      items.set(key, { id: key, text, risk, ease, statements: [id], count, means });
      continue;
    }
    const gravest = risks.indexOf(risk) < risks.indexOf(known.risk) ? risk : known.risk;
    const added = means.filter(
      ({ kind, name }) => !known.means.some((one) => one.kind === kind && one.name === name),
    );
    items.set(key, {
      ...known,
      risk: gravest,
      statements: [...known.statements, id],
      count: known.count + count,
      means: [...known.means, ...added],
    });
  }
  return [...items.values()].sort(
    (a, b) =>
      risks.indexOf(a.risk) - risks.indexOf(b.risk) ||
      eases.indexOf(a.ease) - eases.indexOf(b.ease) ||
      b.count - a.count ||
      (a.id < b.id ? -1 : 1),
  );
}
