import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { cardHandlers } from '../../../src-main/bridge/card-handlers.ts';
import type { Place } from '../../../src-main/domain/map-address.ts';
import type { Workplace } from '../../../src-main/app/workplace.ts';
import { ConversationId, MessageId } from '../../../src-preload/contract/ids.ts';
import type { MessageDetails } from '../../../src-preload/contract/message-content.ts';
import { uuid } from '../../support/preview/sample-data.ts';
import { message } from '../renderer/samples.ts';

const place = {
  conversationId: ConversationId.parse(uuid(1)),
  messageId: MessageId.parse('m'),
};
let folder: string;
let details: MessageDetails | null;
let opened: Place[];
let suggested: string[];
let path: string | null;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'alexia-cards-'));
  details = null;
  opened = [];
  suggested = [];
  path = join(folder, 'card.vcf');
});
afterEach(() => rm(folder, { recursive: true }));

const handlers = () => {
  const messages = { find: async () => message('m', 1, { details }) };
  const workplace = { stores: { messages } } as unknown as Pick<Workplace, 'stores'>;
  return cardHandlers(() => workplace, {
    chooseSavePath: async (name) => {
      suggested.push(name);
      return path;
    },
    openPlace: async (wanted) => {
      opened.push(wanted);
      return 'opened';
    },
  });
};

it('opens the place that the message has, and nothing that anybody else says', async () => {
  details = { kind: 'location', latitude: 40.4, longitude: -3.7, name: 'Shop', isLive: false };
  const asked = { ...place, latitude: 1, longitude: 1 };
  expect(await handlers()['message.openPlace'](asked)).toBe('opened');
  expect(opened).toEqual([{ latitude: 40.4, longitude: -3.7 }]);
  details = { kind: 'poll', question: 'Where?', options: [], allowsMultiple: false };
  await expect(handlers()['message.openPlace'](place)).rejects.toMatchObject({ code: 'not_found' });
  expect(opened).toHaveLength(1);
});

it('writes a card with name and numbers alone, under a name that is fit for a file', async () => {
  const vcard = 'BEGIN:VCARD\nFN:Eva\nURL:https://example.com/evil\nEND:VCARD';
  const numbers = ['+34 600 111 222', '600\nURL:https://example.com'];
  details = {
    kind: 'contact',
    cards: [
      { name: 'Luis', phoneNumbers: [], vcard },
      { name: '../Eva; Ruiz', phoneNumbers: numbers, vcard },
    ],
  };
  expect(await handlers()['message.saveCard']({ ...place, index: 1 })).toBe('saved');
  expect(suggested).toEqual(['Eva; Ruiz.vcf']);
  const written = await readFile(join(folder, 'card.vcf'), 'utf8');
  expect(written).toContain('FN:../Eva\\; Ruiz\n');
  expect(written).toContain('waid=34600111222:+34 600 111 222\n');
  expect(written).not.toContain('URL');
  await expect(handlers()['message.saveCard']({ ...place, index: 2 })).rejects.toMatchObject({
    code: 'not_found',
  });
});

it('writes nothing when the person thinks better of it', async () => {
  details = { kind: 'contact', cards: [{ name: '', phoneNumbers: ['+34600'], vcard: '' }] };
  path = null;
  expect(await handlers()['message.saveCard']({ ...place, index: 0 })).toBe('cancelled');
  expect(suggested).toEqual(['+34600.vcf']);
});
