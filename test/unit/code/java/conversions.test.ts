import { beforeAll, describe, expect, it } from 'vitest';
import { createProject } from '../../../../server/src/core/project.ts';
import type { SyntaxParser } from '../../../../server/src/core/saves/code/syntaxParser.ts';
import { grammar } from '../../../support/grammars.ts';

let parser: SyntaxParser;
beforeAll(async () => {
  parser = await grammar('java');
});

/** The rules that the findings on a conversion name. */
function rulesNamed(settings: string): string[] {
  const project = createProject({ root: 'file:///p' });
  project.setParser(parser);
  const uri = 'file:///p/src/Converts.java';
  project.setFile(
    uri,
    `import com.sforce.soap.partner.*;
class Converts {
  LeadConvertResult[] convert(PartnerConnection connection, String id, String account, String contact) throws Exception {
    LeadConvert lead = new LeadConvert();
    lead.setLeadId(id);
    lead.setConvertedStatus("Qualified");
    ${settings}
    return connection.convertLead(new LeadConvert[] { lead });
  }
}`,
  );
  for (const _ of project.analyseAll());
  return project
    .findings(uri)
    .flatMap(({ message }) => message.match(/Standard \w+(?= Duplicate Rule)/g) ?? []);
}

describe('a lead conversion in Java', () => {
  it.each<[string, string, readonly string[]]>([
    ['a new account and contact', '', ['Standard Account', 'Standard Contact']],
    ['an account that is there', 'lead.setAccountId(account);', ['Standard Contact']],
    ['a contact that is there', 'lead.setContactId(contact);', ['Standard Account']],
    ['both', 'lead.setAccountId(account); lead.setContactId(contact);', []],
  ])('into %s is judged by the rules of what it creates', (_, settings, expected) => {
    expect(rulesNamed(settings)).toEqual(expected);
  });
});
