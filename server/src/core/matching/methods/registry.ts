import type { MatchingMethod, MatchingRuleItem } from '../../metadata/model.ts';
import { city } from './city.ts';
import { companyName } from './companyName.ts';
import { exact } from './exact.ts';
import { firstName, firstNameOfStandardRules } from './firstName.ts';
import { lastName } from './lastName.ts';
import type { MethodEngine } from './model.ts';
import { phone } from './phone.ts';
import { street } from './street.ts';
import { title } from './title.ts';
import { zip } from './zip.ts';

const engines: Readonly<Record<MatchingMethod, MethodEngine>> = {
  Exact: exact,
  FirstName: firstName as MethodEngine,
  LastName: lastName as MethodEngine,
  CompanyName: companyName as MethodEngine,
  Phone: phone as MethodEngine,
  City: city as MethodEngine,
  Street: street as MethodEngine,
  Zip: zip as MethodEngine,
  Title: title as MethodEngine,
};

const bySpelling: ReadonlyMap<string, MethodEngine> = new Map(
  Object.entries(engines).map(([name, engine]) => [name.toLowerCase(), engine]),
);

/** All methods, in the order in which the documentation lists them. */
export const methods: readonly MethodEngine[] = Object.values(engines);

/** Null for a method that this product does not know. Values that one method prepared only it may compare. */
export function methodOf(method: MatchingRuleItem['method']): MethodEngine | null {
  return bySpelling.get(method.toLowerCase()) ?? null;
}

/** The same for Salesforce's own rules, which compare first names by their sound too. */
export function methodOfStandardRules(method: MatchingMethod): MethodEngine {
  return method === 'FirstName' ? (firstNameOfStandardRules as MethodEngine) : engines[method];
}
