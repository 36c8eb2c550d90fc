import { PNG } from 'pngjs';
import { readDialogues } from '../simulator/control/dialogues.ts';
import { seriousFindings } from '../support/serious-findings.ts';
import { unseenFocus } from '../support/unseen-focus.ts';
import { expect, test } from './fixtures.ts';

const sample = new URL('../fixtures/order-dialogues-sample.jsonl', import.meta.url);

/** The sections of the figures, and what tells that one is shown. */
const figureHeadings: Readonly<Record<string, string | RegExp>> = {
  Replies: 'How long customers wait',
  Hours: 'When messages come and go',
  'Waiting now': /waits? for an answer/,
  Leads: 'Funnel',
  People: 'What each person did',
};

/** How to get to a screen, and out of what lies over the others. */
interface Screen {
  readonly show: () => Promise<void>;
  readonly leave?: () => Promise<void>;
}

test('no screen has a serious finding of axe, hides where the focus is, or moves for who wants no motion', async ({
  linkedDesk: { page },
  simulator,
  photograph,
}) => {
  // Some forty screens.
  test.slow();
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await simulator.replay((await readDialogues(sample)).slice(0, 6));
  const pesky = simulator.customer('+34600111444', { pushname: 'Pau Pesky' });
  await pesky.says('Buy my lottery tickets');
  const customer = simulator.customer('+34600111222', { pushname: 'Marta Vidal' });
  await customer.says('How much is a cake for twelve?');
  const picture = PNG.sync.write(new PNG({ width: 300, height: 200 }));
  await customer.sendsImage(picture, { caption: 'Like this one' });
  const list = page.getByRole('listbox', { name: 'Conversations' });
  const martas = list.getByRole('option', { name: /Marta Vidal/ });
  const peskys = list.getByRole('option', { name: /Pau Pesky/ });
  const dialog = page.getByRole('dialog');
  const field = page.getByRole('textbox', { name: /^Message to/ });
  const panel = page.getByRole('complementary', { name: /^Details of the conversation/ });
  const leadPage = page.getByRole('complementary', { name: 'Lead', exact: true });
  const main = page.getByRole('main');
  const section = (name: string) => page.getByRole('region', { name, exact: true });

  const closeDialog = async (): Promise<void> => {
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
  };
  const openMarta = async (): Promise<void> => {
    await page.keyboard.press('Control+1');
    await martas.click();
    await expect(page.getByRole('log').getByText(/cake for twelve/)).toBeVisible();
  };
  const openSettings = async (): Promise<void> => {
    await page.keyboard.press('Control+,');
    await expect(page.getByRole('heading', { name: 'Settings' })).toBeVisible();
  };

  await test.step('somebody is blocked', async () => {
    await peskys.click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Block…' }).click();
    await dialog.getByRole('button', { name: 'Block' }).click();
    await expect(peskys.getByRole('img', { name: 'Blocked' })).toBeVisible();
  });

  const screens: Record<string, Screen> = {
    inbox: { show: openMarta },
    viewer: {
      show: async () => {
        await page.getByRole('button', { name: 'Open: Like this one' }).click();
        await expect(page.getByRole('dialog', { name: 'Like this one' })).toBeVisible();
      },
      leave: closeDialog,
    },
    'side panel': {
      show: async () => {
        await field.press('Control+Shift+P');
        await expect(panel.getByTestId('gallery-picture')).toHaveCount(1);
      },
      leave: async () => {
        await page.keyboard.press('Control+Shift+P');
        await expect(panel).toBeHidden();
      },
    },
    notes: {
      show: async () => {
        await page.keyboard.press('Control+Shift+N');
        await page.getByRole('textbox', { name: /^Note about/ }).fill('Pays by transfer');
        await page.keyboard.press('Enter');
        await expect(page.getByRole('article', { name: /^Note by/ }).last()).toBeVisible();
      },
      leave: async () => {
        await page.keyboard.press('Control+Shift+N');
        await expect(field).toBeVisible();
      },
    },
    'labels of a conversation': {
      show: async () => {
        await page.getByRole('button', { name: 'Labels', exact: true }).click();
        await expect(page.getByPlaceholder('Enter adds a label')).toBeVisible();
      },
      leave: async () => {
        await page.keyboard.press('Escape');
        await expect(page.getByPlaceholder('Enter adds a label')).toBeHidden();
      },
    },
    'row menu': {
      show: async () => {
        await martas.click({ button: 'right' });
        await expect(page.getByRole('menuitem', { name: 'Resolve' })).toBeVisible();
      },
      leave: async () => {
        await page.keyboard.press('Escape');
        await expect(page.getByRole('menuitem', { name: 'Resolve' })).toBeHidden();
      },
    },
    'blocked contact': {
      show: async () => {
        await peskys.click();
        await expect(page.getByText(/Pau Pesky is blocked/)).toBeVisible();
      },
    },
    palette: {
      show: async () => {
        await page.keyboard.press('Control+k');
        await expect(page.getByRole('group', { name: 'Recent conversations' })).toBeVisible();
      },
    },
    'palette, found': {
      show: async () => {
        await dialog.getByRole('combobox').fill('cake');
        const found = page.getByRole('listbox', { name: 'What was found' });
        await expect(found.getByRole('option', { name: /cake for twelve/ }).first()).toBeVisible();
        await expect(found).toHaveAttribute('aria-busy', 'false');
      },
      leave: closeDialog,
    },
    find: {
      show: async () => {
        await openMarta();
        await page.keyboard.press('Control+f');
        await page.keyboard.type('cake');
        await expect(page.getByRole('search').getByRole('status')).toHaveText('1 of 1');
      },
      leave: async () => {
        await page.getByRole('search').getByRole('textbox').press('Escape');
        await expect(page.getByRole('search')).toBeHidden();
      },
    },
    search: {
      show: async () => {
        await page.keyboard.press('Control+Shift+F');
        await page.keyboard.type('cake');
        const found = page.getByRole('listbox', { name: 'Messages found' });
        await expect(found.getByRole('option').first()).toBeVisible();
        // What is being asked anew is pale.
        await expect(found).toHaveAttribute('aria-busy', 'false');
      },
    },
    contacts: {
      show: async () => {
        await page.keyboard.press('Control+2');
        await expect(page.getByTestId('contact').first()).toBeVisible();
      },
    },
    card: {
      show: async () => {
        await page.getByRole('button', { name: 'Show the card of Pau Pesky' }).click();
        await expect(dialog.getByLabel('Company')).toBeVisible();
      },
      leave: closeDialog,
    },
    'import of contacts': {
      show: async () => {
        await page.getByRole('button', { name: 'Import and export' }).click();
        await page.getByRole('menuitem', { name: 'Import from a file…' }).click();
        await expect(page.getByRole('dialog', { name: 'Import contacts' })).toBeVisible();
      },
      leave: closeDialog,
    },
    duplicates: {
      show: async () => {
        await page.getByRole('button', { name: 'Possible duplicates' }).click();
        await expect(page.getByRole('heading', { name: 'Possible duplicates' })).toBeVisible();
      },
      leave: () => page.getByRole('button', { name: 'All contacts' }).click(),
    },
    leads: {
      show: async () => {
        await page.keyboard.press('Control+3');
        await expect(page.getByText('Marta Vidal').first()).toBeVisible();
      },
    },
    'page of a lead': {
      show: async () => {
        await main.getByRole('button', { name: /^Marta Vidal/ }).click();
        await expect(leadPage).toBeVisible();
      },
      leave: async () => {
        await leadPage.getByRole('button', { name: 'Close' }).click();
        await expect(leadPage).toBeHidden();
      },
    },
    'table of leads': {
      show: async () => {
        await page.getByText('Table', { exact: true }).click();
        await expect(page.getByRole('columnheader', { name: 'Stage' })).toBeVisible();
      },
      leave: () => page.getByText('Board', { exact: true }).click(),
    },
    analytics: {
      show: async () => {
        await page.keyboard.press('Control+4');
        await page
          .getByRole('radiogroup', { name: 'Which figures' })
          .getByText('Messages', { exact: true })
          .click();
        await expect(page.getByRole('heading', { name: 'Messages per day' })).toBeVisible();
      },
    },
    'what is behind a figure': {
      show: async () => {
        await page.getByRole('button', { name: /^Incoming messages/ }).click();
        await expect(dialog.getByRole('listitem').first()).toBeVisible();
      },
      leave: closeDialog,
    },
    'figures as a table': {
      show: async () => {
        await page
          .getByRole('radiogroup', { name: 'Messages per day as' })
          .getByText('Table')
          .click();
        await expect(page.getByRole('table', { name: 'Messages per day' })).toBeVisible();
      },
      leave: () =>
        page.getByRole('radiogroup', { name: 'Messages per day as' }).getByText('Chart').click(),
    },
    ...Object.fromEntries(
      Object.entries(figureHeadings).map(([name, heading]) => [
        `figures: ${name}`,
        {
          show: async () => {
            const sections = page.getByRole('radiogroup', { name: 'Which figures' });
            await sections.getByText(name, { exact: true }).click();
            await expect(page.getByRole('heading', { name: heading })).toBeVisible();
          },
        },
      ]),
    ),
    settings: { show: openSettings },
    'a quick reply': {
      show: async () => {
        await section('Quick replies').getByRole('button', { name: 'New quick reply' }).click();
        await expect(dialog.getByRole('textbox', { name: 'Shortcut' })).toBeVisible();
      },
      leave: closeDialog,
    },
    'a label': {
      show: async () => {
        await section('Labels').getByRole('button', { name: 'New label' }).click();
        await expect(dialog.getByRole('textbox', { name: 'Name' })).toBeVisible();
      },
      leave: closeDialog,
    },
    team: {
      show: async () => {
        await section('Team').scrollIntoViewIfNeeded();
        await expect(section('Team').getByText('Ana Salas').first()).toBeVisible();
      },
    },
  };

  for (const theme of ['light', 'dark'] as const) {
    await page.evaluate((wanted) => window.alexia.invoke('settings.set', { theme: wanted }), theme);
    await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', theme);
    for (const [name, { show, leave }] of Object.entries(screens)) {
      await test.step(`${name}, ${theme}`, async () => {
        await show();
        const moving = await page.evaluate(() =>
          document
            .getAnimations()
            .filter((each) => Number(each.effect?.getTiming().duration) > 1)
            .map((each) => (each instanceof CSSAnimation ? each.animationName : 'transition')),
        );
        expect.soft(moving).toEqual([]);
        await photograph(page, `${name}-${theme}`);
        expect.soft(await seriousFindings(page)).toEqual([]);
        // Where the focus is does not depend on the theme: its colour is among the tested ones.
        if (theme === 'light') expect.soft(await unseenFocus(page, 60)).toEqual([]);
        await leave?.();
      });
    }
  }
});
