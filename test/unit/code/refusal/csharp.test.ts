import { describe, expect, it } from 'vitest';
import type { RefusalReport } from '../../../../server/src/core/saves/code/libraries/model.ts';
import { shownIn } from './judging.ts';

/** What it is, how the library reports, the code with the save marked, what becomes of the refusal. */
const rows: readonly (readonly [string, RefusalReport, string, string])[] = [
  [
    'method of the class',
    'exception',
    'class A { async Task F(object r) { try { await client.§CreateAsync("Lead", r); } catch (ForceException e) { Note(e); } } void Note(Exception e) { _logger.LogError(e, "x"); } }',
    'logs: is only logged',
  ],
  [
    'plain',
    'exception',
    'class A { async Task F(object r) { await client.§CreateAsync("Lead", r); } }',
    'propagates: is thrown to the caller | passes on: exception',
  ],
  [
    'catch',
    'exception',
    'class A { async Task F(object r) { try { await client.§CreateAsync("Lead", r); } catch (ForceException ex) { _logger.LogError(ex, "x"); } } }',
    'logs: is only logged',
  ],
  [
    'snackbar',
    'exception',
    'class A { async Task F(object r) { try { await client.§CreateAsync("Lead", r); } catch (ForceException ex) { Dialog.Close(ex); Snackbar.Add(ex.Message, Severity.Error); } } }',
    'handles-errors: is told to a user or another program',
  ],
  [
    'when dup',
    'exception',
    'class A { async Task F(object r) { try { await client.§CreateAsync("Lead", r); } catch (ForceException ex) when (ex.Message.Contains("DUPLICATES_DETECTED")) { _logger.LogInformation("x"); } } }',
    'handles-duplicates: is recognised',
  ],
  [
    'when other',
    'exception',
    'class A { async Task F(object r) { try { await client.§CreateAsync("Lead", r); } catch (ForceException ex) when (ex.Error == Error.NotFound) { } } }',
    'propagates: is thrown to the caller | passes on: exception',
  ],
  [
    'rethrow',
    'exception',
    'class A { async Task F(object r) { try { await client.§CreateAsync("Lead", r); } catch (Exception ex) { _logger.LogError(ex, "x"); throw; } } }',
    'handles-errors: is thrown on | passes on: exception',
  ],
  [
    'argument',
    'exception',
    'class A { async Task F(object r) { try { await client.§CreateAsync("Lead", r); } catch (ArgumentException ex) { } } }',
    'propagates: is thrown to the caller | passes on: exception',
  ],
  [
    'Result',
    'exception',
    'class A { void F(object r) { try { var x = client.§CreateAsync("Lead", r).Result; } catch (Exception e) { Console.WriteLine(e); } } }',
    'logs: is only logged',
  ],
  [
    'whenall',
    'exception',
    'class A { async Task F(object r) { try { await Task.WhenAll(rows.Select(x => client.§CreateAsync("Lead", x))); } catch (Exception e) { Console.WriteLine(e.Message); } } }',
    'logs: is only logged',
  ],
  [
    'ensure',
    'response',
    'class A { async Task F(object r) { var res = await http.§PostAsync(u, body); res.EnsureSuccessStatusCode(); } }',
    'propagates: is thrown to the caller | passes on: exception | read',
  ],
  [
    'ensure caught',
    'response',
    'class A { async Task F(object r) { try { var res = await http.§PostAsync(u, body); res.EnsureSuccessStatusCode(); } catch (HttpRequestException e) { _logger.LogError(e, "x"); } } }',
    'logs: is only logged | read',
  ],
  [
    'is success',
    'response',
    'class A { async Task F(object r) { var res = await http.§PostAsync(u, body); if (!res.IsSuccessStatusCode) { throw new Exception(await res.Content.ReadAsStringAsync()); } } }',
    'handles-errors: is thrown on | passes on: exception | read',
  ],
  [
    'is success log',
    'response',
    'class A { async Task F(object r) { var res = await http.§PostAsync(u, body); if (!res.IsSuccessStatusCode) { Console.WriteLine(await res.Content.ReadAsStringAsync()); } } }',
    'logs: is only logged | read',
  ],
  [
    'unread',
    'response',
    'class A { async Task F(object r) { await http.§PostAsync(u, body); } }',
    'drops: stands in a response that nobody looks at',
  ],
  [
    'return bool',
    'response',
    'class A { async Task<bool> F(object r) { var res = await http.§PostAsync(u, body); return res.IsSuccessStatusCode; } }',
    'handles-errors: shows in what is returned | read',
  ],
  [
    'status code',
    'response',
    'class A { async Task F(object r) { var res = await http.§PostAsync(u, body); if (res.StatusCode == HttpStatusCode.Created) { return; } _logger.LogWarning("x"); } }',
    'logs: is only logged | read',
  ],
  [
    'loop',
    'rows',
    'class A { async Task F(object r) { var results = svc.§create(rows); foreach (var s in results) { if (!s.success) { Console.WriteLine(s.errors[0].message); } } } }',
    'logs: is only logged | read',
  ],
  [
    'where',
    'rows',
    'class A { async Task F(object r) { var results = svc.§create(rows); var failed = results.Where(s => !s.success).ToList(); if (failed.Any()) { throw new Exception("x"); } } }',
    'handles-errors: is thrown on | passes on: exception | read',
  ],
  [
    'dup',
    'rows',
    'class A { async Task F(object r) { var results = svc.§create(rows); if (results[0].errors[0].statusCode == StatusCode.DUPLICATES_DETECTED) { return; } } }',
    'handles-duplicates: is recognised | read',
  ],
];

describe('what becomes of a refusal: C#', () => {
  it.each(rows)('%s (%s)', async (_title, reports, code, expected) => {
    expect(await shownIn('csharp', code, reports)).toBe(expected);
  });
});
