import type { Statement } from './tableModel.ts';

/** What holds of duplicate rules whatever they are set to do: section 1.1 and 1.7 of the facts. */
export const standingFacts: readonly Statement[] = [
  {
    text: 'A rule blocks or alerts only for records that are saved already: records of the same save are not compared with each other. Only Report compares them, too.',
    confidence: 'documented',
    sources: ['Considerations'],
  },
  {
    text: 'Rules are evaluated in their sort order. Whether later ones still run after one has found a match is not documented: a blog says no, a debug log shows that one did.',
    confidence: 'open',
    sources: ['RuleOrderBlog', 'RollupReports'],
  },
  {
    text: 'Rules run after before-triggers and validation rules, before the record is saved.',
    confidence: 'documented',
    sources: ['OrderOfExecution'],
  },
  {
    text: 'A field update of a workflow rule saves the record again without running duplicate rules.',
    confidence: 'documented',
    sources: ['OrderOfExecution'],
  },
  {
    text: 'No permission exempts a user. Only the condition of a rule does, where it is on the running user.',
    confidence: 'documented',
    sources: ['MetaDup', 'UserConditions'],
  },
  {
    text: 'Options of a save are not inherited by DML in the triggers and packages that it fires.',
    confidence: 'documented',
    sources: ['NestedDmlReports'],
  },
];
