import type { ApexType } from './model.ts';

/**
 * How well an argument fits a parameter: higher is better, -1 where it cannot. Unknown types fit anything,
 * badly; conversions are treated generously, as code that does not compile is not judged here.
 */
export function fitness(parameter: ApexType, argument: ApexType): number {
  if (argument.kind === 'unknown' || parameter.kind === 'unknown') return 1;
  if (parameter.kind === 'platform' && /^object$/i.test(parameter.name)) return 1;
  switch (parameter.kind) {
    case 'primitive':
      if (argument.kind !== 'primitive') return argument.kind === 'platform' ? 1 : -1;
      return samePrimitive(parameter.name, argument.name);
    case 'sobject':
      if (argument.kind === 'sobject') return sameName(parameter.name, argument.name) ? 5 : -1;
      return argument.kind === 'any-sobject' ? 2 : argument.kind === 'platform' ? 1 : -1;
    case 'any-sobject':
      return argument.kind === 'any-sobject'
        ? 5
        : argument.kind === 'sobject'
          ? 4
          : isLoose(argument)
            ? 1
            : -1;
    case 'list':
    case 'set':
      if (argument.kind === 'list' || argument.kind === 'set') {
        const inner = fitness(parameter.element, argument.element);
        return inner < 0 ? -1 : inner + (argument.kind === parameter.kind ? 1 : -1);
      }
      return isLoose(argument) ? 1 : -1;
    case 'map':
      if (argument.kind !== 'map') return isLoose(argument) ? 1 : -1;
      return fitness(parameter.value, argument.value);
    case 'class':
      return argument.kind === 'class' || isLoose(argument) ? 3 : -1;
    case 'platform':
      if (argument.kind === 'platform') return sameName(parameter.name, argument.name) ? 5 : 1;
      return argument.kind === 'class' || argument.kind === 'sobject' ? 1 : -1;
    default:
      return 0;
  }
}

function isLoose(type: ApexType): boolean {
  return type.kind === 'platform';
}

function sameName(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

const numbers = /^(?:integer|long|double|decimal)$/i;

function samePrimitive(parameter: string, argument: string): number {
  if (sameName(parameter, argument)) return 5;
  if (numbers.test(parameter) && numbers.test(argument)) return 3;
  const texts = /^(?:id|string)$/i;
  if (texts.test(parameter) && texts.test(argument)) return 3;
  return -1;
}
