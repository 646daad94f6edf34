import { address, listed, owned } from './parts.ts';

export const opportunity = listed(
  owned('User'),
  `
Name|Opportunity Name|Text(120)
AccountId|Account ID|Lookup(Account)
CampaignId|Campaign ID|Lookup(Campaign)
ContactId|Contact ID|Lookup(Contact)
ContractId|Contract ID|Lookup(Contract)
Pricebook2Id|Price Book ID|Lookup(Price Book)
StageName|Stage|Picklist
Type|Opportunity Type|Picklist
LeadSource|Lead Source|Picklist
ForecastCategoryName|Forecast Category|Picklist
Amount|Amount|Currency(16, 2)
ExpectedRevenue|Expected Amount|Currency(16, 2)
Probability|Probability (%)|Percent(3, 0)
TotalOpportunityQuantity|Quantity|Number(16, 2)
CloseDate|Close Date|Date
NextStep|Next Step|Text(255)
Description|Description|Long Text Area(32000)
IsPrivate|Private|Checkbox
IsClosed|Closed|Checkbox
IsWon|Won|Checkbox
LastActivityDate|Last Activity|Date`,
);

/** Called case in Salesforce, which is a word of this language. */
export const caseFields = listed(
  owned('User,Group'),
  `
CaseNumber|Case Number|Auto Number
AccountId|Account ID|Lookup(Account)
ContactId|Contact ID|Lookup(Contact)
AssetId|Asset ID|Lookup(Asset)
ParentId|Parent Case ID|Lookup(Case)
SuppliedName|Web Name|Text(80)
SuppliedEmail|Web Email|Email
SuppliedPhone|Web Phone|Text(40)
SuppliedCompany|Web Company|Text(80)
Type|Case Type|Picklist
Status|Status|Picklist
Reason|Case Reason|Picklist
Origin|Case Origin|Picklist
Priority|Priority|Picklist
Language|Language|Picklist
Subject|Subject|Text(255)
Description|Description|Long Text Area(32000)
IsClosed|Closed|Checkbox
IsEscalated|Escalated|Checkbox
ClosedDate|Closed Date|Date/Time`,
);

export const campaign = listed(
  owned('User'),
  `
Name|Campaign Name|Text(80)
ParentId|Parent Campaign ID|Lookup(Campaign)
Type|Type|Picklist
Status|Status|Picklist
StartDate|Start Date|Date
EndDate|End Date|Date
ExpectedRevenue|Expected Revenue|Currency(18, 0)
BudgetedCost|Budgeted Cost|Currency(18, 0)
ActualCost|Actual Cost|Currency(18, 0)
ExpectedResponse|Expected Response (%)|Percent(8, 2)
NumberSent|Num Sent|Number(18, 0)
IsActive|Active|Checkbox
Description|Description|Long Text Area(32000)
LastActivityDate|Last Activity|Date`,
);

export const asset = listed(
  owned('User'),
  address('', ''),
  `
Name|Asset Name|Text(255)
AccountId|Account ID|Lookup(Account)
ContactId|Contact ID|Lookup(Contact)
ParentId|Parent Asset ID|Lookup(Asset)
RootAssetId|Root Asset ID|Lookup(Asset)
Product2Id|Product ID|Lookup(Product)
ProductCode|Product Code|Text(255)
StockKeepingUnit|Product SKU|Text(180)
SerialNumber|Serial Number|Text(80)
Status|Status|Picklist
Quantity|Quantity|Number(10, 2)
Price|Price|Currency(16, 2)
InstallDate|Install Date|Date
PurchaseDate|Purchase Date|Date
UsageEndDate|Usage End Date|Date
IsCompetitorProduct|Competitor Asset|Checkbox
IsInternal|Internal Asset|Checkbox
ExternalIdentifier|External ID|Text(255)
Description|Description|Long Text Area(32000)`,
);

export const contract = listed(
  owned('User'),
  address('Billing', 'Billing'),
  address('Shipping', 'Shipping'),
  `
Name|Contract Name|Text(80)
ContractNumber|Contract Number|Auto Number
AccountId|Account ID|Lookup(Account)
Pricebook2Id|Price Book ID|Lookup(Price Book)
CompanySignedId|Company Signed By ID|Lookup(User)
CompanySignedDate|Company Signed Date|Date
CustomerSignedId|Customer Signed By ID|Lookup(Contact)
CustomerSignedDate|Customer Signed Date|Date
CustomerSignedTitle|Customer Signed Title|Text(40)
Status|Status|Picklist
StatusCode|Status Category|Picklist
StartDate|Contract Start Date|Date
EndDate|Contract End Date|Date
ContractTerm|Contract Term (months)|Number(4, 0)
OwnerExpirationNotice|Owner Expiration Notice|Picklist
SpecialTerms|Special Terms|Text Area(4000)
Description|Description|Long Text Area(32000)
LastActivityDate|Last Activity|Date`,
);

export const product = listed(`
Name|Product Name|Text(255)
ProductCode|Product Code|Text(255)
StockKeepingUnit|Product SKU|Text(180)
Family|Product Family|Picklist
QuantityUnitOfMeasure|Quantity Unit Of Measure|Picklist
ExternalId|External ID|Text(255)
DisplayUrl|Display URL|URL(1000)
Type|Product Type|Picklist
IsActive|Active|Checkbox
Description|Product Description|Text Area(4000)`);
