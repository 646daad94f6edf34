import { Random } from '../../server/src/sandbox/data/random.ts';
import { type Answer, Client, NoAnswer } from './client.ts';

/** What became of the calls of all clients. */
export interface Tally {
  calls: number;
  /** Answers that were none, by what they were: a fault, as a client sees it. */
  faults: number;
  readonly byKind: Record<string, number>;
  readonly byFault: Record<string, number>;
  /** What no fault explains. */
  readonly wrong: string[];
}

interface Known {
  readonly id: string;
  readonly email: string;
  title: string;
}

const data = '/services/data/v66.0';
const allowSave = { 'Sforce-Duplicate-Rule-Header': 'allowSave=true' };

/**
 * A client that knows what the org must hold of it: leads with addresses of its own. After a fault it looks what
 * became of the call; either will do, nothing else.
 */
export class TrafficClient {
  readonly #client: Client;
  readonly #number: number;
  readonly #random: Random;
  readonly #tally: Tally;
  readonly #known: Known[] = [];
  #made = 0;

  constructor(url: string, token: string, number: number, tally: Tally) {
    this.#client = new Client(url, token, 20_000);
    this.#number = number;
    this.#random = new Random(number + 1);
    this.#tally = tally;
  }

  /** What the org must hold of it: id and title of each lead. */
  get leads(): readonly string[] {
    return this.#known.map(({ id, email, title }) => `${id} ${email} ${title}`);
  }

  /** Calls until told to stop; what breaks off then counts for nothing. */
  async run(isOver: () => boolean): Promise<void> {
    const kinds = Object.entries(this.#calls);
    while (!isOver()) {
      const [kind, call] = this.#known.length < 3 ? kinds[0]! : this.#random.pick(kinds);
      try {
        await call();
        this.#tally.calls++;
        this.#tally.byKind[kind] = (this.#tally.byKind[kind] ?? 0) + 1;
      } catch (error) {
        if (isOver() && error instanceof NoAnswer) break;
        this.#tally.wrong.push(`${kind}: ${error instanceof Error ? error.message : String(error)}`);
        if (this.#tally.wrong.length > 20) break;
      }
    }
    this.#client.close();
  }

  readonly #calls: Readonly<Record<string, () => Promise<void>>> = {
    create: async () => {
      const [email, title] = [this.#newEmail(), this.#title()];
      const answer = await this.#send('POST', '/sobjects/Lead', lead(email, title));
      await this.#isMade(answer, email, title, answer?.status === 201 ? answer.body.id : null);
    },
    'refused create': async () => {
      const { id, email } = this.#some();
      const answer = await this.#send('POST', '/sobjects/Lead', lead(email.toUpperCase(), 'x'));
      if (answer) this.#refusedFor(answer.body[0], answer.status, id);
    },
    'create by allowSave, and delete': async () => {
      const known = this.#some();
      const answer = await this.#send('POST', '/sobjects/Lead', lead(known.email, 'twin'), allowSave);
      for (const { Id } of await this.#look(known.email)) {
        if (Id !== known.id) await this.#until('DELETE', `/sobjects/Lead/${Id}`, [204, 404]);
      }
      if (answer) expectStatus(answer, 201);
    },
    update: async () => {
      const known = this.#some();
      const title = this.#title();
      const answer = await this.#send('PATCH', `/sobjects/Lead/${known.id}`, { Title: title });
      if (answer) expectStatus(answer, 204);
      await this.#titleIs(known, answer ? [title] : [title, known.title]);
    },
    query: async () => {
      const known = this.#some();
      const answer = await this.#send('GET', queryPath(known.email));
      if (answer) expectLeads(answer, [known]);
    },
    upsert: async () => {
      const known = this.#some();
      const title = this.#title();
      const path = `/sobjects/Lead/Key__c/${encodeURIComponent(known.email)}`;
      const answer = await this.#send('PATCH', path, { Title: title });
      if (answer) expectStatus(answer, 200);
      await this.#titleIs(known, answer ? [title] : [title, known.title]);
    },
    delete: async () => {
      const known = this.#some();
      const answer = await this.#send('DELETE', `/sobjects/Lead/${known.id}`);
      if (answer) expectStatus(answer, 204);
      const left = await this.#look(known.email);
      if (left.length > 0 && answer) throw new Error('deleted, and still there');
      if (left.length === 0) this.#known.splice(this.#known.indexOf(known), 1);
    },
    collections: async () => {
      const { email: taken } = this.#some();
      const [email, title] = [this.#newEmail(), this.#title()];
      const records = [lead(email, title), lead(taken, 'x'), { Company: 'C' }].map((one) => ({
        attributes: { type: 'Lead' },
        ...one,
      }));
      const answer = await this.#send('POST', '/composite/sobjects', { allOrNone: false, records });
      if (answer) {
        const codes = answer.body.map(
          ({ errors }: { errors: { statusCode: string }[] }) => errors[0]?.statusCode,
        );
        if (codes.join() !== ',DUPLICATES_DETECTED,REQUIRED_FIELD_MISSING') throw new Error(codes.join());
      }
      await this.#isMade(answer, email, title, answer ? answer.body[0].id : null);
    },
    composite: async () => {
      const [email, title] = [this.#newEmail(), this.#title()];
      const compositeRequest = [
        { method: 'POST', url: `${data}/sobjects/Lead`, referenceId: 'made', body: lead(email, title) },
        { method: 'GET', url: `${data}/sobjects/Lead/@{made.id}?fields=Email`, referenceId: 'read' },
      ];
      const answer = await this.#send('POST', '/composite', { allOrNone: true, compositeRequest });
      const [made, read] = answer?.body.compositeResponse ?? [];
      if (answer && read.body.Email !== email) throw new Error(JSON.stringify(answer.body));
      await this.#isMade(answer, email, title, answer ? made.body.id : null);
    },
    soap: async () => {
      const { id, email } = this.#some();
      const answer = await this.#reply(() =>
        this.#client.call('POST', '/services/Soap/u/66.0', soapCreate(this.#token, email), {
          'Content-Type': 'text/xml',
          SOAPAction: '""',
        }),
      );
      if (answer && !/DUPLICATES_DETECTED/.test(answer.body)) throw new Error(answer.body.slice(0, 300));
      if (answer && !answer.body.includes(id)) throw new Error(`it does not name ${id}`);
    },
  };

  get #token(): string {
    return this.#sessionToken;
  }

  #sessionToken = '';
  /** SOAP has it in the envelope. */
  withToken(token: string): this {
    this.#sessionToken = token;
    return this;
  }

  #newEmail(): string {
    return `lead.${this.#made++}@client${this.#number}.example`;
  }

  #title(): string {
    return `Title ${this.#random.below(1_000_000)}`;
  }

  #some(): Known {
    return this.#random.pick(this.#known);
  }

  /** Null where a fault came instead of the answer. */
  #send(
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Answer | null> {
    return this.#reply(() => this.#client.call(method, data + path, body, headers));
  }

  async #reply(call: () => Promise<Answer>): Promise<Answer | null> {
    const answer = await call().catch((error: unknown) => {
      if (error instanceof NoAnswer) return error;
      throw error;
    });
    if (!(answer instanceof NoAnswer) && !isFault(answer)) return answer;
    const fault = answer instanceof NoAnswer ? answer.message.slice(0, 10) : String(answer.status);
    this.#tally.faults++;
    this.#tally.byFault[fault] = (this.#tally.byFault[fault] ?? 0) + 1;
    return null;
  }

  async #until(method: string, path: string, statuses: readonly number[]): Promise<Answer> {
    for (let tries = 0; tries < 200; tries++) {
      const answer = await this.#send(method, path);
      if (answer === null) continue;
      if (!statuses.includes(answer.status)) throw new Error(`${answer.status} to ${method} ${path}`);
      return answer;
    }
    throw new NoAnswer('no answer in 200 tries');
  }

  async #look(email: string): Promise<readonly { Id: string; Title: string | null }[]> {
    return (await this.#until('GET', queryPath(email), [200])).body.records;
  }

  async #isMade(answer: Answer | null, email: string, title: string, id: string | null): Promise<void> {
    const found = answer && id !== null ? [{ Id: id, Title: title }] : await this.#look(email);
    if (answer && id === null) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
    if (found.length > 1) throw new Error(`${found.length} of one create`);
    const [one] = found;
    if (one) this.#known.push({ id: one.Id, email, title });
  }

  async #titleIs(known: Known, titles: readonly string[]): Promise<void> {
    const [found, ...more] = await this.#look(known.email);
    if (!found || more.length > 0 || found.Id !== known.id) throw new Error('not the one lead');
    if (!titles.includes(found.Title ?? ''))
      throw new Error(`${found.Title} is none of ${titles.join(', ')}`);
    known.title = found.Title ?? '';
  }

  // biome-ignore lint/suspicious/noExplicitAny: as JSON has it
  #refusedFor(error: any, status: number, id: string): void {
    const result = error?.duplicateResut ?? error?.duplicateResult;
    const matches = result?.matchResults?.[0]?.matchRecords ?? [];
    if (status !== 400 || error.errorCode !== 'DUPLICATES_DETECTED') throw new Error(JSON.stringify(error));
    if (!JSON.stringify(matches).includes(id)) throw new Error(`it does not name ${id}`);
  }
}

function lead(email: string, title: string): object {
  return { LastName: 'L', Company: 'C', Email: email, Title: title, Key__c: email.toLowerCase() };
}

function queryPath(email: string): string {
  return `/query?q=${encodeURIComponent(`SELECT Id, Title FROM Lead WHERE Email = '${email}'`)}`;
}

function soapCreate(token: string, email: string): string {
  return (
    '<?xml version="1.0"?><soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">' +
    `<soapenv:Header xmlns="urn:partner.soap.sforce.com"><SessionHeader><sessionId>${token}</sessionId></SessionHeader></soapenv:Header>` +
    '<soapenv:Body xmlns="urn:partner.soap.sforce.com"><create><sObjects xmlns:o="urn:sobject.partner.soap.sforce.com">' +
    `<o:type>Lead</o:type><o:LastName>L</o:LastName><o:Company>C</o:Company><o:Email>${email}</o:Email>` +
    '</sObjects></create></soapenv:Body></soapenv:Envelope>'
  );
}

/** As the faults of the org look that are answers. */
function isFault({ status, body }: Answer): boolean {
  if (status === 500 || status === 503 || status === 401) return true;
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return /REQUEST_LIMIT_EXCEEDED|INVALID_SESSION_ID|Down for maintenance/.test(text);
}

function expectStatus({ status, body }: Answer, wanted: number): void {
  if (status !== wanted) throw new Error(`${status} instead of ${wanted}: ${JSON.stringify(body)}`);
}

function expectLeads({ status, body }: Answer, wanted: readonly Known[]): void {
  const found = body.records?.map(({ Id, Title }: { Id: string; Title: string }) => `${Id} ${Title}`);
  const expected = wanted.map(({ id, title }) => `${id} ${title}`);
  if (status !== 200 || found.join() !== expected.join()) throw new Error(`${found} instead of ${expected}`);
}
