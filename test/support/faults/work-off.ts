import { setTimeout as sleep } from 'node:timers/promises';
import { type Clock, systemClock } from '../../../src-main/common/clock.ts';
import { Ingest } from '../../../src-main/ingest/ingest.ts';
import type { StepContext } from '../../../src-main/ingest/store-chat-batches.ts';
import { expiredHistory } from '../../../src-main/retention/expired-history.ts';
import type { Journal } from '../../../src-main/journal/journal.ts';
import type { Stores } from '../../../src-main/store/stores.ts';
import { whatsappTranslators } from '../../../src-main/whatsapp/translators/whatsapp-translators.ts';
import { recordedLog } from '../databases/recorded-log.ts';
import { appScorers } from '../leads/app-scorers.ts';
import { noCampaigns } from '../leads/no-campaigns.ts';

/** How long it waits at most before it tries again, in milliseconds: the app itself has more patience. */
const LONGEST_PAUSE = 250;
const POLL_MS = 5;

const hastyClock: Clock = {
  now: () => Date.now(),
  after: (milliseconds, action) => systemClock.after(Math.min(milliseconds, LONGEST_PAUSE), action),
};

/** The pipeline from a journal to the databases, as the app has it, with nobody who looks on but who is given. */
export function pipeline(
  journal: Journal,
  stores: Stores,
  onlookers: Partial<Pick<StepContext, 'publish' | 'onWaitingMedia'>> = {},
): Ingest {
  return new Ingest({
    journal,
    translators: whatsappTranslators,
    context: {
      stores,
      figures: stores.figures,
      publish: () => {},
      scorers: appScorers,
      linkLeads: () => Promise.resolve(),
      campaigns: noCampaigns,
      expiredBefore: expiredHistory(stores, hastyClock),
      readers: () => stores.users.readers(),
      withOutbox: (message) => message,
      onNewContact: () => {},
      onIdentities: () => Promise.resolve(),
      onWaitingMedia: () => {},
      ...onlookers,
    },
    clock: hastyClock,
    random: Math.random,
    log: recordedLog(),
    onOutage: () => {},
  });
}

/** Resolves when all that was in the journal is stored. Rejects when something had to be set aside. */
export async function workedOff(journal: Journal): Promise<void> {
  while (journal.waiting > 0) {
    if (journal.setAsideCount > 0) throw new Error('An entry was set aside');
    await sleep(POLL_MS);
  }
  if (journal.setAsideCount > 0) throw new Error('An entry was set aside');
}
