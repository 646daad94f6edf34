import type { Org } from '../org.ts';
import type { SandboxUser } from '../session.ts';
import { element, leaf } from './xml.ts';

/** The result of getUserInfo. */
export function userInfoXml(org: Org, user: SandboxUser): string {
  return element('result', userInfoFields(org, user));
}

/** A GetUserInfoResult, which login gives too; all that the WSDL demands, in its order. */
export function userInfoFields(org: Org, user: SandboxUser): readonly string[] {
  const profileId = org.store.record(user.id)?.values.get('ProfileId');
  return [
    leaf('accessibilityMode', false),
    leaf('chatterExternal', false),
    leaf('currencySymbol', '£'),
    leaf('orgAttachmentFileSizeLimit', 5242880),
    leaf('orgDefaultCurrencyIsoCode', 'GBP'),
    leaf('orgDefaultCurrencyLocale', 'en_GB'),
    leaf('orgDisallowHtmlAttachments', false),
    leaf('orgHasPersonAccounts', false),
    leaf('organizationId', org.id),
    leaf('organizationMultiCurrency', false),
    leaf('organizationName', org.name),
    leaf('profileId', typeof profileId === 'string' ? profileId : ''),
    leaf('roleId', null),
    leaf('sessionSecondsValid', 7200),
    leaf('userDefaultCurrencyIsoCode', null),
    leaf('userEmail', user.email),
    leaf('userFullName', user.name),
    leaf('userId', user.id),
    leaf('userLanguage', 'en_US'),
    leaf('userLocale', 'en_GB'),
    leaf('userName', user.username),
    leaf('userTimeZone', 'Europe/London'),
    leaf('userType', 'Standard'),
    leaf('userUiSkin', 'Theme3'),
  ];
}
