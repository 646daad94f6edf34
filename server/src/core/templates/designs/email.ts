import { exact } from '../items.ts';
import type { FieldValues, RuleTemplate, TemplateId } from '../model.ts';
import { alertAndReport, report } from '../reactions.ts';

type Person = 'Lead' | 'Contact';

/** Fields without which a record is not saved. */
const needed: Readonly<Record<Person, (company: string) => FieldValues>> = {
  Lead: (company) => ({ Company: company }),
  Contact: () => ({}),
};

function person(object: Person, lastName: string, company: string, email: string): FieldValues {
  return { LastName: lastName, ...needed[object](company), Email: email };
}

interface EmailRule {
  readonly id: TemplateId;
  readonly object: Person;
  readonly against: Person;
  readonly title: string;
  readonly goodFor: string;
  readonly alertText: string;
}

const email = 'ada.byron@engines.example';

function emailTemplate({ id, object, against, title, goodFor, alertText }: EmailRule): RuleTemplate {
  const across = object !== against;
  const plural = { Lead: 'leads', Contact: 'contacts' } as const;
  return {
    id,
    title,
    does: `${object} ${across ? `against ${against}` : `against ${object}`}, e-mail address, exact; Allow + Alert + Report on create, Allow + Report on edit`,
    goodFor,
    object,
    refuses: true,
    design: () => ({
      kind: 'design',
      object,
      against,
      compares: {
        kind: 'items',
        items: [exact('Email')],
        name: `${against}_Email_Exact`,
        label: `${against} Email Exact`,
        mappedFrom: across ? ['Email'] : null,
      },
      name: `${object}_to_${against}_Email`,
      label: `${object} to ${against} by Email`,
      alertText,
      description: `Asks on create about ${plural[against]} of the same e-mail address, reports them on edit.`,
      onInsert: alertAndReport,
      onUpdate: report,
      security: 'EnforceSharingRules',
      condition: null,
      caveats: [],
      example: {
        existing: person(against, 'Byron', 'Engines', email),
        same: person(object, 'Lovelace', 'Engines', email.replace('ada.byron', 'Ada.Byron')),
        different: person(object, 'Byron', 'Engines', 'a.byron@engines.example'),
        differsBy: ['Email'],
        other: person(object, 'Harper', 'Compilers', 'grace@compilers.example'),
        edited: ['Email'],
        exempt: null,
      },
    }),
  };
}

export const leadToLead = emailTemplate({
  id: 'lead-to-lead',
  object: 'Lead',
  against: 'Lead',
  title: 'Lead to lead: e-mail',
  goodFor: 'Somebody who signs up twice, or whom two people enter, stays one lead.',
  alertText: 'There is a lead with this e-mail address. Go on with that lead?',
});

export const leadToContact = emailTemplate({
  id: 'lead-to-contact',
  object: 'Lead',
  against: 'Contact',
  title: 'Lead to contact: e-mail',
  goodFor: 'A customer who fills in a form is a contact already and needs no lead.',
  alertText: 'This person is a contact already. Work with the contact instead of a new lead?',
});

export const contactToContact = emailTemplate({
  id: 'contact-to-contact',
  object: 'Contact',
  against: 'Contact',
  title: 'Contact to contact: e-mail',
  goodFor: 'One contact for each e-mail address, unless somebody decides otherwise.',
  alertText: 'There is a contact with this e-mail address. Use that contact?',
});

export const contactToLead = emailTemplate({
  id: 'contact-to-lead',
  object: 'Contact',
  against: 'Lead',
  title: 'Contact to lead: e-mail',
  goodFor: 'Who becomes a contact by hand while there is a lead leaves the lead behind: convert it instead.',
  alertText: 'There is a lead with this e-mail address. Convert the lead instead of creating a contact?',
});
