import type { Org } from '../org.ts';
import type { SandboxUser } from '../session.ts';
import { element, leaf } from './xml.ts';

/** The result of getUserInfo. */
export function userInfoXml(org: Org, user: SandboxUser): string {
  return element('result', [
    leaf('accessibilityMode', false),
    leaf('currencySymbol', '£'),
    leaf('orgDefaultCurrencyIsoCode', 'GBP'),
    leaf('organizationId', org.id),
    leaf('organizationMultiCurrency', false),
    leaf('organizationName', org.name),
    leaf('userEmail', user.email),
    leaf('userFullName', user.name),
    leaf('userId', user.id),
    leaf('userLanguage', 'en_US'),
    leaf('userLocale', 'en_GB'),
    leaf('userName', user.username),
    leaf('userTimeZone', 'Europe/London'),
    leaf('userType', 'Standard'),
  ]);
}
