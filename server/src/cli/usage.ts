import { type Argument, Command, type ErrorOptions, type Option, type OptionValueSource } from 'commander';
import { Problem } from './problem.ts';

/** A command whose misuse is a {@link Problem} like any other: in the product's words, with what to do. */
export class ProductCommand extends Command {
  override createCommand(name?: string): ProductCommand {
    return new ProductCommand(name);
  }

  /** @throws Problem for everything that commander finds wrong in a command line */
  override error(message: string, { code = '' }: ErrorOptions = {}): never {
    const [, sentence = '', suggestion] = /^(?:error: )?(.*?)(?:\n\((.*)\))?$/s.exec(message.trim()) ?? [];
    const parts = [this.#put(code, sentence), ...(suggestion ? [suggestion] : []), this.#help(code)];
    throw new Problem(parts.join(' '));
  }

  /**
   * Commander takes the last of several values without a word.
   * @throws Problem where an option that takes one value is given two
   */
  override setOptionValueWithSource(key: string, value: unknown, source?: OptionValueSource): this {
    const before: unknown = this.getOptionValue(key);
    const isTwice = source === 'cli' && this.getOptionValueSource(key) === 'cli';
    // A list grows, and a flag says the same again.
    if (isTwice && before !== value && !Array.isArray(value)) {
      const option = this.options.find((one) => one.attributeName() === key && !one.negate);
      const flag = longOf(option?.flags ?? key);
      if (before === false || value === false)
        this.error(`${flag} and ${flag.replace('--', '--no-')} do not go together: leave one of them out.`);
      this.error(
        before === true || value === true
          ? `${flag} is given twice, once without a value: leave one out.`
          : `${flag} takes one value, and is given "${before}" and "${value}".`,
      );
    }
    return super.setOptionValueWithSource(key, value, source);
  }

  #put(code: string, sentence: string): string {
    const quoted = sentence.match(/'(.*?)'/s)?.[1] ?? '';
    const name = this.parent === null ? '' : this.name();
    switch (code) {
      case 'commander.unknownCommand':
        return `there is no command "${quoted}".`;
      case 'commander.unknownOption':
        return name === '' ? `there is no option "${quoted}".` : `${name} has no option "${quoted}".`;
      case 'commander.missingArgument':
        return `${name} needs ${needed(this.registeredArguments.find((one) => one.name() === quoted))}.`;
      case 'commander.missingMandatoryOptionValue':
        return `${name} needs ${needed(this.options.find(({ flags }) => flags === quoted))}.`;
      case 'commander.optionMissingArgument': {
        const option = this.options.find(({ flags }) => flags === quoted);
        return `${longOf(quoted)} needs a value: ${needed(option)}.`;
      }
      case 'commander.excessArguments': {
        const most = this.registeredArguments.length;
        const takes = most === 0 ? 'no arguments' : most === 1 ? 'one argument' : `${most} arguments`;
        return `${name} takes ${takes}: leave out ${this.args
          .slice(most)
          .map((one) => `"${one}"`)
          .join(', ')}.`;
      }
      case 'commander.invalidArgument': {
        const ofArgument = /^command-argument value '(.*)' is invalid for argument '(.*?)'\. (.*)$/s.exec(
          sentence,
        );
        if (ofArgument)
          return `${ofArgument[2]!.toUpperCase()} cannot be "${ofArgument[1]}". ${ofArgument[3]}`;
        const [, flags = '', value = '', why = ''] =
          /^option '(.*?)' argument '(.*)' is invalid\. (.*)$/s.exec(sentence) ?? [];
        return flags === '' ? sentence : `${longOf(flags)} cannot be "${value}". ${why}`;
      }
      case 'commander.conflictingOption': {
        const both = [...sentence.matchAll(/option '(.*?)'/g)].map(([, flags]) => longOf(flags!));
        return `${both.join(' and ')} do not go together: leave one of them out.`;
      }
      default:
        return sentence.endsWith('.') ? sentence : `${sentence}.`;
    }
  }

  #help(code: string): string {
    if (this.parent === null || code === 'commander.unknownCommand') {
      return 'duplicate-rules --help lists the commands.';
    }
    return `duplicate-rules ${this.name()} --help tells how it is used.`;
  }
}

/** `--out FOLDER: folder for the files`, `FILE: existing records` */
function needed(what: Option | Argument | undefined): string {
  if (what === undefined) return 'more';
  const name = 'flags' in what ? longOf(what.flags, true) : what.name().toUpperCase();
  return `${name}: ${what.description}`;
}

/** `--format` of `-f, --format <format>`; with its value: `--format FORMAT`. */
function longOf(flags: string, withValue = false): string {
  const [, name = flags, value = ''] = /(--[\w-]+)(?: [<[]([\w=-]+))?/.exec(flags) ?? [];
  return withValue && value !== '' ? `${name} ${value.toUpperCase()}` : name;
}
