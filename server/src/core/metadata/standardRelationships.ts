/**
 * Relationships of standard objects, after Salesforce's object reference: for each object the lookups
 * (`Account` of Contact) and the lists of children (`Contacts` of Account). Left out are polymorphic ones
 * (Task.Who, Task.What; Owner of objects that a queue can own), which lead to no single object.
 */
const table: Readonly<Record<string, string>> = {
  Account:
    'Parent:Account PersonContact:Contact MasterRecord:Account Owner:User Contacts:Contact Opportunities:Opportunity ' +
    'Cases:Case Assets:Asset Contracts:Contract Orders:Order ChildAccounts:Account Tasks:Task Events:Event ' +
    'AccountContactRelations:AccountContactRelation AccountTeamMembers:AccountTeamMember Quotes:Quote ' +
    'AccountContactRoles:AccountContactRole Entitlements:Entitlement ServiceContracts:ServiceContract ' +
    'WorkOrders:WorkOrder Attachments:Attachment Notes:Note ContentDocumentLinks:ContentDocumentLink',
  AccountContactRelation: 'Account:Account Contact:Contact',
  AccountContactRole: 'Account:Account Contact:Contact',
  AccountTeamMember: 'Account:Account User:User',
  Asset:
    'Account:Account Contact:Contact Product2:Product2 Parent:Asset RootAsset:Asset Owner:User Cases:Case',
  Campaign: 'Parent:Campaign Owner:User CampaignMembers:CampaignMember Opportunities:Opportunity',
  CampaignMember: 'Campaign:Campaign Contact:Contact Lead:Lead Account:Account',
  Case:
    'Account:Account Contact:Contact Asset:Asset Parent:Case Product:Product2 Entitlement:Entitlement ' +
    'CaseComments:CaseComment Cases:Case EmailMessages:EmailMessage Tasks:Task Events:Event WorkOrders:WorkOrder',
  CaseComment: 'Parent:Case',
  Contact:
    'Account:Account ReportsTo:Contact MasterRecord:Contact Individual:Individual Owner:User Cases:Case ' +
    'Opportunities:Opportunity OpportunityContactRoles:OpportunityContactRole CampaignMembers:CampaignMember ' +
    'AccountContactRelations:AccountContactRelation Assets:Asset Tasks:Task Events:Event Users:User ' +
    'Attachments:Attachment Notes:Note ContentDocumentLinks:ContentDocumentLink',
  Contract: 'Account:Account CustomerSigned:Contact Owner:User Pricebook2:Pricebook2 Orders:Order',
  ContentDocumentLink: 'ContentDocument:ContentDocument',
  ContentVersion: 'ContentDocument:ContentDocument',
  DuplicateRecordItem: 'DuplicateRecordSet:DuplicateRecordSet',
  DuplicateRecordSet: 'DuplicateRule:DuplicateRule DuplicateRecordItems:DuplicateRecordItem',
  EmailMessage: 'Parent:Case',
  Event: 'Account:Account',
  GroupMember: 'Group:Group',
  Lead:
    'ConvertedAccount:Account ConvertedContact:Contact ConvertedOpportunity:Opportunity MasterRecord:Lead ' +
    'Individual:Individual PartnerAccount:Account CampaignMembers:CampaignMember Tasks:Task Events:Event',
  Opportunity:
    'Account:Account Campaign:Campaign Contact:Contact Contract:Contract Pricebook2:Pricebook2 Owner:User ' +
    'OpportunityContactRoles:OpportunityContactRole OpportunityLineItems:OpportunityLineItem Quotes:Quote ' +
    'OpportunityTeamMembers:OpportunityTeamMember OpportunitySplits:OpportunitySplit Tasks:Task Events:Event',
  OpportunityContactRole: 'Contact:Contact Opportunity:Opportunity',
  OpportunityLineItem: 'Opportunity:Opportunity PricebookEntry:PricebookEntry Product2:Product2',
  OpportunityTeamMember: 'Opportunity:Opportunity User:User',
  Order:
    'Account:Account BillToContact:Contact ShipToContact:Contact Contract:Contract Opportunity:Opportunity ' +
    'Pricebook2:Pricebook2 Quote:Quote OrderItems:OrderItem',
  OrderItem: 'Order:Order PricebookEntry:PricebookEntry Product2:Product2',
  PermissionSetAssignment: 'Assignee:User PermissionSet:PermissionSet',
  PricebookEntry: 'Pricebook2:Pricebook2 Product2:Product2',
  Quote:
    'Account:Account Contact:Contact Opportunity:Opportunity Contract:Contract Pricebook2:Pricebook2 ' +
    'QuoteLineItems:QuoteLineItem',
  QuoteLineItem: 'Quote:Quote PricebookEntry:PricebookEntry Product2:Product2',
  ServiceContract: 'Account:Account Contact:Contact Owner:User',
  Task: 'Account:Account',
  User: 'Profile:Profile UserRole:UserRole Manager:User Contact:Contact Account:Account Individual:Individual',
  WorkOrder: 'Account:Account Contact:Contact Case:Case Asset:Asset',
};

const relationships: ReadonlyMap<string, ReadonlyMap<string, string>> = new Map(
  Object.entries(table).map(([object, entries]) => [
    object.toLowerCase(),
    new Map(entries.split(' ').map((entry) => split(entry))),
  ]),
);

const ofEveryObject: ReadonlyMap<string, string> = new Map([
  ['createdby', 'User'],
  ['lastmodifiedby', 'User'],
  ['recordtype', 'RecordType'],
]);

/** The object that a standard relationship of an object leads to; both in any case. Null if not known. */
export function standardRelationship(object: string, relationship: string): string | null {
  const name = relationship.toLowerCase();
  return relationships.get(object.toLowerCase())?.get(name) ?? ofEveryObject.get(name) ?? null;
}

function split(entry: string): [string, string] {
  const [name, object] = entry.split(':');
  return [name!.toLowerCase(), object!];
}
