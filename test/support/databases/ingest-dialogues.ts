import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { systemClock } from '../../../src-main/common/clock.ts';
import { Ingest } from '../../../src-main/ingest/ingest.ts';
import { DeviceDatabase } from '../../../src-main/journal/device-database.ts';
import { Journal } from '../../../src-main/journal/journal.ts';
import type { Stores } from '../../../src-main/store/stores.ts';
import { whatsappTranslators } from '../../../src-main/whatsapp/translators/whatsapp-translators.ts';
import { SessionId, type UserId } from '../../../src-preload/contract/ids.ts';
import { dataFolder } from '../data-folder.ts';
import { appScorers } from '../leads/app-scorers.ts';
import { noCampaigns } from '../leads/no-campaigns.ts';
import { recordedLog } from './recorded-log.ts';

export const OWN_NUMBER = '34600000001';

type IngestContext = ConstructorParameters<typeof Ingest>[0]['context'];

/** One message of a chat, as WhatsApp would tell it. */
export interface Turn {
  /** Digits only. */
  number: string;
  name: string;
  text: string;
  fromMe: boolean;
}

/**
 * Puts turns into a journal of its own and lets the pipeline store them. Resolves when all are stored, with the
 * seconds that it took from the journal to the databases. `onFilled` is called before they begin; `change` takes the
 * place of what the pipeline has for it.
 */
export async function ingestTurns(
  stores: Stores,
  userId: UserId,
  turns: readonly Turn[],
  onFilled: () => Promise<void> = async () => {},
  change: Partial<Pick<IngestContext, 'figures' | 'scorers'>> = {},
): Promise<number> {
  const folder = await dataFolder();
  const database = await DeviceDatabase.open(join(folder.path, 'device'), Buffer.alloc(32, 1));
  const journal = await Journal.open(database, () => {});
  const source = {
    sessionId: SessionId.parse(randomUUID()),
    userId,
    accountId: `${OWN_NUMBER}@c.us`,
    linkedAt: 0,
  };
  // Filled before the clock starts: what is measured is the way from the journal to the databases.
  await Promise.all(
    turns.map((turn, index) =>
      journal.append({
        kind: 'event',
        ...source,
        type: 'message',
        raw: rawMessage(turn, index),
        receivedAt: Date.now(),
      }),
    ),
  );
  const ingest = new Ingest({
    journal,
    translators: whatsappTranslators,
    context: {
      stores,
      figures: stores.figures,
      publish: () => {},
      scorers: appScorers,
      linkLeads: () => Promise.resolve(),
      campaigns: noCampaigns,
      expiredBefore: () => Promise.resolve(() => null),
      readers: () => stores.users.readers(),
      withOutbox: (message) => message,
      onNewContact: () => {},
      onIdentities: () => Promise.resolve(),
      onWaitingMedia: () => {},
      ...change,
    },
    clock: systemClock,
    random: Math.random,
    log: recordedLog(),
    onOutage: () => {},
  });
  await onFilled();
  const startedAt = performance.now();
  ingest.start();
  while (journal.waiting > 0) {
    if (journal.setAsideCount > 0) throw new Error('A message was set aside');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  const seconds = (performance.now() - startedAt) / 1000;
  await ingest.stop();
  await database.close();
  await folder.remove();
  return seconds;
}

function rawMessage({ number, name, text, fromMe }: Turn, index: number): unknown {
  const id = `3EB0${String(index).padStart(18, '0')}`;
  const [me, chat] = [`${OWN_NUMBER}@c.us`, `${number}@c.us`];
  return {
    id: { fromMe, remote: chat, id, _serialized: `${fromMe}_${chat}_${id}` },
    from: fromMe ? me : chat,
    to: fromMe ? chat : me,
    type: 'chat',
    body: text,
    t: 1_760_000_000 + index,
    ack: 1,
    notifyName: name,
  };
}
