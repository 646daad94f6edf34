/** What Apex of an API version has. */
export interface ApexDialect {
  /** `AccessLevel` arguments and `WITH SYSTEM_MODE`: from version 57. */
  readonly hasAccessLevel: boolean;
  /** The class `Assert`: from version 56. */
  readonly hasAssert: boolean;
}

export function dialectOf(apiVersion: string): ApexDialect {
  const version = Number.parseFloat(apiVersion);
  return { hasAccessLevel: version >= 57, hasAssert: version >= 56 };
}

/** Assertions as the version has them. Arguments are Apex. */
export interface Assertions {
  equal(expected: string, actual: string, message: string): string;
  isTrue(condition: string, message: string): string;
  isFalse(condition: string, message: string): string;
  /** After a call that should have thrown. */
  fail(message: string): string;
}

export function assertionsOf({ hasAssert }: ApexDialect): Assertions {
  if (hasAssert) {
    return {
      equal: (expected, actual, message) => `Assert.areEqual(${expected}, ${actual}, ${message});`,
      isTrue: (condition, message) => `Assert.isTrue(${condition}, ${message});`,
      isFalse: (condition, message) => `Assert.isFalse(${condition}, ${message});`,
      fail: (message) => `Assert.fail(${message});`,
    };
  }
  return {
    equal: (expected, actual, message) => `System.assertEquals(${expected}, ${actual}, ${message});`,
    isTrue: (condition, message) => `System.assert(${condition}, ${message});`,
    isFalse: (condition, message) => `System.assertEquals(false, ${condition}, ${message});`,
    fail: (message) => `System.assert(false, ${message});`,
  };
}

/** An argument that asks for system mode; nothing before there was another one. */
export function inSystemMode({ hasAccessLevel }: ApexDialect): string {
  return hasAccessLevel ? ', AccessLevel.SYSTEM_MODE' : '';
}

/** Behind a query's conditions. */
export function withSystemMode({ hasAccessLevel }: ApexDialect): string {
  return hasAccessLevel ? ' WITH SYSTEM_MODE' : '';
}

const escapes: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  "'": "\\'",
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

/** A text as an Apex literal. */
export function literal(text: string): string {
  return `'${text.replace(/[\\'\n\r\t]/g, (character) => escapes[character]!)}'`;
}
