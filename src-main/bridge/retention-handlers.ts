import type { ContactId } from '../../src-preload/contract/ids.ts';
import {
  type PolicyChange,
  retentionKinds,
  type RetentionKind,
  type RetentionPreview,
} from '../../src-preload/contract/retention.ts';
import type { Workplace } from '../app/workplace.ts';
import { AppError } from '../common/app-error.ts';
import { cutoffsOf, cutoffsOfChange, isAnyCutoff } from '../domain/retention-cutoffs.ts';
import { heldLeads } from '../retention/held-leads.ts';
import { unansweredPeople } from '../retention/unanswered-people.ts';
import type { Cutoffs } from '../store/expiry-store.ts';
import type { HeldLeads } from '../store/retention-store.ts';
import type { Stores } from '../store/stores.ts';
import type { HandlersOf } from './handlers.ts';

/** How many of the last runs are told. */
const RUNS = 10;
/** What is called soon, in milliseconds. */
const SOON = 30 * 86_400_000;

/** When things go by themselves, and whom a hold keeps. */
export function retentionHandlers(
  workplace: () => Pick<Workplace, 'stores' | 'user' | 'clock' | 'publish'>,
): HandlersOf<'retention'> & HandlersOf<'hold'> {
  const holdOf = async (contactId: ContactId) => {
    const { retention, contacts } = workplace().stores;
    const [holds, ids] = await Promise.all([retention.holds(), contacts.samePerson(contactId)]);
    return holds.find((hold) => ids.includes(hold.contactId)) ?? null;
  };
  return {
    'retention.policies': () => workplace().stores.retention.policies(),

    'retention.setPolicy': async ({ businessId, kind, days }) => {
      const { stores, user, publish } = workplace();
      if (businessId !== null && !(await stores.businesses.find(businessId))) {
        throw new AppError('not_found', 'There is no such business');
      }
      await stores.retention.setPolicy({ businessId, kind, days, userId: user.userId });
      publish('retention.changed', {});
      return stores.retention.policies();
    },

    'retention.preview': async ({ change }) => {
      const { stores, clock } = workplace();
      return previewOf(stores, clock.now(), change);
    },

    'retention.runs': () => workplace().stores.retention.runs(RUNS),
    'hold.list': async () => {
      const { retention, contacts } = workplace().stores;
      const holds = await retention.holds();
      const names = await contacts.called(holds.map(({ contactId }) => contactId));
      return holds.map((hold) => ({ ...hold, name: names.get(hold.contactId) ?? null }));
    },
    'hold.ofContact': ({ contactId }) => holdOf(contactId),

    'hold.place': async ({ contactId, reason }) => {
      const { stores, user, publish } = workplace();
      if ((await stores.contacts.details([contactId])).size === 0) {
        throw new AppError('not_found', 'There is no such contact');
      }
      if ((await holdOf(contactId)) === null) {
        await stores.retention.placeHold({ contactId, reason, userId: user.userId });
      }
      publish('retention.changed', {});
      const hold = await holdOf(contactId);
      if (!hold) throw new AppError('not_found', 'The hold was lifted meanwhile');
      return hold;
    },

    'hold.lift': async ({ contactId }) => {
      const { stores, user, publish } = workplace();
      await stores.retention.liftHolds(await stores.contacts.samePerson(contactId), user.userId);
      publish('retention.changed', {});
      return null;
    },
  };
}

/** What would go now and within thirty days: for each kind that has a policy, or by the one that is to be changed. */
async function previewOf(
  stores: Pick<Stores, 'retention' | 'expiry' | 'leads' | 'messages' | 'contacts'>,
  now: number,
  change: PolicyChange | undefined,
): Promise<RetentionPreview[]> {
  const { retention } = stores;
  const [policies, holds] = await Promise.all([retention.policies(), retention.holds()]);
  const held = await heldLeads(
    stores,
    holds.map(({ contactId }) => contactId),
  );
  const previews: RetentionPreview[] = [];
  for (const kind of change ? [change.kind] : retentionKinds) {
    const cutoffsAt = (at: number): ReturnType<typeof cutoffsOf> =>
      change ? cutoffsOfChange(policies, change, at) : cutoffsOf(policies, kind, at);
    const [today, later] = [cutoffsAt(now), cutoffsAt(now + SOON)];
    if (!isAnyCutoff(today)) continue;
    const { count, oldest } = await countOf(stores, kind, today, held, now);
    const soon = (await countOf(stores, kind, later, held, now)).count - count;
    previews.push({ kind, now: count, soon: Math.max(0, soon), oldest });
  }
  return previews;
}

async function countOf(
  stores: Pick<Stores, 'retention' | 'expiry' | 'leads' | 'messages'>,
  kind: RetentionKind,
  cutoffs: Cutoffs,
  held: HeldLeads,
  now: number,
): Promise<{ count: number; oldest: number | null }> {
  const { retention, expiry } = stores;
  switch (kind) {
    case 'messages':
    case 'media':
      return expiry.count(kind, cutoffs, held.conversations);
    case 'session_logs':
      return retention.countSessionLogs(cutoffs.others ?? 0);
    case 'leads_lost':
      return retention.countLostLeads(cutoffs, held);
    case 'unanswered_contacts': {
      const times: number[] = [];
      for await (const { conversationIds, lastAt } of unansweredPeople(stores, cutoffs, now)) {
        if (!conversationIds.some((each) => held.conversations.has(each))) times.push(lastAt);
      }
      return {
        count: times.length,
        oldest: times.reduce<number | null>((a, b) => Math.min(a ?? b, b), null),
      };
    }
  }
}
