import { RestError } from '../errors.ts';
import type { Org } from '../org.ts';
import { convertLead, type LeadConversion } from '../saves/convertLead.ts';
import type { Session } from '../session.ts';
import { children, isTrue, type SoapCall, textIn } from './envelope.ts';
import type { SoapElement } from './reader.ts';
import { checkCount, duplicateHeaderOf, errorXml } from './save.ts';
import { element, leaf } from './xml.ts';

const mostLeads = 100;

/** `convertLead`, a result per lead. */
export function convertLeads(org: Org, session: Session, call: SoapCall): string {
  const conversions = children(call.body, 'leadConverts');
  checkCount(conversions.length, mostLeads);
  return conversions.map((one) => convertOne(org, session, call, conversionOf(one))).join('');
}

function convertOne(org: Org, session: Session, call: SoapCall, conversion: LeadConversion): string {
  const options = { header: duplicateHeaderOf(call), version: call.version };
  try {
    const { leadId, accountId, contactId, opportunityId } = convertLead(org, session, conversion, options);
    return element('result', [
      leaf('accountId', accountId),
      leaf('contactId', contactId),
      leaf('leadId', leadId),
      leaf('opportunityId', opportunityId),
      leaf('success', true),
    ]);
  } catch (error) {
    if (!(error instanceof RestError)) throw error;
    return element('result', [
      leaf('accountId', null),
      leaf('contactId', null),
      errorXml(org, session, call, error),
      leaf('leadId', null),
      leaf('opportunityId', null),
      leaf('success', false),
    ]);
  }
}

function conversionOf(request: SoapElement): LeadConversion {
  const flag = (name: string): boolean => isTrue(textIn(request, name));
  return {
    leadId: textIn(request, 'leadId') ?? '',
    convertedStatus: textIn(request, 'convertedStatus') ?? '',
    accountId: textIn(request, 'accountId') || null,
    contactId: textIn(request, 'contactId') || null,
    ownerId: textIn(request, 'ownerId') || null,
    opportunityId: textIn(request, 'opportunityId') || null,
    opportunityName: textIn(request, 'opportunityName') || null,
    doNotCreateOpportunity: flag('doNotCreateOpportunity'),
    bypassAccountDedupeCheck: flag('bypassAccountDedupeCheck'),
    bypassContactDedupeCheck: flag('bypassContactDedupeCheck'),
  };
}
