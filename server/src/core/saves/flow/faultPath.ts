import type { XmlElement } from '../../metadata/xml.ts';
import { type Anchor, type Place, place } from '../../text.ts';
import type { Refusal } from '../site.ts';
import { childOf, type FlowDocument, localName, textOf } from './document.ts';

/**
 * What a Flow does with a refused save. Without a fault path the fault ends the Flow: a person sees the error
 * page, whoever started it gets it, and its last editor gets an e-mail.
 */
export function refusalOf(element: XmlElement, flow: FlowDocument, anchor: Anchor): Refusal {
  const connector = childOf(element, 'faultConnector');
  const target = connector === null ? null : textOf(connector, 'targetReference');
  if (connector === null || target === null) return refusal('propagates', 'ends the Flow with a fault', []);
  const evidence = [place(anchor, connector.nameSpan)];
  const path = reachable(target, flow, goingOn(element, flow));
  const text = path.map(textsIn).join('\n');
  if (/DUPLICATES_DETECTED/.test(`${text}\n${formulasNamedIn(text, flow)}`)) {
    return refusal('handles-duplicates', 'is told apart on the fault path', evidence);
  }
  const teller = path.find(tells);
  if (teller) {
    return refusal('handles-errors', `goes to ${wordsFor(teller)} on the fault path`, evidence);
  }
  if (path.some((one) => localName(one) === 'actionCalls' || localName(one) === 'apexPluginCalls')) {
    return refusal('logs', 'is only logged on the fault path', evidence);
  }
  if (/\$Flow\.FaultMessage/.test(text)) {
    return refusal('handles-errors', 'is kept in a variable on the fault path', evidence);
  }
  return refusal('drops', 'is dropped: the fault path tells nobody', evidence);
}

function refusal(kind: Refusal['kind'], how: string, evidence: readonly Place[]): Refusal {
  return {
    kind,
    how,
    evidence,
    insideHandling: false,
    duplicateValueBranch: null,
    resultsRead: kind !== 'drops',
  };
}

/**
 * Where the Flow goes on when the save succeeds: a fault path that leads there says nothing by it. What comes
 * later may be shared by both, such as a screen for all errors.
 */
function goingOn(element: XmlElement, flow: FlowDocument): ReadonlySet<XmlElement> {
  const connector = childOf(element, 'connector');
  const target = connector === null ? null : textOf(connector, 'targetReference');
  const next = target === null ? undefined : flow.named.get(target);
  return new Set(next === undefined ? [] : [next]);
}

/** The elements that can be reached from one, in no order; `without`: those that are left out, with what only they lead to. */
function reachable(
  start: string,
  flow: FlowDocument,
  without: ReadonlySet<XmlElement>,
): readonly XmlElement[] {
  const found = new Set<XmlElement>();
  const pending = [start];
  for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
    const element = flow.named.get(name);
    if (element === undefined || found.has(element) || without.has(element)) continue;
    found.add(element);
    collectTargets(element, pending);
  }
  return [...found];
}

function collectTargets(element: XmlElement, into: string[]): void {
  for (const child of element.children) {
    if (localName(child) === 'targetReference') into.push(child.text);
    else collectTargets(child, into);
  }
}

/** Someone or something gets to know: a person on a screen, a record, another Flow, a message. */
function tells(element: XmlElement): boolean {
  switch (localName(element)) {
    case 'screens':
    case 'customErrors':
    case 'recordCreates':
    case 'recordUpdates':
    case 'subflows':
    case 'transforms':
      return true;
    case 'actionCalls':
      return !isLogger(element);
    default:
      return false;
  }
}

/** Logging actions, also those that store their entries, such as Nebula Logger's. */
function isLogger(action: XmlElement): boolean {
  const name = textOf(action, 'actionName') ?? '';
  return /log(?:ger|entry|event|ging)?(?:$|_|[A-Z])|(?:^|_)log/i.test(name);
}

function wordsFor(element: XmlElement): string {
  const label = textOf(element, 'label') ?? textOf(element, 'name') ?? '';
  const kinds: Readonly<Record<string, string>> = {
    screens: 'screen',
    customErrors: 'error message',
    recordCreates: 'record that',
    recordUpdates: 'record that',
    subflows: 'subflow',
    actionCalls: 'action',
  };
  const kind = kinds[localName(element)] ?? 'element';
  return kind === 'record that' ? `a record that '${label}' saves` : `${kind} '${label}'`;
}

function textsIn(element: XmlElement): string {
  return [element.text, ...element.children.map(textsIn)].join('\n');
}

/** Formulas are elements of their own, named where they are used. */
function formulasNamedIn(text: string, flow: FlowDocument): string {
  const words = new Set(text.match(/\w+/g));
  return [...flow.named]
    .filter(
      ([name, element]) =>
        /^(?:formulas|constants|textTemplates)$/.test(localName(element)) && words.has(name),
    )
    .map(([, element]) => textsIn(element))
    .join('\n');
}
