import type { ContactId } from '../../src-preload/contract/ids.ts';
import {
  type PolicyChange,
  retentionKinds,
  type RetentionPreview,
} from '../../src-preload/contract/retention.ts';
import type { Workplace } from '../app/workplace.ts';
import { AppError } from '../common/app-error.ts';
import { cutoffsOf, cutoffsOfChange, isAnyCutoff } from '../domain/retention-cutoffs.ts';
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
  { retention, expiry }: Pick<Stores, 'retention' | 'expiry'>,
  now: number,
  change: PolicyChange | undefined,
): Promise<RetentionPreview[]> {
  const [policies, holds] = await Promise.all([retention.policies(), retention.holds()]);
  const held = await expiry.conversationsOf(holds.map(({ contactId }) => contactId));
  const previews: RetentionPreview[] = [];
  for (const kind of change ? [change.kind] : retentionKinds) {
    const cutoffsAt = (at: number): ReturnType<typeof cutoffsOf> =>
      change ? cutoffsOfChange(policies, change, at) : cutoffsOf(policies, kind, at);
    const [today, later] = [cutoffsAt(now), cutoffsAt(now + SOON)];
    if (!isAnyCutoff(today)) continue;
    const counted = (cutoffs: typeof today) =>
      kind === 'session_logs'
        ? retention.countSessionLogs(cutoffs.others ?? 0)
        : expiry.count(kind, cutoffs, held);
    const { count, oldest } = await counted(today);
    const soon = (await counted(later)).count - count;
    previews.push({ kind, now: count, soon: Math.max(0, soon), oldest });
  }
  return previews;
}
