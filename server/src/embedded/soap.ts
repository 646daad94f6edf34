import { readXml, type XmlElement } from '../core/metadata/xml.ts';
import { type Answered, otherError, type SentRecord, type Target } from './sent.ts';

const partner = 'urn:partner.soap.sforce.com';

/** SOAP create, update or upsert, as the partner API has them. */
export async function sendSoap(target: Target, records: readonly SentRecord[]): Promise<readonly Answered[]> {
  const [{ id, externalId }] = records as [SentRecord];
  const operation = id !== null ? 'update' : externalId !== null ? 'upsert' : 'create';
  const key = externalId === null ? '' : `<externalIDFieldName>${externalId}</externalIDFieldName>`;
  const body = `<${operation}>${key}${records.map(sObject).join('')}</${operation}>`;
  const header = target.allowSave
    ? '<DuplicateRuleHeader><allowSave>true</allowSave><includeRecordDetails>false</includeRecordDetails><runAsCurrentUser>false</runAsCurrentUser></DuplicateRuleHeader>'
    : '';
  const answer = await fetch(`${target.url}/services/Soap/u/66.0`, {
    method: 'POST',
    headers: { 'Content-Type': 'text/xml', SOAPAction: '""' },
    body:
      '<?xml version="1.0"?><soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">' +
      `<soapenv:Header xmlns="${partner}"><SessionHeader><sessionId>${target.token}</sessionId></SessionHeader>${header}</soapenv:Header>` +
      `<soapenv:Body xmlns="${partner}">${body}</soapenv:Body></soapenv:Envelope>`,
  });
  const { root } = readXml(await answer.text());
  if (root === null) throw otherError('an answer that is no XML', null);
  const fault = below(root, 'faultcode')[0];
  if (fault) throw otherError(fault.text, null);
  return below(root, 'result').map(answerOf);
}

function sObject({ object, id, fields }: SentRecord): string {
  const blank = fields.filter(([, value]) => value === null || value === '');
  const given = fields.filter((field) => !blank.includes(field));
  return [
    `<sObjects><type>${object}</type>`,
    ...blank.map(([name]) => `<fieldsToNull>${name}</fieldsToNull>`),
    id === null ? '' : `<Id>${id}</Id>`,
    ...given.map(([name, value]) => `<${name}>${escaped(String(value))}</${name}>`),
    '</sObjects>',
  ].join('');
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

function answerOf(result: XmlElement): Answered {
  const text = (name: string, within = result) => below(within, name)[0]?.text ?? null;
  const [error] = below(result, 'errors').filter((one) => one !== result);
  if (error === undefined) return { kind: 'saved', id: text('id') ?? '' };
  const code = text('statusCode', error);
  if (code !== 'DUPLICATES_DETECTED')
    throw otherError(
      code,
      below(error, 'fields').map((one) => one.text),
    );
  const records = below(error, 'matchRecords').flatMap((one) => below(one, 'Id').slice(0, 1));
  return {
    kind: 'refused',
    rule: text('duplicateRule', error),
    allowSave: text('allowSave', error) === 'true',
    matches: [...new Set(records.map((one) => one.text))],
  };
}

/** All elements of a local name inside another. */
function below(element: XmlElement, name: string): readonly XmlElement[] {
  return element.children.flatMap((one) => [
    ...(one.name.slice(one.name.indexOf(':') + 1) === name ? [one] : []),
    ...below(one, name),
  ]);
}
