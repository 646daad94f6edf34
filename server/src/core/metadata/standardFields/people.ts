import { address, listed, owned } from './parts.ts';

const person = `
Salutation|Salutation|Picklist
FirstName|First Name|Text(40)
MiddleName|Middle Name|Text(40)
LastName|Last Name|Text(80)
Suffix|Suffix|Text(40)
FirstNameLocal|First Name (Local)|Text(40)
LastNameLocal|Last Name (Local)|Text(80)`;

const reachable = `
Email|Email|Email
Phone|Phone|Phone
MobilePhone|Mobile|Phone
Fax|Fax|Fax
Title|Title|Text(128)
EmailBouncedReason|Email Bounced Reason|Text(255)
EmailBouncedDate|Email Bounced Date|Date/Time
HasOptedOutOfEmail|Email Opt Out|Checkbox
HasOptedOutOfFax|Fax Opt Out|Checkbox
DoNotCall|Do Not Call|Checkbox
IndividualId|Individual ID|Lookup(Individual)
GenderIdentity|Gender Identity|Picklist
Pronouns|Pronouns|Picklist
Jigsaw|Data.com Key|Text(20)
CleanStatus|Clean Status|Picklist
LastActivityDate|Last Activity|Date`;

const business = `
Website|Website|URL(255)
Industry|Industry|Picklist
AnnualRevenue|Annual Revenue|Currency(18, 0)
Rating|Rating|Picklist`;

export const lead = listed(
  person,
  reachable,
  business,
  owned('User,Group'),
  address('', ''),
  `
Name|Full Name|Name
Company|Company|Text(255)
CompanyLocal|Company (Local)|Text(255)
CompanyDunsNumber|Company D-U-N-S Number|Text(9)
LeadSource|Lead Source|Picklist
Status|Lead Status|Picklist
NumberOfEmployees|No. of Employees|Number(8, 0)
Description|Description|Long Text Area(32000)
IsConverted|Converted|Checkbox
ConvertedDate|Converted Date|Date
ConvertedAccountId|Converted Account ID|Lookup(Account)
ConvertedContactId|Converted Contact ID|Lookup(Contact)
ConvertedOpportunityId|Converted Opportunity ID|Lookup(Opportunity)
IsUnreadByOwner|Unread By Owner|Checkbox
LastTransferDate|Last Transfer Date|Date`,
);

export const contact = listed(
  person,
  reachable,
  owned('User'),
  address('Mailing', 'Mailing'),
  address('Other', 'Other'),
  `
Name|Full Name|Name
AccountId|Account ID|Lookup(Account)
ReportsToId|Reports To ID|Lookup(Contact)
HomePhone|Home Phone|Phone
OtherPhone|Other Phone|Phone
AssistantName|Assistant|Text(40)
AssistantPhone|Asst. Phone|Phone
Birthdate|Birthdate|Date
Department|Department|Text(80)
LeadSource|Lead Source|Picklist
Description|Description|Long Text Area(32000)
IsEmailBounced|Is Email Bounced|Checkbox
IsPersonAccount|Is Person Account|Checkbox`,
);

export const account = listed(
  owned('User'),
  business,
  address('Billing', 'Billing'),
  address('Shipping', 'Shipping'),
  `
Name|Account Name|Text(255)
NameLocal|Account Name (Local)|Text(255)
AccountNumber|Account Number|Text(40)
Site|Account Site|Text(80)
ParentId|Parent Account ID|Lookup(Account)
Phone|Phone|Phone
Fax|Fax|Fax
Type|Type|Picklist
AccountSource|Account Source|Picklist
Ownership|Ownership|Picklist
TickerSymbol|Ticker Symbol|Text(20)
Sic|SIC Code|Text(20)
SicDesc|SIC Description|Text(80)
NaicsCode|NAICS Code|Text(8)
NaicsDesc|NAICS Description|Text(120)
DunsNumber|D-U-N-S Number|Text(9)
Tradestyle|Tradestyle|Text(255)
YearStarted|Year Started|Text(4)
NumberOfEmployees|Employees|Number(8, 0)
Description|Description|Long Text Area(32000)
IsPartner|Partner Account|Checkbox
IsCustomerPortal|Customer Portal Account|Checkbox
Jigsaw|Data.com Key|Text(20)
CleanStatus|Clean Status|Picklist
LastActivityDate|Last Activity|Date`,
);

/** What accounts have besides where some of them are people. */
export const personAccount = listed(
  person,
  address('PersonMailing', 'Mailing'),
  address('PersonOther', 'Other'),
  `
IsPersonAccount|Is Person Account|Checkbox
PersonContactId|Contact ID|Lookup(Contact)
PersonEmail|Email|Email
PersonMobilePhone|Mobile|Phone
PersonHomePhone|Home Phone|Phone
PersonOtherPhone|Other Phone|Phone
PersonAssistantName|Assistant|Text(40)
PersonAssistantPhone|Asst. Phone|Phone
PersonTitle|Title|Text(80)
PersonDepartment|Department|Text(80)
PersonBirthdate|Birthdate|Date
PersonLeadSource|Lead Source|Picklist
PersonGenderIdentity|Gender Identity|Picklist
PersonPronouns|Pronouns|Picklist
PersonHasOptedOutOfEmail|Email Opt Out|Checkbox
PersonHasOptedOutOfFax|Fax Opt Out|Checkbox
PersonDoNotCall|Do Not Call|Checkbox
PersonIndividualId|Individual ID|Lookup(Individual)`,
);

export const individual = listed(
  person,
  owned('User'),
  `
Name|Name|Name
BirthDate|Birth Date|Date
DeathDate|Death Date|Date
Occupation|Occupation|Text(150)
Website|Website|URL(255)
HasOptedOutProcessing|Don't Process|Checkbox
HasOptedOutProfiling|Don't Profile|Checkbox
HasOptedOutSolicit|Don't Market|Checkbox
HasOptedOutTracking|Don't Track|Checkbox
ShouldForget|Forget this Individual|Checkbox
SendIndividualData|Export Individual's Data|Checkbox`,
);
