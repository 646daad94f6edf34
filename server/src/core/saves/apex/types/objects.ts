/** What is known of the objects of an org. Names may come in any case. */
export interface ObjectSchema {
  isObject(name: string): boolean;
  /** The object to which a relationship leads: `Contact`, `Account` → `Account`; null if it is not known. */
  parent(object: string, relationship: string): string | null;
  /** The object of a child relationship: `Account`, `Contacts` → `Contact`; null if it is not known. */
  children(object: string, relationship: string): string | null;
}

/** Endings of the API names of things that are sObjects though no standard object has the name. */
const suffixes =
  /__(?:c|mdt|e|b|x|kav|ka|share|history|feed|tag|changeevent|viewstat|votestat|datacategoryselection)$/i;

const parents: Readonly<Record<string, string>> = {
  'account.parent': 'Account',
  'accountcontactrelation.account': 'Account',
  'accountcontactrelation.contact': 'Contact',
  'asset.account': 'Account',
  'asset.contact': 'Contact',
  'campaign.parent': 'Campaign',
  'campaignmember.campaign': 'Campaign',
  'campaignmember.contact': 'Contact',
  'campaignmember.lead': 'Lead',
  'case.account': 'Account',
  'case.contact': 'Contact',
  'case.parent': 'Case',
  'contact.account': 'Account',
  'contact.reportsto': 'Contact',
  'contract.account': 'Account',
  'lead.convertedaccount': 'Account',
  'lead.convertedcontact': 'Contact',
  'lead.convertedopportunity': 'Opportunity',
  'opportunity.account': 'Account',
  'opportunity.campaign': 'Campaign',
  'opportunity.contact': 'Contact',
  'opportunitycontactrole.contact': 'Contact',
  'opportunitycontactrole.opportunity': 'Opportunity',
  'opportunitylineitem.opportunity': 'Opportunity',
  'order.account': 'Account',
  'user.account': 'Account',
  'user.contact': 'Contact',
  'user.profile': 'Profile',
  'user.userrole': 'UserRole',
  'user.manager': 'User',
};

const children: Readonly<Record<string, string>> = {
  'account.cases': 'Case',
  'account.childaccounts': 'Account',
  'account.contacts': 'Contact',
  'account.opportunities': 'Opportunity',
  'account.orders': 'Order',
  'account.assets': 'Asset',
  'account.accountcontactrelations': 'AccountContactRelation',
  'account.accountcontactroles': 'AccountContactRole',
  'campaign.campaignmembers': 'CampaignMember',
  'campaign.opportunities': 'Opportunity',
  'case.casecomments': 'CaseComment',
  'case.cases': 'Case',
  'contact.accountcontactrelations': 'AccountContactRelation',
  'contact.campaignmembers': 'CampaignMember',
  'contact.cases': 'Case',
  'contact.opportunities': 'Opportunity',
  'contact.opportunitycontactroles': 'OpportunityContactRole',
  'lead.campaignmembers': 'CampaignMember',
  'opportunity.opportunitycontactroles': 'OpportunityContactRole',
  'opportunity.opportunitylineitems': 'OpportunityLineItem',
};

/** Relationships that nearly every object has. */
const common: Readonly<Record<string, string>> = {
  createdby: 'User',
  lastmodifiedby: 'User',
  recordtype: 'RecordType',
};

/** Objects that code saves and that a name alone does not show to be one. */
const standardNames = new Set(
  (
    'account accountcontactrelation accountcontactrole accountshare accountteammember aggregateresult ' +
    'apexclass apexlog apextrigger apextestresult asset attachment campaign campaignmember case casecomment ' +
    'caseteammember collaborationgroup collaborationgroupmember contact contentdocument contentdocumentlink ' +
    'contentversion contentworkspace contract cronjobdetail crontrigger customnotificationtype ' +
    'customobjectuserlicensemetrics custompermission dashboard document duplicaterecorditem ' +
    'duplicaterecordset duplicaterule emailmessage emailtemplate entitlement entitydefinition event ' +
    'eventrelation feedcomment feeditem folder group groupmember holiday idea individual knowledgearticle ' +
    'lead leadstatus listview location network networkmember note opportunity opportunitycontactrole ' +
    'opportunitylineitem opportunityshare opportunitystage opportunityteammember order orderitem ' +
    'organization orgwideemailaddress packagelicense permissionset permissionsetassignment ' +
    'permissionsetgroup pricebook2 pricebookentry processinstance processinstanceworkitem product2 profile ' +
    'queuesobject quote quotelineitem recordtype report setupentityaccess site solution staticresource task ' +
    'topic topicassignment user userlicense userlogin userpackagelicense userrecordaccess userrole ' +
    'workorder workorderlineitem serviceappointment serviceresource asyncapexjob loginhistory ' +
    'livechattranscript messagingsession externaldatasource namedcredential backgroundoperation ' +
    'fieldpermissions objectpermissions'
  ).split(' '),
);

/** What can be told of objects without any metadata. */
export const standardSchema: ObjectSchema = {
  isObject: (name) => suffixes.test(name) || standardNames.has(name.toLowerCase()),
  parent(object, relationship) {
    const key = relationship.toLowerCase();
    return parents[`${object.toLowerCase()}.${key}`] ?? common[key] ?? null;
  },
  children: (object, relationship) =>
    children[`${object.toLowerCase()}.${relationship.toLowerCase()}`] ?? null,
};
