import type { Page } from '@playwright/test';

/**
 * What is measured inside a page, where Playwright's own time is not part of it. A moment counts as painted after the
 * frame that follows the change of the document.
 */
export async function prepareInPage(page: Page): Promise<void> {
  // tsx wraps named functions in a helper which the page does not have.
  await page.evaluate('globalThis.__name ??= (each) => each');
  await page.evaluate(() => {
    const painted = (): Promise<number> =>
      new Promise((resolve) =>
        requestAnimationFrame(() => {
          const channel = new MessageChannel();
          channel.port1.onmessage = () => resolve(performance.now());
          channel.port2.postMessage(null);
        }),
      );
    const until = (condition: () => boolean): Promise<void> =>
      new Promise((resolve) => {
        if (condition()) return resolve();
        const observer = new MutationObserver(() => {
          if (!condition()) return;
          observer.disconnect();
          resolve();
        });
        observer.observe(document.body, {
          subtree: true,
          childList: true,
          characterData: true,
          attributes: true,
        });
      });
    const open = async (row: HTMLElement | null | undefined): Promise<number> => {
      if (!row) throw new Error('The row is not in the document');
      const shown = document.querySelector('[data-testid=message]');
      const startedAt = performance.now();
      row.click();
      await until(() => {
        const message = document.querySelector('[data-testid=message]');
        return message !== null && message !== shown;
      });
      return (await painted()) - startedAt;
    };
    Object.assign(window, { bench: { painted, open } });
  });
}

interface BenchWindow {
  bench: {
    painted: () => Promise<number>;
    /** Clicks on a row; answers after how many milliseconds the messages of its conversation are painted. */
    open: (row: HTMLElement | null | undefined) => Promise<number>;
  };
}

/** Milliseconds from a click on a row, which must not be open, until the messages of its conversation are painted. */
export async function switchTo(page: Page, conversationId: string): Promise<number> {
  return page.evaluate(async (id) => {
    const { bench } = window as unknown as BenchWindow;
    return bench.open(document.querySelector<HTMLElement>(`[data-conversation-id="${id}"]`));
  }, conversationId);
}

/** The same for the row at that place among those that are not open, counted around: while messages arrive rows move. */
export async function switchToAnother(page: Page, place: number): Promise<number> {
  return page.evaluate(async (at) => {
    const { bench } = window as unknown as BenchWindow;
    const others = document.querySelectorAll<HTMLElement>(
      '[data-conversation-id]:not([aria-selected=true])',
    );
    return bench.open(others[at % others.length]);
  }, place);
}

/** The ids of the first `count` rows that stand in the document. */
export function firstRows(page: Page, count: number): Promise<string[]> {
  return page.evaluate(
    (limit) =>
      [...document.querySelectorAll<HTMLElement>('[data-conversation-id]')]
        .slice(0, limit)
        .map((row) => row.dataset.conversationId ?? ''),
    count,
  );
}

/** Types into the field that has the focus; milliseconds from each key to the frame that shows its letter. */
export async function typingLatencies(
  page: Page,
  text: string,
  pauseMs: number,
): Promise<number[]> {
  await page.evaluate(() => {
    const { bench } = window as unknown as BenchWindow;
    const latencies: number[] = [];
    let pressedAt = 0;
    const field = document.activeElement;
    field?.addEventListener('keydown', (event) => void (pressedAt = event.timeStamp), true);
    field?.addEventListener('input', () => {
      const from = pressedAt;
      void bench.painted().then((at) => latencies.push(at - from));
    });
    Object.assign(window, { benchLatencies: latencies });
  });
  for (const letter of text) {
    await page.keyboard.press(letter === ' ' ? 'Space' : letter);
    await page.waitForTimeout(pauseMs);
  }
  return page.evaluate(() => (window as unknown as { benchLatencies: number[] }).benchLatencies);
}

export interface Scrolled {
  rows: number;
  frames: number;
  /** Frames of the display, at its own rate, in which nothing new was shown. */
  dropped: number;
  longestMs: number;
}

/** Scrolls the list under `selector` by `step` pixels a frame over `rows` rows of `rowHeight` pixels, down or up. */
export async function scrollRows(
  page: Page,
  input: { selector: string; rows: number; rowHeight: number; step: number; frameMs: number },
): Promise<Scrolled> {
  return page.evaluate(async ({ selector, rows, rowHeight, step, frameMs }) => {
    const list = document.querySelector(selector);
    if (list === null) throw new Error('There is no list');
    const distance = rows * rowHeight;
    const goal = step > 0 ? list.scrollTop + distance : Math.max(0, list.scrollTop - distance);
    const intervals: number[] = [];
    let last = await new Promise<number>(requestAnimationFrame);
    while (step > 0 ? list.scrollTop < goal : list.scrollTop > goal) {
      list.scrollTop += step;
      const now = await new Promise<number>(requestAnimationFrame);
      intervals.push(now - last);
      last = now;
      if (intervals.length > 20_000) throw new Error('The end is not reached');
    }
    return {
      rows: Math.round(distance / rowHeight),
      frames: intervals.length,
      dropped: intervals.reduce(
        (sum, each) => sum + Math.max(0, Math.round(each / frameMs) - 1),
        0,
      ),
      longestMs: Math.round(Math.max(...intervals)),
    };
  }, input);
}

/** Milliseconds between two frames of a page that does nothing: the display's own rate. */
export async function frameInterval(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const times: number[] = [];
    for (let frame = 0; frame < 61; frame++) {
      times.push(await new Promise<number>(requestAnimationFrame));
    }
    const between = times.slice(1).map((each, index) => each - (times[index] ?? 0));
    return between.sort((a, b) => a - b)[30] ?? 16.7;
  });
}
