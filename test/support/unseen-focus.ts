import type { Page } from '@playwright/test';

/**
 * Goes through a page with Tab and returns the controls on which the focus cannot be seen, in HTML. It can where the
 * control itself, something around it or something beside it has an outline, or is drawn otherwise than without it.
 * `steps` is how often Tab is pressed at most; it ends where it comes round.
 */
export async function unseenFocus(page: Page, steps: number): Promise<string[]> {
  const unseen: string[] = [];
  for (let step = 0; step < steps; step += 1) {
    await page.keyboard.press('Tab');
    // Whether it comes round is marked on the controls themselves: two of them may look the same.
    const found = await page.evaluate(() => {
      const element = document.activeElement;
      if (!(element instanceof HTMLElement) || element === document.body) return 'nothing';
      if (element.dataset.hadFocus !== undefined) return 'round';
      element.dataset.hadFocus = '';
      const about: Element[] = [element, ...(element.parentElement?.children ?? [])];
      // A list shows at which of its rows the keys are.
      const row = document.getElementById(element.getAttribute('aria-activedescendant') ?? '');
      if (row !== null) about.push(row);
      for (let around = element.parentElement; around !== null && about.length < 40;) {
        about.push(around);
        around = around.parentElement;
      }
      const lookOf = (each: Element): string => {
        const {
          outlineStyle,
          outlineWidth,
          outlineColor,
          boxShadow,
          borderColor,
          backgroundColor,
        } = getComputedStyle(each);
        return [
          outlineStyle,
          outlineWidth,
          outlineColor,
          boxShadow,
          borderColor,
          backgroundColor,
        ].join();
      };
      const { outlineStyle, outlineWidth } = getComputedStyle(element);
      if (outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2) return 'seen';
      const before = about.map(lookOf);
      element.blur();
      const after = about.map(lookOf);
      element.focus();
      return before.join() === after.join() ? element.outerHTML.slice(0, 300) : 'seen';
    });
    if (found === 'round') break;
    if (found !== 'seen' && found !== 'nothing') unseen.push(found);
  }
  await page.evaluate(() => {
    for (const each of document.querySelectorAll('[data-had-focus]')) {
      each.removeAttribute('data-had-focus');
    }
  });
  return unseen;
}
