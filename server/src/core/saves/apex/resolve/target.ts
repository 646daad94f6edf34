import type { SaveTarget } from '../../site.ts';
import type { BoundBody } from '../bind/bind.ts';
import type { Expression } from '../syntax.ts';
import type { Contents } from './contents.ts';
import type { RecordFlow } from './records.ts';
import type { DirectSave } from './saves.ts';

/** On which objects a save works. */
export function resolveTarget(operand: Expression, bound: BoundBody, flow: RecordFlow): SaveTarget {
  return targetOf(flow.contentsOf(operand, bound));
}

/** The target of a save that stands in a body; a lead conversion saves an account and a contact. */
export function targetOfSave(save: DirectSave, bound: BoundBody, flow: RecordFlow): SaveTarget {
  if (save.operation === 'convertLead') {
    return { kind: 'objects', names: ['Account', 'Contact'], evidence: 'a lead conversion saves these' };
  }
  if (!save.operand) return { kind: 'unknown', why: 'the call has no argument' };
  return resolveTarget(save.operand, bound, flow);
}

/**
 * Objects that are known to be among the records win over what is not known: the save does work on them.
 * The evidence then says that there may be more.
 */
export function targetOf(contents: Contents): SaveTarget {
  const names = [...contents.names.values()];
  if (names.length > 0) {
    const evidence = [...contents.evidence][0]!;
    const isPartial = contents.unknown.size > 0 || contents.origins.size > 0;
    return { kind: 'objects', names, evidence: isPartial ? `${evidence}; there may be others` : evidence };
  }
  const [origin] = contents.origins.values();
  if (origin) {
    const why =
      origin.kind === 'parameter'
        ? `the parameter ${origin.name} takes records of any object`
        : `the field ${origin.symbol.name} takes records of any object`;
    return { kind: 'generic', why };
  }
  const [why] = contents.unknown;
  return { kind: 'unknown', why: why ?? 'nothing puts records into it' };
}
