const source = 'force-app/main/default';

/** Files of the sample project, relative to its folder. */
export const files = {
  candidateIntake: `${source}/classes/CandidateIntake.cls`,
  candidateService: `${source}/classes/CandidateService.cls`,
  contactImport: `${source}/classes/ContactImport.cls`,
  leadCapture: `${source}/classes/LeadCapture.cls`,
  opportunityNotes: `${source}/classes/OpportunityNotes.cls`,
  candidateHired: `${source}/triggers/CandidateHired.trigger`,
  jobFairGuest: `${source}/flows/Job_Fair_Guest.flow-meta.xml`,
  leadForm: `${source}/lwc/leadForm/leadForm.js`,
  load: 'integrations/load.sh',
  nightlyLeads: 'integrations/nightly-leads.ts',
  webSignups: 'integrations/web_signups.py',
  leadRule: `${source}/duplicateRules/Lead.Lead_Email.duplicateRule-meta.xml`,
} as const;

/** How long an answer of the language server may take to be seen on a busy machine, in milliseconds. */
export const soon = { timeout: 15_000 };
