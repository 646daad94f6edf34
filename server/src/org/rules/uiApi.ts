import type { Connection } from '@salesforce/core';
import type { OrgRuleReading } from '../../core/orgData/model.ts';
import { errorCodeOf, OrgError } from '../problems.ts';
import { getJson, query } from '../rest.ts';

const maximumObjects = 50;

/** Active rules and their actions of the objects that are known to have some. `reason` is half a sentence. */
export async function readByUiApi(
  connection: Connection,
  progress: (text: string) => void,
  wanted: readonly string[],
  reason: string,
): Promise<OrgRuleReading> {
  const named = await objectsWithRules(connection);
  const objects = unique([...named, 'Account', 'Contact', 'Lead', ...wanted.filter(isName)]);
  const problems = [
    `${reason}. Only active rules and what they do are known; conditions, matching fields of other objects and inactive rules are not.`,
  ];
  if (objects.length > maximumObjects) {
    problems.push(`Only the first ${maximumObjects} of ${objects.length} objects were asked about.`);
  }
  const uiApi: Record<string, unknown> = {};
  for (const object of objects.slice(0, maximumObjects)) {
    progress(`Reading the active rules of ${object}`);
    try {
      uiApi[object] = await getJson(connection, `/ui-api/duplicates/${object}`);
    } catch (error) {
      if (error instanceof OrgError || !isAboutObject(error)) throw error;
      problems.push(`The rules of ${object} cannot be read by this user, or it does not exist in the org.`);
    }
  }
  return {
    readAt: new Date().toISOString(),
    by: 'ui-api',
    files: [],
    uiApi,
    objects: Object.keys(uiApi),
    leadConversionValidation: null,
    problems,
  };
}

async function objectsWithRules(connection: Connection): Promise<readonly string[]> {
  try {
    const rules = await query(connection, 'SELECT SobjectType FROM DuplicateRule LIMIT 500');
    return rules.map(({ SobjectType }) => SobjectType).filter(isName);
  } catch (error) {
    if (error instanceof OrgError) throw error;
    return [];
  }
}

/** Other errors would come for every object. */
function isAboutObject(error: unknown): boolean {
  return /^(INVALID_TYPE|NOT_FOUND|INSUFFICIENT_\w+|FORBIDDEN|UNSUPPORTED_\w+|INVALID_\w*INPUT\w*|ERROR_HTTP_40[034]|ITEM_NOT_FOUND|NO_ACCESS)$/.test(
    errorCodeOf(error),
  );
}

/** Names become parts of addresses and of messages. */
function isName(name: unknown): name is string {
  return typeof name === 'string' && /^[A-Za-z]\w{0,79}$/.test(name);
}

function unique(names: readonly string[]): string[] {
  return [...new Map(names.map((name) => [name.toLowerCase(), name])).values()];
}
