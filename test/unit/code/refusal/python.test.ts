import { describe, expect, it } from 'vitest';
import type { RefusalReport } from '../../../../server/src/core/saves/code/libraries/model.ts';
import { shownIn } from './judging.ts';

// A count or flag that is returned tells the caller; null, None and nothing do not: such a catch only logs.
/** What it is, how the library reports, the code with the save marked, what becomes of the refusal. */
const rows: readonly (readonly [string, RefusalReport, string, string])[] = [
  [
    'tuple',
    'exception',
    `def f(r, rs=None):
    try:
        sf.Lead.§create(r)
    except (KeyError, SalesforceError) as e:
        pass
`,
    'drops: is caught and dropped',
  ],
  [
    'first that fits',
    'exception',
    `def f(r, rs=None):
    try:
        sf.Lead.§create(r)
    except SalesforceExpiredSession:
        raise
    except SalesforceMalformedRequest as e:
        logger.error(e)
    except Exception:
        raise
`,
    'logs: is only logged',
  ],
  [
    'bare',
    'exception',
    `def f(r, rs=None):
    try:
        sf.Lead.§create(r)
    except:
        pass
`,
    'drops: is caught and dropped',
  ],
  [
    'content dup',
    'exception',
    `def f(r, rs=None):
    try:
        sf.Lead.§create(r)
    except SalesforceMalformedRequest as e:
        if e.content[0]["errorCode"] == "DUPLICATES_DETECTED":
            sf.Lead.update(e.content[0]["duplicateResut"]["matchResults"][0]["matchRecords"][0]["record"]["Id"], r)
        else:
            raise
`,
    'handles-duplicates: is recognised',
  ],
  [
    'inside',
    'exception',
    `def f(r, rs=None):
    try:
        sf.Lead.create(r)
    except SalesforceMalformedRequest as e:
        if "DUPLICATES_DETECTED" not in str(e):
            raise
        sf.Lead.§update("1", r)
`,
    'propagates: is thrown to the caller | passes on: exception | inside',
  ],
  [
    'dup value',
    'exception',
    `def f(r, rs=None):
    try:
        sf.Lead.§create(r)
    except SalesforceMalformedRequest as e:
        if "DUPLICATE_VALUE" in str(e):
            logger.info("there")
`,
    'logs: is only logged | DUPLICATE_VALUE',
  ],
  [
    'const',
    'exception',
    `DUP = "DUPLICATES_DETECTED"
def f(r, rs=None):
    try:
        sf.Lead.§create(r)
    except SalesforceError as e:
        if DUP in str(e):
            return None
        raise
`,
    'handles-duplicates: is recognised',
  ],
  [
    'helper',
    'exception',
    `def is_duplicate(e):
    return any(x["errorCode"] == "DUPLICATES_DETECTED" for x in e.content)

def f(r, rs=None):
    try:
        sf.Lead.§create(r)
    except SalesforceError as e:
        if is_duplicate(e):
            return None
        raise
`,
    'handles-duplicates: is recognised',
  ],
  [
    'return dict',
    'exception',
    `def f(r, rs=None):
    try:
        return sf.Lead.§create(r)
    except SalesforceError as e:
        return {"success": False, "error": str(e)}
`,
    'handles-errors: shows in what is returned',
  ],
  [
    'return tuple',
    'exception',
    `def f(r, rs=None):
    try:
        return sf.Lead.§create(r), None
    except SalesforceError as e:
        return None, str(e)
`,
    'handles-errors: shows in what is returned',
  ],
  [
    'return []',
    'exception',
    `def f(r, rs=None):
    try:
        return sf.Lead.§create(r)
    except SalesforceError as e:
        log.warning(e)
        return []
`,
    'logs: is only logged',
  ],
  [
    'return',
    'exception',
    `def f(r, rs=None):
    try:
        return sf.Lead.§create(r)
    except SalesforceError as e:
        log.warning(e)
        return
`,
    'logs: is only logged',
  ],
  [
    'self.errors',
    'exception',
    `class S:
    def f(self, r):
        try:
            self.sf.Lead.§create(r)
        except SalesforceError as e:
            self.errors.append(str(e))
`,
    'handles-errors: is kept in this.errors',
  ],
  [
    'self counter',
    'exception',
    `class S:
    def f(self, r):
        try:
            self.sf.Lead.§create(r)
        except SalesforceError as e:
            self.stats["failed"] += 1
`,
    'handles-errors: is kept in this.stats',
  ],
  [
    'method helper',
    'exception',
    `class S:
    def f(self, r):
        try:
            self.sf.Lead.§create(r)
        except SalesforceError as e:
            self._report(e)
    def _report(self, e):
        logging.error(e)
`,
    'logs: is only logged',
  ],
  [
    'param dict',
    'exception',
    `def f(r, rs=None):
    try:
        sf.Lead.§create(r)
    except SalesforceError as e:
        r["error"] = str(e)
`,
    'handles-errors: is handed back in r',
  ],
  [
    'row of param',
    'exception',
    `def f(r, rs=None):
    for row in rs:
        try:
            sf.Lead.§create(row)
        except SalesforceError as e:
            row["status"] = "failed"
`,
    'handles-errors: shows in row',
  ],
  [
    'db',
    'exception',
    `def f(r, rs=None):
    try:
        sf.Lead.§create(r)
    except SalesforceError as e:
        cursor.execute("insert into failed values (%s)", (str(e),))
`,
    'handles-errors: is stored or sent on',
  ],
  [
    'file',
    'exception',
    `def f(r, rs=None):
    try:
        sf.Lead.§create(r)
    except SalesforceError as e:
        with open("x.log", "a") as fh:
            fh.write(str(e))
`,
    'handles-errors: is stored or sent on',
  ],
  [
    'exit',
    'exception',
    `def f(r, rs=None):
    try:
        sf.Lead.§create(r)
    except SalesforceError as e:
        print(e)
        sys.exit(1)
`,
    'handles-errors: is told to a user or another program',
  ],
  [
    'unknown',
    'exception',
    `from x import notify_team
def f(r, rs=None):
    try:
        sf.Lead.§create(r)
    except SalesforceError as e:
        notify_team(e)
`,
    'unknown: goes to notify_team(), whose code is not here',
  ],
  [
    'else',
    'exception',
    `def f(r, rs=None):
    n = 0
    for x in rs:
        try:
            sf.Lead.§create(x)
        except SalesforceError as e:
            print(e)
        else:
            n += 1
    return n
`,
    'handles-errors: shows only in what is counted as saved',
  ],
  [
    'finally return',
    'exception',
    `def f(r, rs=None):
    try:
        sf.Lead.§create(r)
    finally:
        return True
`,
    'drops: is dropped by the way the finally block ends',
  ],
  [
    'while retry',
    'exception',
    `def f(r, rs=None):
    while True:
        try:
            return sf.Lead.§create(r)
        except SalesforceError:
            time.sleep(5)
`,
    'handles-errors: makes the code try again',
  ],
  [
    'retry gives up',
    'exception',
    `def f(r, rs=None):
    for i in range(3):
        try:
            return sf.Lead.§create(r)
        except SalesforceError as e:
            logger.warning(e)
    raise RuntimeError("x")
`,
    'handles-errors: makes the code try again',
  ],
  [
    'backoff',
    'exception',
    `@backoff.on_exception(backoff.expo, SalesforceError)
def f(r, rs=None):
    sf.Lead.§create(r)
`,
    'handles-errors: makes the function run again | passes on: exception',
  ],
  [
    'tenacity under another name',
    'exception',
    `@tretry(stop=stop_after_attempt(3))
def f(r, rs=None):
    sf.Lead.§create(r)
`,
    'handles-errors: makes the function run again | passes on: exception',
  ],
  [
    'tries again for some errors',
    'exception',
    `def f(r, rs=None):
    while True:
        try:
            sf.Lead.§create(r)
            return
        except SalesforceError as e:
            if e.status != 503:
                logger.warning(e)
            sleep(1)
`,
    'handles-errors: makes the code try again for some errors, perhaps for this one',
  ],
  [
    'toplevel',
    'exception',
    `for r in rows:
    try:
        sf.Lead.§create(r)
    except Exception as e:
        print(e)
`,
    'logs: is only logged',
  ],
  [
    'toplevel plain',
    'exception',
    `sf.Lead.§create({})
`,
    'propagates: is thrown to the caller | passes on: exception',
  ],
  [
    'toplevel counter',
    'exception',
    `failed = 0
for r in rows:
    try:
        sf.Lead.§create(r)
    except Exception as e:
        failed += 1
print(failed)
`,
    'logs: is only logged',
  ],
  [
    'toplevel errors file',
    'exception',
    `errors = []
for r in rows:
    try:
        sf.Lead.§create(r)
    except Exception as e:
        errors.append((r, e))
with open("e.json", "w") as fh:
    json.dump(errors, fh)
`,
    'handles-errors: shows in errors',
  ],
  [
    'global',
    'exception',
    `failed = 0
def f(r):
    global failed
    try:
        sf.Lead.§create(r)
    except Exception as e:
        failed += 1

f({})
print(failed)
`,
    'logs: is only logged',
  ],
  [
    'caller logs',
    'exception',
    `def create(r):
    return sf.Lead.§create(r)

def main():
    try:
        ¶create({})
    except Exception as e:
        logging.exception(e)
`,
    'logs: is only logged',
  ],
  [
    'caller drops after log and raise',
    'exception',
    `def create(r):
    try:
        return sf.Lead.§create(r)
    except SalesforceError as e:
        log.error(e)
        raise

def main():
    try:
        ¶create({})
    except Exception:
        pass
`,
    'logs: is only logged',
  ],
  [
    'caller none checked',
    'exception',
    `def create(r):
    try:
        return sf.Lead.§create(r)
    except SalesforceError as e:
        log.error(e)
        return None

def main():
    if ¶create({}) is None:
        sys.exit(1)
`,
    'handles-errors: is told to a user or another program',
  ],
  [
    'asyncio gather',
    'exception',
    `async def main(rs):
    await asyncio.gather(*[client.§post(r) for r in rs])
`,
    'propagates: is thrown to the caller | passes on: exception',
  ],
  [
    'gather exceptions',
    'exception',
    `async def main(rs):
    res = await asyncio.gather(*[client.§post(r) for r in rs], return_exceptions=True)
    for x in res:
        if isinstance(x, Exception):
            logger.error(x)
`,
    'logs: is only logged',
  ],
  [
    'gather exceptions unread',
    'exception',
    `async def main(rs):
    await asyncio.gather(*[client.§post(r) for r in rs], return_exceptions=True)
`,
    'drops: stands in results that nobody reads',
  ],
  [
    'celery',
    'exception',
    `@app.task(bind=True)
def f(self, r):
    try:
        sf.Lead.§create(r)
    except SalesforceError as e:
        raise self.retry(exc=e)
`,
    'handles-errors: is told to a user or another program | passes on: exception',
  ],
  [
    'http exc',
    'exception',
    `def view(request):
    try:
        sf.Lead.§create(request.data)
    except SalesforceError as e:
        return Response({"error": str(e)}, status=400)
`,
    'handles-errors: is told to a user or another program',
  ],
  [
    'messages',
    'exception',
    `def view(request):
    try:
        sf.Lead.§create(request.data)
    except SalesforceError as e:
        messages.error(request, str(e))
    return redirect("/")
`,
    'handles-errors: is told to a user or another program',
  ],
  [
    'yield',
    'exception',
    `def f(rs):
    for r in rs:
        try:
            sf.Lead.§create(r)
        except SalesforceError as e:
            yield r, str(e)
`,
    'unknown: goes on in a way that is not followed',
  ],
  [
    'logger exc',
    'exception',
    `def f(r, rs=None):
    try:
        sf.Lead.§create(r)
    except Exception:
        traceback.print_exc()
`,
    'logs: is only logged',
  ],
  [
    'if else log',
    'exception',
    `def f(r, rs=None):
    try:
        sf.Lead.§create(r)
    except Exception as e:
        if self.strict:
            raise
        logger.error(e)
`,
    'handles-errors: is thrown on | passes on: exception',
  ],
  [
    'lambda',
    'exception',
    `def f(r, rs=None):
    run(lambda: sf.Lead.§create(r))
`,
    'propagates: is thrown to the caller | passes on: exception',
  ],
  [
    'nested def',
    'exception',
    `def f(rs):
    def one(r):
        sf.Lead.§create(r)
    for r in rs:
        try:
            one(r)
        except Exception as e:
            print(e)
`,
    'logs: is only logged',
  ],
  [
    'thread map',
    'exception',
    `def f(rs):
    def one(r):
        sf.Lead.§create(r)
    with ThreadPoolExecutor() as pool:
        list(pool.map(one, rs))
`,
    'propagates: is thrown to the caller | passes on: exception',
  ],
];

describe('what becomes of a refusal: exceptions in Python', () => {
  it.each(rows)('%s (%s)', async (_title, reports, code, expected) => {
    expect(await shownIn('python', code, reports)).toBe(expected);
  });
});
