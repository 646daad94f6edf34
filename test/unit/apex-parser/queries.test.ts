import { expect, test } from 'vitest';
import { errorsOfScript, showExpression } from '../../support/apexShow.ts';

test.each([
  ['[SELECT Id, Name FROM Account]', '[soql Account {Id; Name}]'],
  ['[select id from account limit 1]', '[soql account {id}]'],
  ['[SELECT COUNT() FROM Lead]', '[soql Lead {COUNT()} count]'],
  ['[SELECT COUNT(Id) FROM Lead]', '[soql Lead {COUNT(Id)} aggregate]'],
  ['[SELECT MAX(Amount) m, Name FROM X]', '[soql X {MAX(Amount) m; Name} aggregate]'],
  ['[SELECT Name FROM X GROUP BY Name]', '[soql X {Name} aggregate]'],
  ['[SELECT toLabel(Status) FROM Lead]', '[soql Lead {toLabel(Status)}]'],
  ['[SELECT FIELDS(ALL) FROM Account LIMIT 200]', '[soql Account {FIELDS(ALL)}]'],
  ['[SELECT Account.Owner.Name FROM Contact c]', '[soql Contact {Account.Owner.Name}]'],
  ['[SELECT Id FROM ns__X__c]', '[soql ns__X__c {Id}]'],
  [
    '[SELECT Id, (SELECT Id FROM Contacts WHERE A = :a) FROM Account WHERE B = :b.c[0].d()]',
    '[soql Account {Id; (SELECT Id FROM Contacts WHERE A = :a)} :a :b.c[integer 0].d()]',
  ],
  ['[SELECT Id FROM X WHERE A = :(b) AND C = :d OR E > 1]', '[soql X {Id} :(b) :d]'],
  ['[SELECT Id FROM X WHERE A IN :new Set<Id>{ a }]', '[soql X {Id} :new Set<Id>(a)]'],
  ['[SELECT Id FROM X WHERE A IN (:a, :b) LIMIT :c OFFSET :d]', '[soql X {Id} :a :b :c :d]'],
  ['[SELECT Id FROM X WHERE A = LAST_N_DAYS:30 WITH USER_MODE]', '[soql X {Id}]'],
  ['[SELECT Id FROM X WHERE A > 2020-01-01T00:00:00Z ALL ROWS]', '[soql X {Id}]'],
  [
    '[SELECT TYPEOF What WHEN Account THEN Phone ELSE Name END FROM Event]',
    '[soql Event {TYPEOF What WHEN Account THEN Phone ELSE Name END}]',
  ],
  ['[SELECT Id FROM X WHERE A IN (SELECT B FROM Y WHERE C = :d)]', '[soql X {Id} :d]'],
  ['[SELECT Id FROM X FOR UPDATE][0].Id', '[soql X {Id}][integer 0].Id'],
  ['[SELECT Id FROM X]?.Id', '[soql X {Id}]?.Id'],
  ["[FIND 'a*' IN ALL FIELDS RETURNING Lead(Id)]", '[sosl ? {}]'],
  ['[FIND :term RETURNING Lead(Id WHERE Name = :name)]', '[sosl ? {} :term :name]'],
  ['[FIND {abc} RETURNING Lead]', '[sosl ? {}]'],
])('%s', (code, tree) => {
  expect(showExpression(code)).toBe(tree);
  expect(errorsOfScript(`x = ${code};`)).toEqual([]);
});
