// form: class with a client, import across files
export class SalesforceClient {
  private readonly instanceUrl: string;
  private readonly token: string;

  constructor(instanceUrl: string, token: string) {
    this.instanceUrl = instanceUrl;
    this.token = token;
  }

  async post(path: string, body: unknown, extraHeaders: Record<string, string> = {}) {
    const response = await fetch(`${this.instanceUrl}/services/data/v60.0${path}`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${this.token}`, ...extraHeaders },
      body: JSON.stringify(body),
    });
    const json = await response.json();
    if (!response.ok) throw new SalesforceError(json[0].errorCode, json[0].message);
    return json;
  }
}

export class SalesforceError extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}
