import type { OrgProblem, OrgProblemKind } from '../org/gateway.ts';

/** What stands in the way of an org request, found before the org was asked. */
export class RequestProblem extends Error implements OrgProblem {
  override readonly name = 'OrgProblem';
  readonly kind: OrgProblemKind;

  constructor(kind: OrgProblemKind, message: string) {
    super(message);
    this.kind = kind;
  }
}

/** Problems cross from the org's bundle, which has classes of its own: told by their name. */
export function isOrgProblem(error: unknown): error is OrgProblem {
  return error instanceof Error && error.name === 'OrgProblem' && 'kind' in error;
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
