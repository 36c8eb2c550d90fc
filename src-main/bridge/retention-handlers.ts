import type { ContactId } from '../../src-preload/contract/ids.ts';
import { retentionKinds, type RetentionPreview } from '../../src-preload/contract/retention.ts';
import type { Workplace } from '../app/workplace.ts';
import { AppError } from '../common/app-error.ts';
import { cutoffsOf, isAnyCutoff } from '../domain/retention-cutoffs.ts';
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

    'retention.preview': async () => {
      const { stores, clock } = workplace();
      return previewOf(stores, clock.now());
    },

    'retention.runs': () => workplace().stores.retention.runs(RUNS),
    'hold.list': () => workplace().stores.retention.holds(),
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

/** What would go now and within thirty days, for each kind that has a policy. */
async function previewOf(
  { retention, expiry }: Pick<Stores, 'retention' | 'expiry'>,
  now: number,
): Promise<RetentionPreview[]> {
  const [policies, holds] = await Promise.all([retention.policies(), retention.holds()]);
  const held = await expiry.conversationsOf(holds.map(({ contactId }) => contactId));
  const previews: RetentionPreview[] = [];
  for (const kind of retentionKinds) {
    const [today, later] = [now, now + SOON].map((at) => cutoffsOf(policies, kind, at));
    if (!today || !later || !isAnyCutoff(today)) continue;
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
