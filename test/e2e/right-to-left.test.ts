import { PNG } from 'pngjs';
import { seenOrder } from '../support/seen-order.ts';
import { expect, test } from './fixtures.ts';

const HEBREW = 'שלום, המחיר של iPhone 15 הוא 1200 https://example.com/a';
const ARABIC = 'مرحبا، أريد 12 كرسيا من نوع Oslo';
const OVERRIDE = '\u202E';

test('what is written from right to left stands right wherever it is shown', async ({
  linkedDesk: { page },
  simulator,
  photograph,
}) => {
  const noa = simulator.customer('+34600111555', { pushname: 'נועה לוי' });
  const first = await noa.says(HEBREW);
  await noa.says(ARABIC, { quotes: first });
  await noa.says('Two lines:\nשורה שנייה');
  await noa.sendsImage(PNG.sync.write(new PNG({ width: 60, height: 40 })), {
    caption: 'הכיסא הזה',
  });
  const list = page.getByRole('listbox', { name: 'Conversations' });
  const row = list.getByRole('option', { name: /נועה לוי/ });
  await expect(row.getByText(/הכיסא הזה/)).toBeVisible();

  await test.step('in the list: the name, and the preview after the word for its kind', async () => {
    await expect(row.getByText('נועה לוי')).toHaveCSS('direction', 'rtl');
    await expect(row.getByText(/הכיסא הזה/)).toHaveCSS('direction', 'ltr');
  });

  await test.step('in bubbles, quotes and captions; a number and a link inside run from the left', async () => {
    await row.click();
    const log = page.getByRole('log');
    const message = log.getByRole('article').filter({ hasText: HEBREW }).first();
    const text = message.getByText(HEBREW);
    await expect(text).toHaveCSS('direction', 'rtl');
    const seen = await seenOrder(text);
    expect(seen).toContain('iPhone 15');
    expect(seen).toContain('1200');
    expect(seen).toContain('https://example.com/a');
    // The end of the sentence is at its left.
    expect(seen.indexOf('https')).toBeLessThan(seen.indexOf('iPhone'));
    await expect(log.getByText(ARABIC)).toHaveCSS('direction', 'rtl');
    const quote = log.getByTestId('quote');
    await expect(quote.getByText(HEBREW)).toHaveCSS('direction', 'rtl');
    await expect(log.getByText(/הכיסא הזה/)).toHaveCSS('direction', 'rtl');
    // Each line has a direction of its own.
    const mixed = log.getByText(/Two lines/);
    await expect(mixed).toHaveCSS('unicode-bidi', 'plaintext');
    await photograph(page, 'thread');
  });

  await test.step('where it is written, and as a draft', async () => {
    const field = page.getByRole('textbox', { name: /^Message to/ });
    await expect(field).toHaveCSS('direction', 'ltr');
    await field.fill('תודה רבה!');
    await expect(field).toHaveCSS('direction', 'rtl');
    await page.keyboard.press('Escape');
    await expect(row.getByText('תודה רבה!')).toHaveCSS('direction', 'rtl');
    await row.click();
    await field.fill('');
  });

  await test.step('in a note', async () => {
    await page.keyboard.press('Control+Shift+N');
    const field = page.getByRole('textbox', { name: /^Note about/ });
    await field.fill('לקוחה חשובה, 2 חנויות');
    await expect(field).toHaveCSS('direction', 'rtl');
    await page.keyboard.press('Enter');
    const note = page.getByRole('log').getByText('לקוחה חשובה, 2 חנויות');
    await expect(note).toHaveCSS('direction', 'rtl');
    await page.keyboard.press('Control+Shift+N');
  });

  await test.step('in a sentence of ours the name keeps its place', async () => {
    await page.keyboard.press('Control+2');
    const contact = page.getByTestId('contact').filter({ hasText: 'נועה לוי' });
    await expect(contact.getByText('נועה לוי').first()).toHaveCSS('direction', 'rtl');
    await contact.getByRole('button', { name: /^Show the card of/ }).click();
    const card = page.getByRole('dialog', { name: 'Contact' });
    await expect(card.getByRole('heading', { name: 'נועה לוי' })).toHaveCSS('direction', 'rtl');
    await card.getByRole('button', { name: /^Block in / }).click();
    const title = page.getByRole('dialog', { name: /^Block / }).getByRole('heading');
    expect(await seenOrder(title)).toMatch(/^Block .*\?$/);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
  });
});

test('invisible characters turn nothing but the text that they stand in', async ({
  linkedDesk: { page },
  simulator,
  photograph,
}) => {
  const honest = simulator.customer('+34600111222', { pushname: 'Marta Vidal' });
  const sly = simulator.customer('+34600111333', { pushname: `Eva ${OVERRIDE}gnp.exe` });
  await honest.says('Good morning');
  await sly.says(`Look at this: ${OVERRIDE}fdp.eciovni`);
  await sly.sendsDocument(Buffer.from('%PDF-1.7'), { filename: `offer${OVERRIDE}fdp.exe` });
  const list = page.getByRole('listbox', { name: 'Conversations' });
  const row = list.getByRole('option').filter({ hasText: 'Eva' });
  await expect(list.getByRole('option')).toHaveCount(2);
  await expect(row.getByText(/^Document/)).toBeVisible();

  await test.step('in the list the time and the count stand where they stand in every row', async () => {
    const other = list.getByRole('option').filter({ hasText: 'Marta' });
    const edge = async (of: typeof row): Promise<number> => {
      const box = await of.locator('time').boundingBox();
      return Math.round((box?.x ?? 0) + (box?.width ?? 0));
    };
    expect(await edge(row)).toBe(await edge(other));
    expect(await seenOrder(row.locator('time'))).toMatch(/^\d/);
  });

  await test.step('in the thread the time of the message, and what is said of the file', async () => {
    await row.click();
    const message = page.getByRole('article').filter({ hasText: 'Look at this' });
    await expect(message).toBeVisible();
    const meta = message.locator('time');
    expect(await seenOrder(meta)).toBe(await meta.textContent());
    const document = page.getByTestId('media-document');
    expect(await seenOrder(document)).toMatch(/EXE · /);
    await photograph(page, 'overridden');
  });

  await test.step('in a sentence of ours the words around the name', async () => {
    await list.focus();
    await page.keyboard.press('Shift+F10');
    await page.getByRole('menuitem', { name: 'Block…' }).click();
    const title = page.getByRole('dialog', { name: /^Block / }).getByRole('heading');
    expect(await seenOrder(title)).toBe('Block Eva gnp.exe?');
    await page.keyboard.press('Escape');
  });
});
