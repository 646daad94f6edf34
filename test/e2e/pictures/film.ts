import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Locator, Page } from 'playwright-core';

interface Frame {
  readonly picture: Buffer;
  milliseconds: number;
}

const pointerArrow =
  '<svg xmlns="http://www.w3.org/2000/svg" width="22" height="28" viewBox="0 0 22 28">' +
  '<path d="M2 1v21l5-5 4 9 4-2-4-9h7z" fill="#111" stroke="#fff" stroke-width="1.6"/></svg>';

const captionStyle =
  'left:0;right:0;bottom:0;height:40px;background:#0b5cab;color:#fff;text-align:center;white-space:nowrap;' +
  'font:600 17px/40px system-ui,sans-serif';

/**
 * A moving picture of one window, made of single pictures with the time that each is shown: how long the machine
 * took between them does not matter. A caption stands at the lower edge, a pointer where the mouse is.
 */
export class Film {
  readonly #page: Page;
  readonly #frames: Frame[] = [];
  #at = { x: 0, y: 0 };

  private constructor(page: Page) {
    this.#page = page;
  }

  static async start(page: Page): Promise<Film> {
    await page.evaluate(`{
      const add = (id, style, html) => {
        const element = document.createElement('div');
        element.id = id;
        element.style.cssText = 'position:fixed;z-index:2147483647;pointer-events:none;' + style;
        element.innerHTML = html;
        document.body.append(element);
      };
      add('film-pointer', 'left:0;top:0;display:none', ${JSON.stringify(pointerArrow)});
      add('film-caption', ${JSON.stringify(captionStyle)}, '');
    }`);
    return new Film(page);
  }

  /** Sets the caption, and holds the picture until it is read. */
  async say(text: string, milliseconds: number): Promise<void> {
    await this.#page.evaluate(
      `document.querySelector('#film-caption').textContent = ${JSON.stringify(text)}`,
    );
    await this.hold(milliseconds);
  }

  /** What is on the screen now, for a while. */
  async hold(milliseconds: number): Promise<void> {
    const picture = await this.#page.screenshot({ caret: 'initial' });
    const last = this.#frames.at(-1);
    if (last?.picture.equals(picture)) last.milliseconds += milliseconds;
    else this.#frames.push({ picture, milliseconds });
  }

  /** Moves the mouse to the middle of something, or to a place in it from its upper left corner. */
  async pointAt(target: Locator, place?: { x: number; y: number }): Promise<void> {
    const box = await target.boundingBox();
    if (!box) throw new Error('There is nothing to point at.');
    const to = {
      x: box.x + (place?.x ?? box.width / 2),
      y: box.y + (place?.y ?? box.height / 2),
    };
    const from = this.#at.x === 0 ? { x: to.x + 220, y: to.y + 160 } : this.#at;
    const steps = 6;
    for (let step = 1; step <= steps; step++) {
      // Slower at both ends, as a hand moves.
      const part = (1 - Math.cos((Math.PI * step) / steps)) / 2;
      await this.#movePointer({ x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part });
      await this.hold(60);
    }
    await this.#page.mouse.move(to.x, to.y);
  }

  async click(target: Locator): Promise<void> {
    await this.pointAt(target);
    await this.hold(300);
    await target.click();
  }

  /** Types as a person does, some letters a picture. */
  async type(text: string, lettersAPicture = 2): Promise<void> {
    for (let at = 0; at < text.length; at += lettersAPicture) {
      await this.#page.keyboard.type(text.slice(at, at + lettersAPicture), { delay: 20 });
      await this.hold(55 * lettersAPicture);
    }
  }

  async hidePointer(): Promise<void> {
    await this.#show(false);
    this.#at = { x: 0, y: 0 };
  }

  get seconds(): number {
    return this.#frames.reduce((sum, { milliseconds }) => sum + milliseconds, 0) / 1000;
  }

  /** Writes NNN.png and frames.json, the list of `{file, milliseconds}`, into an own folder. */
  write(folder: string): void {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    const list = this.#frames.map(({ picture, milliseconds }, index) => {
      const file = `${String(index).padStart(3, '0')}.png`;
      writeFileSync(path.join(folder, file), picture);
      return { file, milliseconds };
    });
    writeFileSync(path.join(folder, 'frames.json'), `${JSON.stringify(list, null, 2)}\n`);
  }

  async #movePointer(to: { x: number; y: number }): Promise<void> {
    this.#at = to;
    await this.#show(true);
    await this.#page.evaluate(
      `document.querySelector('#film-pointer').style.transform = 'translate(${to.x}px, ${to.y}px)'`,
    );
  }

  async #show(shown: boolean): Promise<void> {
    await this.#page.evaluate(
      `document.querySelector('#film-pointer').style.display = '${shown ? 'block' : 'none'}'`,
    );
  }
}
