import type { Locator, Page } from '@playwright/test';
import { Binary, type Document, MongoClient } from 'mongodb';
import type { Attachment, FileForm } from '../../src-preload/contract/outgoing.ts';
import { ConversationId } from '../../src-preload/contract/ids.ts';
import { type Author, kinds } from '../contract/matrix/kinds.ts';
import type { SimulatorControl } from '../simulator/control/simulator-control.ts';
import { valuesOf } from '../support/databases/values-of.ts';
import { goThroughFirstRun, linkAccount } from '../support/desk/new-user.ts';
import { realFile } from '../support/media-files.ts';
import { expect, test } from './fixtures.ts';
import { onScreen } from './kinds-on-screen.ts';

const ANA = '34600111222@c.us';
const GROUP = '120363000000000001@g.us';
const NAMES = ['Ana García', '34600111222', '34600333444', 'Wholesale', '34600000001'];
/** So tall that a whole thread is drawn at once. */
const TALL = { width: 1280, height: 14_000 };

/** A message that was played, and what is to be found of it. */
interface Played {
  id: string;
  kind: (typeof kinds)[number];
  where: 'Ana García' | 'Wholesale';
  direction: 'incoming' | 'outgoing';
}

test('every kind of message is shown as what it is, from everybody and everywhere, and is sealed where it is kept', async ({
  launch,
  databases,
  simulator,
  photograph,
}) => {
  const ana = simulator.customer('34600111222', { name: 'Ana García', pushname: 'Ana' });
  const eva = simulator.customer('34600333444', { pushname: 'Eva' });
  await ana.meets();
  await eva.meets();
  await simulator.group(GROUP, 'Wholesale', [ana, eva]);
  await ana.says('Hello');
  await ana.says('Hello everybody', { group: GROUP });
  const desk = await launch();
  const page = await desk.mainWindow();
  await goThroughFirstRun(page, databases);
  await linkAccount(desk, page, simulator);
  const rowOf = (name: string): Locator => conversationRow(page, name);
  await expect(rowOf('Ana García')).toBeVisible();
  await expect(rowOf('Wholesale')).toBeVisible();
  const played: Played[] = [];

  await test.step('each has its line in the list, from the customer and from the phone', async () => {
    const customer = (group?: string): Author => ({
      says: (text, options) => ana.says(text, { group, ...options }),
      sends: async ({ data: _, ...file }, options) =>
        ana.sendsFile(await realFile(file.mimetype), { ...file, group, ...options }),
      shares: (content, options) => ana.shares(content, { group, ...options }),
    });
    const phone = (chat: string): Author => ({
      says: (text, options) => simulator.phone.says(chat, text, options),
      sends: async (file, options) =>
        simulator.phone.sends(chat, { ...file, data: await realFile(file.mimetype) }, options),
      shares: (content, options) => simulator.phone.shares(chat, content, options),
    });
    const directions = [
      { direction: 'incoming', authors: [customer(), customer(GROUP)] },
      { direction: 'outgoing', authors: [phone(ANA), phone(GROUP)] },
    ] as const;
    for (const kind of kinds) {
      for (const { direction, authors } of directions) {
        const [alone, inGroup] = await Promise.all(authors.map((author) => kind.send(author)));
        played.push({ id: alone ?? '', kind, where: 'Ana García', direction });
        played.push({ id: inGroup ?? '', kind, where: 'Wholesale', direction });
        for (const name of ['Ana García', 'Wholesale'] as const) {
          const row = rowOf(name);
          await expect(row.getByText(lookOf(kind.name).preview, { exact: true })).toBeVisible();
          // Only what the owner said has ticks.
          const ticks = row.getByRole('img', { name: /^(Sent|Delivered|Read)$/ });
          await expect(ticks).toHaveCount(direction === 'outgoing' ? 1 : 0);
        }
      }
    }
  });

  for (const name of ['Ana García', 'Wholesale'] as const) {
    await test.step(`each is drawn in the thread of ${name}`, async () => {
      await rowOf(name).click();
      await page.setViewportSize(TALL);
      for (const { id, kind, where, direction } of played) {
        if (where !== name) continue;
        const message = page.locator(`article[data-message-id="${id}"]`);
        await expect(message, kind.name).toHaveAttribute('data-direction', direction);
        await lookOf(kind.name).see(message);
      }
      // In a group it is said who wrote; of what is ours, or between two, it is not.
      const senders = page.getByRole('log').getByText('Ana García', { exact: true });
      expect((await senders.count()) > 0).toBe(name === 'Wholesale');
      await photograph(page, name === 'Wholesale' ? 'group' : 'one-to-one');
    });
  }

  await test.step('what happens in a group is told with names, and with “you”', async () => {
    const line = (text: string): Promise<void> =>
      expect(page.getByTestId('group-event').getByText(text, { exact: true })).toBeVisible();
    const inList = (text: string): Promise<void> =>
      expect(rowOf('Wholesale').getByText(text, { exact: true })).toBeVisible();
    const told = async (text: string): Promise<void> => {
      await line(text);
      await inList(text);
    };
    await simulator.phone.changesGroup(GROUP, { subtype: 'add', people: ['34600333444'] });
    await told('You added Eva');
    await ana.changesGroup(GROUP, { subtype: 'promote', people: ['34600000001'] });
    await told('Ana García made you an administrator');
    await eva.changesGroup(GROUP, { subtype: 'leave', people: ['34600333444'] });
    await told('Eva left the group');
    await eva.changesGroup(GROUP, { subtype: 'invite', people: ['34600333444'] });
    await told('Eva joined the group');
    await ana.changesGroup(GROUP, { subtype: 'picture' });
    await told('Ana García changed the group’s picture');
  });

  const sent = await test.step('the app sends every kind that WhatsApp allows', async () => {
    await page.evaluate(() =>
      window.alexia.invoke('pace.set', { shortestGap: 0, longestGap: 0, warmUpDays: 0 }),
    );
    const ids: string[] = [];
    for (const name of ['Ana García', 'Wholesale'] as const) {
      await rowOf(name).click();
      ids.push(...(await sendEveryKind(page, simulator, name)));
    }
    await page.setViewportSize({ width: 1280, height: 800 });
    await photograph(page, 'sent');
    return ids;
  });

  await test.step('the databases hold what they are, and nothing that can be read', async () => {
    const client = await MongoClient.connect(databases.mongodbUrl);
    const db = client.db();
    const documents = new Map<string, Document>();
    for (const { name } of await db.listCollections({ name: /^messages_/ }).toArray()) {
      for (const document of await db.collection(name).find().toArray()) {
        documents.set(String(document.messageId), document);
      }
    }
    for (const { id, kind, direction } of played) {
      const document = documents.get(id);
      expect(document, kind.name).toMatchObject({ type: kind.expected.type ?? 'text', direction });
      expect(document?.content).toBeInstanceOf(Binary);
    }
    for (const id of sent) expect(documents.get(id)).toMatchObject({ direction: 'outgoing' });
    const others = await db.collection('conversations').find().toArray();
    const raw = [...documents.values(), ...others].flatMap((each) => valuesOf({ ...each }));
    const secrets = [...NAMES, ...kinds.flatMap((kind) => kind.secrets), 'Cinnamon'];
    expect(secrets.filter((secret) => raw.some((value) => value.includes(secret)))).toEqual([]);
    await client.close();
  });
});

/** By its name alone: messages name people, too. */
function conversationRow(page: Page, name: string): Locator {
  return page.getByRole('option').filter({ has: page.getByText(name, { exact: true }) });
}

function lookOf(kindName: string): (typeof onScreen)[string] {
  const look = onScreen[kindName];
  if (!look) throw new Error(`Nobody has said how ${kindName} looks`);
  return look;
}

/** Sends one of each kind in the open conversation, and sees each there; answers their ids. */
async function sendEveryKind(
  page: Page,
  simulator: SimulatorControl,
  name: string,
): Promise<string[]> {
  const row = conversationRow(page, name);
  const conversationId = ConversationId.parse(await row.getAttribute('data-conversation-id'));
  const files: { form: FileForm; mimeType: string; fileName: string }[] = [
    { form: 'image', mimeType: 'image/jpeg', fileName: 'Cinnamon.jpg' },
    { form: 'video', mimeType: 'video/mp4', fileName: 'Cinnamon.mp4' },
    { form: 'audio', mimeType: 'audio/mpeg', fileName: 'Cinnamon.mp3' },
    { form: 'voice_note', mimeType: 'audio/ogg; codecs=opus', fileName: 'Cinnamon.ogg' },
    { form: 'document', mimeType: 'application/pdf', fileName: 'Cinnamon offer.pdf' },
    { form: 'sticker', mimeType: 'image/webp', fileName: 'Cinnamon.webp' },
  ];
  const ids: string[] = [];
  const went = async (id: string): Promise<Locator> => {
    ids.push(id);
    const message = page.locator(`article[data-message-id="${id}"]`);
    await expect(message).toHaveAttribute('data-status', /^(sent|delivered)$/);
    return message;
  };

  const composer = page.getByRole('textbox', { name: /^Message to/ });
  await composer.fill(`Cinnamon for ${name}`);
  await composer.press('Enter');
  const text = page.getByRole('article').filter({ hasText: `Cinnamon for ${name}` });
  await expect(text).toHaveAttribute('data-status', /^(sent|delivered)$/);
  const answered = (await text.getAttribute('data-message-id')) ?? '';
  ids.push(answered);

  for (const { form, mimeType, fileName } of files) {
    const bytes = await realFile(mimeType);
    const caption = form === 'image' ? 'Cinnamon picture' : '';
    const id = await sendFile(page, { conversationId, form, mimeType, fileName, bytes, caption });
    await lookAtSent(await went(id), form, fileName);
    expect((await simulator.file(id)).equals(bytes), `${form} arrives whole`).toBe(true);
  }

  const cards: { attachment: Attachment; texts: string[] }[] = [
    {
      attachment: { kind: 'location', latitude: 41.5, longitude: 2.25, name: 'Cinnamon corner' },
      texts: ['Cinnamon corner', '41.50000, 2.25000'],
    },
    {
      attachment: {
        kind: 'contact',
        cards: [{ name: 'Cinnamon Sam', phoneNumbers: ['+34 655 000 222'] }],
      },
      texts: ['Cinnamon Sam', 'Copy +34 655 000 222'],
    },
    {
      attachment: {
        kind: 'poll',
        question: 'Cinnamon or not?',
        options: ['With', 'Without'],
        allowsMultiple: true,
      },
      texts: ['Cinnamon or not?', 'With', 'Without', 'Choose one or more'],
    },
  ];
  for (const { attachment, texts } of cards) {
    const message = await went(await send(page, { conversationId, text: '', attachment }));
    for (const each of texts) await expect(message).toContainText(each);
  }

  const quoting = await went(
    await send(page, { conversationId, text: 'An answer', replyTo: answered }),
  );
  await expect(quoting.getByTestId('quote')).toContainText(`Cinnamon for ${name}`);
  const passedOn = await went(
    await send(page, { conversationId, text: 'Passed on', isForwarded: true }),
  );
  await expect(passedOn).toContainText('Forwarded');
  const naming = await went(
    await send(page, {
      conversationId,
      text: 'Ask @34600333444',
      mentions: ['34600333444@c.us'],
    }),
  );
  await expect(naming).toContainText('Ask @Eva');
  return ids;
}

async function lookAtSent(message: Locator, form: FileForm, fileName: string): Promise<void> {
  switch (form) {
    case 'image':
    case 'sticker':
      await expect(message.getByTestId('media-image')).toHaveJSProperty(
        'naturalWidth',
        form === 'image' ? 640 : 512,
      );
      return;
    case 'video':
      await expect(message.getByTestId('media-video')).toHaveJSProperty('videoWidth', 320);
      return;
    case 'audio':
    case 'voice_note':
      await expect(message.getByRole('button', { name: 'Play' })).toBeVisible();
      return;
    case 'document':
      await expect(message).toContainText(fileName);
  }
}

interface Outgoing {
  conversationId: ConversationId;
  text: string;
  attachment?: Attachment;
  replyTo?: string;
  isForwarded?: boolean;
  mentions?: string[];
}

/** Through the bridge, as the window does it. */
async function send(page: Page, outgoing: Outgoing): Promise<string> {
  const result = await page.evaluate(
    (input) =>
      window.alexia.invoke(
        'message.send',
        input as Parameters<typeof window.alexia.invoke<'message.send'>>[1],
      ),
    outgoing,
  );
  if (!result.ok) throw new Error(JSON.stringify(result));
  return result.value.messageId;
}

async function sendFile(
  page: Page,
  {
    bytes,
    caption,
    form,
    conversationId,
    ...file
  }: {
    conversationId: ConversationId;
    form: FileForm;
    mimeType: string;
    fileName: string;
    bytes: Buffer;
    caption: string;
  },
): Promise<string> {
  const uploadId = await page.evaluate(
    async ({ base64, ...begin }) => {
      const data = Uint8Array.from(atob(base64), (each) => each.charCodeAt(0));
      const begun = await window.alexia.invoke('upload.begin', {
        ...begin,
        fileSize: data.length,
      });
      if (!begun.ok) throw new Error(JSON.stringify(begun));
      const { uploadId: id } = begun.value;
      const appended = await window.alexia.invoke('upload.append', {
        uploadId: id,
        offset: 0,
        bytes: data,
      });
      if (!appended.ok) throw new Error(JSON.stringify(appended));
      return id;
    },
    { ...file, base64: bytes.toString('base64') },
  );
  return send(page, {
    conversationId,
    text: caption,
    attachment: { kind: 'file', uploadId, form },
  });
}
