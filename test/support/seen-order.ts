import type { Locator } from '@playwright/test';

/**
 * The characters of an element as they are seen from left to right, line by line: what a bidirectional text has become
 * on the screen, where its own order says nothing.
 */
export async function seenOrder(element: Locator): Promise<string> {
  return element.evaluate((root) => {
    const seen: { readonly left: number; readonly line: number; readonly text: string }[] = [];
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const text = node.textContent ?? '';
      for (let index = 0; index < text.length; index += 1) {
        const range = document.createRange();
        range.setStart(node, index);
        range.setEnd(node, index + 1);
        const { left, top, width, height } = range.getBoundingClientRect();
        // What only decides a direction is not seen, whatever room it takes.
        if (width > 0 && !/[\u200E\u200F\u202A-\u202E\u2066-\u2069]/.test(text[index] ?? ''))
          seen.push({ left, line: Math.round(top + height / 2), text: text[index] ?? '' });
      }
    }
    return seen
      .sort((one, other) =>
        Math.abs(one.line - other.line) > 4 ? one.line - other.line : one.left - other.left,
      )
      .map(({ text }) => text)
      .join('');
  });
}
