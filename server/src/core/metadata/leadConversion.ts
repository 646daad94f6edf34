import type { LeadConversionValidation } from './model.ts';
import { readXml } from './xml.ts';

/**
 * "Require Validation for Converted Leads" from `settings/LeadConfig.settings-meta.xml`; null where the file
 * does not say.
 */
export function readLeadConversionValidation(text: string): LeadConversionValidation {
  const { root } = readXml(text);
  if (root?.name !== 'LeadConfigSettings') return null;
  const pending = [...root.children];
  for (const element of pending) {
    if (element.name === 'shouldLeadConvertRequireValidation') return asBoolean(element.text);
    if (!element.closed) pending.push(...element.children);
  }
  return null;
}

function asBoolean(text: string): boolean | null {
  if (text === 'true' || text === '1') return true;
  return text === 'false' || text === '0' ? false : null;
}
