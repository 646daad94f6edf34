import { describe, expect, it } from 'vitest';
import type { RefusalReport } from '../../../../server/src/core/saves/code/libraries/model.ts';
import { shownIn } from './judging.ts';

/** What it is, how the library reports, the code with the save marked, what becomes of the refusal. */
const rows: readonly (readonly [string, RefusalReport, string, string])[] = [
  [
    'plain',
    'exception',
    'class A { private static final Logger log = LoggerFactory.getLogger(A.class); void f(SObject r, SObject[] rs) throws Exception { connection.§create(rs); } }',
    'propagates: is thrown to the caller | passes on: exception',
  ],
  [
    'catch',
    'exception',
    'class A { private static final Logger log = LoggerFactory.getLogger(A.class); void f(SObject r, SObject[] rs) throws Exception { try { connection.§create(rs); } catch (ConnectionException e) { e.printStackTrace(); } } }',
    'logs: is only logged',
  ],
  [
    'multi',
    'exception',
    'class A { private static final Logger log = LoggerFactory.getLogger(A.class); void f(SObject r, SObject[] rs) throws Exception { try { connection.§create(rs); } catch (IOException | ConnectionException e) { log.error("x", e); } } }',
    'logs: is only logged',
  ],
  [
    'io',
    'exception',
    'class A { private static final Logger log = LoggerFactory.getLogger(A.class); void f(SObject r, SObject[] rs) throws Exception { try { connection.§create(rs); } catch (IOException e) { log.error("x", e); } } }',
    'propagates: is thrown to the caller | passes on: exception',
  ],
  [
    'wrap',
    'exception',
    'class A { private static final Logger log = LoggerFactory.getLogger(A.class); void f(SObject r, SObject[] rs) throws Exception { try { connection.§create(rs); } catch (ConnectionException e) { throw new RuntimeException(e); } } }',
    'handles-errors: is thrown on | passes on: exception',
  ],
  [
    'empty',
    'exception',
    'class A { private static final Logger log = LoggerFactory.getLogger(A.class); void f(SObject r, SObject[] rs) throws Exception { try { connection.§create(rs); } catch (Exception e) { } } }',
    'drops: is caught and dropped',
  ],
  [
    'future',
    'exception',
    'class A { CompletableFuture<X> f(Object r) { return client.§sendAsync(r).exceptionally(e -> { log.error("x", e); return null; }); } }',
    'logs: is only logged',
  ],
  [
    'unread',
    'response',
    'class A { private static final Logger log = LoggerFactory.getLogger(A.class); void f(SObject r, SObject[] rs) throws Exception { client.§send(req, BodyHandlers.ofString()); } }',
    'drops: stands in a response that nobody looks at',
  ],
  [
    'status',
    'response',
    'class A { private static final Logger log = LoggerFactory.getLogger(A.class); void f(SObject r, SObject[] rs) throws Exception { HttpResponse<String> res = client.§send(req, BodyHandlers.ofString()); if (res.statusCode() != 201) { throw new IllegalStateException(res.body()); } } }',
    'handles-errors: is thrown on | passes on: exception | read',
  ],
  [
    'status log',
    'response',
    'class A { private static final Logger log = LoggerFactory.getLogger(A.class); void f(SObject r, SObject[] rs) throws Exception { HttpResponse<String> res = client.§send(req, BodyHandlers.ofString()); if (res.statusCode() >= 400) { log.error(res.body()); } } }',
    'logs: is only logged | read',
  ],
  [
    'print',
    'response',
    'class A { private static final Logger log = LoggerFactory.getLogger(A.class); void f(SObject r, SObject[] rs) throws Exception { HttpResponse<String> res = client.§send(req, BodyHandlers.ofString()); System.out.println(res.body()); } }',
    'logs: is only logged | read',
  ],
  [
    'entity',
    'response',
    'class A { private static final Logger log = LoggerFactory.getLogger(A.class); void f(SObject r, SObject[] rs) throws Exception { ResponseEntity<String> res = rest.§postForEntity(u, r, String.class); if (!res.getStatusCode().is2xxSuccessful()) { throw new RuntimeException("x"); } } }',
    'handles-errors: is thrown on | passes on: exception | read',
  ],
  [
    'return',
    'response',
    'class A { String f(Object r) throws Exception { return client.§send(req, BodyHandlers.ofString()).body(); } }',
    'handles-errors: is returned in what the save gave back | passes on: response | read',
  ],
  [
    'unread',
    'rows',
    'class A { private static final Logger log = LoggerFactory.getLogger(A.class); void f(SObject r, SObject[] rs) throws Exception { connection.§create(rs); } }',
    'drops: stands in results that nobody reads',
  ],
  [
    'loop',
    'rows',
    'class A { private static final Logger log = LoggerFactory.getLogger(A.class); void f(SObject r, SObject[] rs) throws Exception { SaveResult[] results = connection.§create(rs); for (SaveResult s : results) { if (s.isSuccess()) { System.out.println(s.getId()); } else { System.out.println(s.getErrors()[0].getMessage()); } } } }',
    'logs: is only logged | read',
  ],
  [
    'index',
    'rows',
    'class A { private static final Logger log = LoggerFactory.getLogger(A.class); void f(SObject r, SObject[] rs) throws Exception { SaveResult[] results = connection.§create(rs); for (int i = 0; i < results.length; i++) { if (!results[i].isSuccess()) { for (Error e : results[i].getErrors()) { log.error(e.getMessage()); } } } } }',
    'logs: is only logged | read',
  ],
  [
    'throw',
    'rows',
    'class A { private static final Logger log = LoggerFactory.getLogger(A.class); void f(SObject r, SObject[] rs) throws Exception { SaveResult[] results = connection.§create(rs); if (!results[0].getSuccess()) { throw new RuntimeException(results[0].getErrors()[0].getMessage()); } } }',
    'handles-errors: is thrown on | passes on: exception | read',
  ],
  [
    'dup',
    'rows',
    'class A { private static final Logger log = LoggerFactory.getLogger(A.class); void f(SObject r, SObject[] rs) throws Exception { SaveResult[] results = connection.§create(rs); for (SaveResult s : results) { if (!s.isSuccess()) { for (Error e : s.getErrors()) { if (e instanceof DuplicateError) { merge((DuplicateError) e); } } } } } }',
    'handles-duplicates: is recognised | read',
  ],
  [
    'method of the class',
    'exception',
    'class A { void f(SObject[] rs) { try { connection.§create(rs); } catch (ConnectionException e) { note(e); } } void note(Exception e) { System.out.println(e); } }',
    'logs: is only logged',
  ],
  [
    'status code',
    'rows',
    'class A { private static final Logger log = LoggerFactory.getLogger(A.class); void f(SObject r, SObject[] rs) throws Exception { SaveResult[] results = connection.§create(rs); for (SaveResult s : results) { for (Error e : s.getErrors()) { if (e.getStatusCode() == StatusCode.DUPLICATES_DETECTED) { skip(s); } } } } }',
    'handles-duplicates: is recognised | read',
  ],
  [
    'returned',
    'rows',
    'class A { SaveResult[] f(SObject[] rs) throws Exception { return connection.§create(rs); } }',
    'handles-errors: is returned in what the save gave back | passes on: rows | read',
  ],
  [
    'stream',
    'rows',
    'class A { private static final Logger log = LoggerFactory.getLogger(A.class); void f(SObject r, SObject[] rs) throws Exception { SaveResult[] results = connection.§create(rs); List<SaveResult> failed = Arrays.stream(results).filter(s -> !s.isSuccess()).collect(Collectors.toList()); log.warn("{}", failed.size()); } }',
    'logs: is only logged | read',
  ],
  [
    'field',
    'rows',
    'class A { List<String> errors = new ArrayList<>(); void f(SObject[] rs) throws Exception { for (SaveResult s : connection.§create(rs)) { if (!s.isSuccess()) { errors.add(s.getErrors()[0].getMessage()); } } } }',
    'handles-errors: is kept in errors | read',
  ],
];

describe('what becomes of a refusal: Java', () => {
  it.each(rows)('%s (%s)', async (_title, reports, code, expected) => {
    expect(await shownIn('java', code, reports)).toBe(expected);
  });
});
