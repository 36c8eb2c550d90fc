import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { readDialogues } from '../simulator/control/dialogues.ts';
import { expect, test } from './fixtures.ts';

const sample = new URL('../fixtures/order-dialogues-sample.jsonl', import.meta.url);

/** What is wrong, so that a failure says where. */
async function seriousFindings(page: Page): Promise<string[]> {
  // Electron has no second page for the results of frames, and we have no frames.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id} ${html}: ${failureSummary ?? ''}`),
    );
}

test('no screen has a serious finding of axe, in light and in dark', async ({
  linkedDesk: { page },
  simulator,
  photograph,
}) => {
  await simulator.replay((await readDialogues(sample)).slice(0, 6));
  const customer = simulator.customer('+34600111222', { pushname: 'Marta Vidal' });
  await customer.says('How much is a cake for twelve?');
  await expect(page.getByRole('option', { name: /Marta Vidal/ })).toBeVisible();

  const screens: Record<string, () => Promise<void>> = {
    inbox: async () => {
      await page.keyboard.press('Control+1');
      await page.getByRole('option', { name: /Marta Vidal/ }).click();
      await expect(page.getByRole('log').getByText(/cake for twelve/)).toBeVisible();
    },
    palette: async () => {
      await page.keyboard.press('Control+k');
      await expect(page.getByRole('group', { name: 'Recent conversations' })).toBeVisible();
    },
    'palette, found': async () => {
      await page.keyboard.type('cake');
      const found = page.getByRole('listbox', { name: 'What was found' });
      await expect(found.getByRole('option', { name: /cake for twelve/ }).first()).toBeVisible();
      await expect(found).toHaveAttribute('aria-busy', 'false');
    },
    find: async () => {
      await page.keyboard.press('Control+f');
      await page.keyboard.type('cake');
      await expect(page.getByRole('search').getByRole('status')).toHaveText('1 of 1');
    },
    search: async () => {
      await page.keyboard.press('Control+Shift+F');
      await page.keyboard.type('cake');
      const found = page.getByRole('listbox', { name: 'Messages found' });
      await expect(found.getByRole('option').first()).toBeVisible();
      // What is being asked anew is pale.
      await expect(found).toHaveAttribute('aria-busy', 'false');
    },
    contacts: async () => {
      await page.keyboard.press('Control+2');
      await expect(page.getByTestId('contact').first()).toBeVisible();
    },
    card: async () => {
      await page.getByRole('button', { name: 'Show the card of Marta Vidal' }).click();
      await expect(page.getByRole('dialog').getByLabel('Company')).toBeVisible();
    },
    leads: async () => {
      await page.keyboard.press('Escape');
      await expect(page.getByRole('dialog')).toBeHidden();
      await page.keyboard.press('Control+3');
      await expect(page.getByText('Marta Vidal').first()).toBeVisible();
    },
    lead: async () => {
      await page.getByRole('button', { name: /^Marta Vidal/ }).click();
      await expect(page.getByRole('textbox', { name: 'Notes' })).toBeVisible();
    },
    leadTable: async () => {
      await page.getByText('Table', { exact: true }).click();
      await page.getByRole('checkbox', { name: 'Select Marta Vidal' }).check();
      await expect(page.getByRole('button', { name: 'Change', exact: true })).toBeVisible();
    },
    leadBoard: async () => {
      await page.getByText('Board', { exact: true }).click();
      await page.getByRole('button', { name: /^Marta Vidal/ }).focus();
      await page.keyboard.press('Space');
      await page.keyboard.press('ArrowRight');
    },
    analytics: async () => {
      await page.keyboard.press('Control+4');
      await expect(page.getByRole('heading', { name: 'Analytics' })).toBeVisible();
    },
    settings: async () => {
      await page.keyboard.press('Control+,');
      await expect(page.getByRole('heading', { name: 'Settings' })).toBeVisible();
    },
  };

  for (const theme of ['light', 'dark'] as const) {
    await page.evaluate((wanted) => window.alexia.invoke('settings.set', { theme: wanted }), theme);
    await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', theme);
    for (const [name, show] of Object.entries(screens)) {
      await test.step(`${name}, ${theme}`, async () => {
        await show();
        // What fades in is pale for a moment.
        await page.evaluate(() =>
          Promise.allSettled(document.getAnimations().map((animation) => animation.finished)),
        );
        await photograph(page, `${name}-${theme}`);
        expect.soft(await seriousFindings(page)).toEqual([]);
      });
    }
  }
});
