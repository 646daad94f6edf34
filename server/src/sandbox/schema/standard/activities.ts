import type { ObjectDraft } from './draft.ts';

const people = 'Contact|Lead';
const things = 'Account|Opportunity|Case|Campaign';

/** Tasks, events, notes. */
export const activities: readonly ObjectDraft[] = [
  {
    name: 'Task',
    plural: 'Tasks',
    keyPrefix: '00T',
    owner: 'queue',
    nameField: 'Subject',
    compactLayout: ['Subject', 'Status', 'Priority', 'ActivityDate'],
    fields: [
      `WhoId reference ${people}>Tasks`,
      `WhatId reference ${things}>Tasks`,
      'AccountId= reference Account',
      'RecordTypeId reference RecordType',
      'Subject string 255',
      'ActivityDate date',
      'Status picklist !Not Started|In Progress|Completed|Waiting on someone else|Deferred',
      'Priority picklist High|!Normal|Low',
      'Description textarea',
      'Type picklist Call|Email|Meeting|Other',
      'TaskSubtype picklist !Task|Email|Call',
      'CallDurationInSeconds int',
      'CallType picklist Internal|Inbound|Outbound',
      'IsClosed= boolean',
    ],
  },
  {
    name: 'Event',
    plural: 'Events',
    keyPrefix: '00U',
    owner: 'user',
    nameField: 'Subject',
    compactLayout: ['Subject', 'StartDateTime', 'EndDateTime'],
    fields: [
      `WhoId reference ${people}>Events`,
      `WhatId reference ${things}>Events`,
      'AccountId= reference Account',
      'RecordTypeId reference RecordType',
      'Subject string 255',
      'Location string 255',
      'IsAllDayEvent boolean',
      'ActivityDateTime datetime',
      'ActivityDate date',
      'DurationInMinutes int',
      'StartDateTime datetime',
      'EndDateTime datetime',
      'Description textarea',
      'ShowAs picklist !Busy|OutOfOffice|Free',
    ],
  },
  {
    name: 'Note',
    plural: 'Notes',
    keyPrefix: '002',
    owner: 'user',
    nameField: 'Title',
    compactLayout: ['Title'],
    fields: [
      `ParentId* reference ${people}|${things}>Notes`,
      'Title* string 80',
      'IsPrivate boolean',
      'Body textarea',
    ],
  },
];
