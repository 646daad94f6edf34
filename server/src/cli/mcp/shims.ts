/**
 * Stands for the part of the SDK that brings JSON Schema validators, 150 KB that nothing here uses: inputs of tools are
 * checked by the shapes that their schemas are made from. See esbuild.mjs.
 */
export { default as process } from 'node:process';

export class DefaultJsonSchemaValidator {
  getValidator(): never {
    throw new Error('JSON schemas of others are not checked here.');
  }
}
