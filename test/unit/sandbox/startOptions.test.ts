import { expect, it } from 'vitest';
import { readStartOptions } from '../../../scripts/startOptions.mjs';

const plain = { folder: null, desktop: false, loopback: false, help: false };

it.each<[string, object]>([
  ['', { ...plain, loopback: true }],
  ['somewhere', { ...plain, folder: 'somewhere' }],
  ['--loopback somewhere', { ...plain, folder: 'somewhere', loopback: true }],
  ['--desktop', { ...plain, desktop: true }],
  ['--desktop --loopback', { problem: expect.stringContaining('in the browser') }],
  ['a b', { problem: expect.stringContaining('One folder') }],
  ['--nonsense', { problem: expect.stringContaining('--nonsense') }],
])('npm start -- %s: which org VS Code is connected to', (args, options) => {
  expect(readStartOptions(args.split(' ').filter(Boolean))).toEqual(options);
});
