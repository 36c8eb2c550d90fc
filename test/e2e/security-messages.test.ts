import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { broken } from '../support/security/held.ts';
import { hostileHtml, hostileSvg, zipBomb } from '../support/security/hostile-files.ts';
import { listeningPost } from '../support/security/listening-post.ts';
import { expect, test } from './fixtures.ts';

const FORMULA = '=HYPERLINK("http://evil.example","Invoice")';
/** What a customer may write in ten megabytes. */
const HUGE = 10_000_000;
const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

/** What a page would run, ask for, or show as something else, if any of it were taken for more than text. */
function hostileTexts(origin: string): string[] {
  return [
    `<script>globalThis.pwned='script'</script>`,
    `<img src="${origin}/text.png" onerror="globalThis.pwned='img'">`,
    `<svg onload="globalThis.pwned='svg'"></svg><iframe src="${origin}/text-frame"></iframe>`,
    `"><style>@import url(${origin}/text.css)</style>`,
    `{{constructor.constructor('globalThis.pwned=1')()}} \${globalThis.pwned=1} <%= 1 %>`,
    `[click](javascript:globalThis.pwned=1) javascript:globalThis.pwned=1`,
    `*_~\`<b>bold</b>\`~_*`,
    `\u202eexe.tnemucod\u202c and \u2067right to left\u2069 and \u200b\u200d hidden`,
    `\u202e\u202e\u202e never closed`,
    `\u0000 \ud800 \uffff \u0007 half a letter`,
    `Z${'\u0351\u036b\u0343\u032a\u0302'.repeat(200)}algo`,
    `${'\n'.repeat(3_000)}after many lines`,
    'w'.repeat(50_000),
    '👩‍👩‍👧‍👦'.repeat(2_000),
    '$where: "sleep(1000)" {"$gt": ""} __proto__ constructor',
    `'; DROP TABLE leads; -- " OR ""="`,
  ];
}

test('messages that were made to hurt are read as text, run nothing, ask for nothing and warn where they deceive', async ({
  linkedDesk: { desk, page },
  simulator,
  folder,
  photograph,
}) => {
  test.setTimeout(400_000);
  const post = await listeningPost();
  const outcomes: Record<string, boolean> = {};
  const dialogs: string[] = [];
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  page.on('crash', () => dialogs.push('the page crashed'));
  const main = await desk.mainWindow();
  const home = main.url();
  const customer = simulator.customer('+34600111222', {
    pushname: `${FORMULA}\u202e<img src=x onerror=globalThis.pwned=1>`,
  });
  await customer.says('Good morning');
  const row = page.getByRole('option').filter({ hasText: 'Invoice' });
  await row.click();
  const thread = page.getByRole('log');
  await expect(thread.getByText('Good morning')).toBeVisible();
  /** Nothing of it ran, and the window is where it was. */
  const isUnhurt = async (): Promise<boolean> =>
    (await page.evaluate(() => !('pwned' in globalThis))) &&
    page.url() === home &&
    post.heard.length === 0 &&
    dialogs.length === 0;
  const messageOf = (id: string): Locator => page.locator(`article[data-message-id="${id}"]`);

  await test.step('texts are shown as they were written', async () => {
    for (const text of hostileTexts(post.origin)) {
      const id = await customer.says(text);
      const message = messageOf(id);
      await expect(message, JSON.stringify(text.slice(0, 60))).toBeVisible({ timeout: 20_000 });
      // What was written by people is never made into elements of the page.
      const foreign = await message.locator('script, iframe, style, object, a, b').count();
      outcomes[`text ${text.slice(0, 24).trim()}`] = foreign === 0 && (await isUnhurt());
    }
    await photograph(page, 'texts');
  });

  await test.step('ten megabytes of text leave the thread readable', async () => {
    const words = Array.from(
      { length: HUGE / 10 },
      (_, at) => `w${at.toString(36).padStart(8, '0')}`,
    );
    const id = await customer.says(words.join(' '));
    await customer.says('And after it?');
    await expect(thread.getByText('And after it?')).toBeVisible({ timeout: 120_000 });
    const message = messageOf(id);
    // The window never has it all: it would stand still.
    const shown = await message.evaluate((element) => element.textContent.length);
    outcomes['ten megabytes of text'] = shown < 200_000 && (await isUnhurt());
    await photograph(page, 'ten-megabytes');
  });

  await test.step('deceiving links are warned of, and none can be followed', async () => {
    const links = [
      ['https://www.pаypal.com/login', 'www.xn--pypal-4ve.com'],
      ['https://аррӏе.com', 'xn--80ak6aa92e.com'],
      ['http://bank.example@evil.example/', 'evil.example'],
      ['https://bank.\u200bexample/', 'bank.example'],
    ] as const;
    for (const [link, host] of links) {
      const message = messageOf(await customer.says(`Please look: ${link}`));
      await expect(message.getByTestId('link-warning')).toContainText(host);
      outcomes[`link ${link}`] = (await message.locator('a').count()) === 0;
    }
    const lies = messageOf(
      await customer.shares({
        kind: 'link',
        text: `See ${post.origin}/page`,
        url: `${post.origin}/page`,
        title: 'www.paypal.com',
        description: `<img src="${post.origin}/preview.png">`,
      }),
    );
    await expect(lies.getByTestId('link-warning')).toContainText('names another address');
    const honest = messageOf(await customer.says('And https://lamps.example/aubergine'));
    await expect(honest).toBeVisible();
    outcomes['an honest link has no warning'] =
      (await honest.getByTestId('link-warning').count()) === 0;
    outcomes['a preview asks for nothing'] = await isUnhurt();
    await photograph(page, 'links');
  });

  await test.step('files that would run something are never drawn', async () => {
    const bomb = zipBomb('word/document.xml', 300);
    expect(bomb.length).toBeLessThan(1_000_000);
    const files: [name: string, data: Buffer, mimetype: string][] = [
      ['picture.svg', hostileSvg(post.origin), 'image/svg+xml'],
      ['page.html', hostileHtml(post.origin), 'text/html'],
      ['page.xhtml', hostileHtml(post.origin), 'application/xhtml+xml'],
      ['offer.docx', bomb, DOCX],
      ['archive.zip', bomb, 'application/zip'],
      ['macro.xlsm', bomb, 'application/vnd.ms-excel.sheet.macroEnabled.12'],
      ['invoice.pdf', Buffer.from('%PDF-1.7 /OpenAction /JavaScript'), 'application/pdf'],
      ['tool.exe', Buffer.from('MZ'), 'application/x-msdownload'],
      ['invoice\u202efdp.exe', Buffer.from('MZ'), 'application/pdf'],
      ['../../.bashrc', Buffer.from('echo'), 'text/plain'],
    ];
    for (const [filename, data, mimetype] of files) {
      const id = await customer.sendsFile(data, { filename, mimetype, kind: 'document' });
      const message = messageOf(id);
      await expect(message.getByTestId('media-document'), filename).toBeVisible();
      const drawn = await message.locator('img, video, embed, object, iframe').count();
      outcomes[`document ${filename}`] = drawn === 0 && (await isUnhurt());
    }
    const turned = page.getByTestId('media-document').filter({ hasText: 'exe' }).last();
    outcomes['a name cannot hide its ending'] = !/\p{Bidi_Control}/u.test(await turned.innerText());
    // The same as if it were a picture: what is none is not drawn as one.
    const disguised: [string, Buffer, string][] = [
      ['SVG', hostileSvg(post.origin), 'image/svg+xml'],
      ['SVG that says it is a JPEG', hostileSvg(post.origin), 'image/jpeg'],
      ['HTML that says it is a PNG', hostileHtml(post.origin), 'image/png'],
    ];
    for (const [name, data, mimetype] of disguised) {
      const id = await customer.sendsFile(data, { mimetype, kind: 'image' });
      const message = messageOf(id);
      await expect(message).toBeVisible();
      await page.waitForTimeout(1_500);
      const isDrawn = await message
        .locator('img')
        .evaluateAll((all: HTMLImageElement[]) => all.some((each) => each.naturalWidth > 0));
      outcomes[`picture: ${name}`] = !isDrawn && (await isUnhurt());
    }
    // Saved, it is what was sent: nobody has opened it on the way.
    const target = join(folder, 'saved.docx');
    await answerSaveDialog(target);
    await page.getByRole('button', { name: 'Save offer.docx' }).click();
    await expect.poll(() => readFile(target).catch(() => null), { timeout: 30_000 }).toEqual(bomb);
    outcomes['a document that unpacks to 300 MB is not unpacked'] = true;
    await photograph(page, 'files');
  });

  await test.step('a card with formulas goes out as text', async () => {
    const id = await customer.shares({
      kind: 'contact',
      cards: [{ name: '@SUM(1+1)*cmd|calc', numbers: ['+34 600 999 888'] }],
    });
    await messageOf(id).getByRole('button', { name: 'Save in the contacts' }).click();
    await expect(messageOf(id).getByText('Saved in the contacts')).toBeVisible();
    await page.keyboard.press('Control+1');
    await page
      .getByRole('navigation', { name: 'Areas' })
      .getByRole('button', { name: 'Contacts' })
      .click();
    const target = join(folder, 'contacts.csv');
    await answerSaveDialog(target);
    await page.getByRole('button', { name: 'Import and export' }).click();
    await page.getByRole('menuitem', { name: 'Export as CSV…' }).click();
    await expect(page.getByText(/contacts were written/)).toBeVisible();
    const csv = await readFile(target, 'utf8');
    expect(csv).toContain('HYPERLINK');
    expect(csv).toContain('@SUM');
    const cells = csv.split(/\r\n|,/);
    outcomes['formulas in an export'] = !cells.some((cell) => /^"?[=@-]/.test(cell));
    await page.keyboard.press('Control+1');
    await row.click();
  });

  await test.step('what is pasted is text, and what is dropped is only attached', async () => {
    const field = page.getByRole('textbox', { name: /^Message to/ });
    await field.focus();
    await field.evaluate((element, origin) => {
      const data = new DataTransfer();
      data.setData('text/html', `<img src="${origin}/pasted.png" onerror="globalThis.pwned=1">x`);
      data.setData('text/plain', '<b>pasted</b>');
      element.dispatchEvent(
        new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
      );
    }, post.origin);
    await page.evaluate(
      (html) => navigator.clipboard.writeText(html).catch(() => undefined),
      '<img src=x>',
    );
    outcomes['pasted HTML'] = (await isUnhurt()) && (await field.locator('*').count()) === 0;
    await dropOn(page, [
      ['evil.svg', 'image/svg+xml', hostileSvg(post.origin).toString()],
      ['evil.html', 'text/html', hostileHtml(post.origin).toString()],
    ]);
    await page.waitForTimeout(1_000);
    await photograph(page, 'dropped');
    const files = page.getByRole('list', { name: 'Files to send' });
    await expect(files.getByRole('listitem')).toHaveCount(2);
    outcomes['dropped files'] =
      (await isUnhurt()) &&
      (await files.locator('iframe, object, embed').count()) === 0 &&
      (await files
        .locator('img')
        .evaluateAll((all: HTMLImageElement[]) => all.every((each) => each.naturalWidth === 0)));
  });

  await test.step('and afterwards the thread can be read and answered', async () => {
    const id = await customer.says('What does the lamp cost?');
    await expect(messageOf(id)).toBeVisible();
    expect(post.heard).toEqual([]);
    expect(dialogs).toEqual([]);
    outcomes['the thread is readable'] = await isUnhurt();
    expect(broken('messages, files and links made to hurt', outcomes)).toEqual([]);
  });
  await post.close();

  async function answerSaveDialog(path: string): Promise<void> {
    await desk.app.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
    }, path);
  }
});

async function dropOn(page: Page, files: [string, string, string][]): Promise<void> {
  const composer = page
    .locator('form')
    .filter({ has: page.getByRole('textbox', { name: /^Message to/ }) });
  await composer.evaluate((element, all) => {
    const data = new DataTransfer();
    for (const [name, type, text] of all) data.items.add(new File([text], name, { type }));
    for (const type of ['dragenter', 'dragover', 'drop']) {
      element.dispatchEvent(
        new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true }),
      );
    }
  }, files);
}
