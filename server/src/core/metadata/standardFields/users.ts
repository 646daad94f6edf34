import { address, listed } from './parts.ts';

export const user = listed(
  address('', ''),
  `
Username|Username|Text(80)
FirstName|First Name|Text(40)
LastName|Last Name|Text(80)
Name|Full Name|Name
Alias|Alias|Text(8)
Email|Email|Email
ProfileId|Profile ID|Lookup(Profile)
UserRoleId|Role ID|Lookup(Role)
ManagerId|Manager ID|Lookup(User)
AccountId|Account ID|Lookup(Account)
ContactId|Contact ID|Lookup(Contact)
CommunityNickname|Nickname|Text(40)
FederationIdentifier|SAML Federation ID|Text(512)
EmployeeNumber|Employee Number|Text(20)
CompanyName|Company Name|Text(80)
Division|Division|Text(80)
Department|Department|Text(80)
Title|Title|Text(80)
Phone|Phone|Phone
MobilePhone|Mobile|Phone
Fax|Fax|Fax
Extension|Extension|Phone
IsActive|Active|Checkbox
UserType|User Type|Picklist
LanguageLocaleKey|Language|Picklist
LocaleSidKey|Locale|Picklist
EmailEncodingKey|Email Encoding|Picklist
TimeZoneSidKey|Time Zone|Picklist
LastLoginDate|Last Login|Date/Time`,
);

export const profile = listed(`
Name|Name|Text(255)
UserType|User Type|Picklist`);

export const userRole = listed(`
Name|Name|Text(80)
DeveloperName|Developer Name|Text(80)
ParentRoleId|Parent Role ID|Lookup(Role)`);
