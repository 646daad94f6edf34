import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';

const usualPlaces = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

export const noChromium =
  'No Chromium here (Debian package: chromium). CHROMIUM=/path/to/chrome names one in another place.';

/** @returns {string | undefined} path of a Chromium: $CHROMIUM, or where systems usually keep it */
export function findChromium() {
  return process.env.CHROMIUM || usualPlaces.find((place) => existsSync(place));
}

/**
 * @returns {Promise<import('playwright-core').Browser>}
 * @throws {Error} when there is none
 */
export function launchChromium() {
  const executablePath = findChromium();
  if (!executablePath) throw new Error(noChromium);
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-quic',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
