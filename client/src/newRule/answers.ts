import type { NewRuleAnswers, NewRuleQuestion } from '../../../server/src/protocol.ts';

export const noAnswers: NewRuleAnswers = {
  project: null,
  template: null,
  object: null,
  fields: [],
  user: null,
  reason: null,
  name: null,
  packageDirectory: null,
  active: null,
};

/** @param values one, or of a question that takes several as many as were chosen */
export function answered(
  answers: NewRuleAnswers,
  about: NewRuleQuestion['about'],
  values: readonly string[],
): NewRuleAnswers {
  const [value = ''] = values;
  if (about === 'fields') return { ...answers, fields: values };
  if (about === 'active') return { ...answers, active: value === 'true' };
  return { ...answers, [about]: value };
}
