import { RestError } from '../errors.ts';
import type { SandboxObject } from '../schema/model.ts';

const wsdlHint = 'Please reference your WSDL or the describe call for the appropriate names.';

/** The errors of a query, with their place in it as the org shows it. */
export class QueryProblems {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  /** MALFORMED_QUERY */
  malformed(at: number, message: string): RestError {
    return new RestError(400, 'MALFORMED_QUERY', this.#at(at, message));
  }

  /** INVALID_FIELD, by default. */
  wrong(at: number, message: string, code = 'INVALID_FIELD'): RestError {
    return new RestError(400, code, this.#at(at, message));
  }

  noObject(at: number, name: string): RestError {
    const message = `sObject type '${name}' is not supported. If you are attempting to use a custom object, be sure to append the '__c' after the entity name. ${wsdlHint}`;
    return this.wrong(at, message, 'INVALID_TYPE');
  }

  noField(at: number, name: string, { name: object }: SandboxObject): RestError {
    const message = `No such column '${name}' on entity '${object}'. If you are attempting to use a custom field, be sure to append the '__c' after the custom field name. ${wsdlHint}`;
    return this.wrong(at, message);
  }

  noRelationship(at: number, name: string): RestError {
    const message = `Didn't understand relationship '${name}' in field path. If you are attempting to use a custom relationship, be sure to append the '__r' after the custom relationship name. ${wsdlHint}`;
    return this.wrong(at, message);
  }

  noChildRelationship(at: number, name: string): RestError {
    const message = `Didn't understand relationship '${name}' in FROM part of query call. If you are attempting to use a custom relationship, be sure to append the '__r' after the custom relationship name. ${wsdlHint}`;
    return this.wrong(at, message, 'INVALID_TYPE');
  }

  #at(offset: number, message: string): string {
    const before = this.#text.slice(0, offset).split(/\r\n|\r|\n/);
    const row = before.length;
    const column = before.at(-1)!.length;
    const line = this.#text.split(/\r\n|\r|\n/)[row - 1]!;
    // Of a long line only the neighbourhood is shown.
    const from = Math.max(0, column - 60);
    const shown = line.slice(from, column + 60);
    return `\n${shown}\n${' '.repeat(column - from)}^\nERROR at Row:${row}:Column:${column + 1}\n${message}`;
  }
}

/** MALFORMED_QUERY without a place: of the whole, or of its characters. */
export function malformed(message: string): RestError {
  return new RestError(400, 'MALFORMED_QUERY', message);
}
