import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import {
  type ErasureCounts,
  ErasureCounts as Counts,
  erasureParts,
  type ErasurePreview,
} from '../../src-preload/contract/erasure.ts';
import type { ContactId } from '../../src-preload/contract/ids.ts';
import type { Workplace } from '../app/workplace.ts';
import { AppError } from '../common/app-error.ts';
import { writeWholeFile } from '../common/write-whole-file.ts';
import { certificateOf, certificatePage } from '../erasure/certificate.ts';
import type { ErasurePlan } from '../store/erasure-plan.ts';
import type { HandlersOf } from './handlers.ts';

interface Outside {
  /** Asks a person where a file shall go; null when they think better of it. */
  chooseSavePath(suggestedName: string): Promise<string | null>;
  printDocument(html: string): Promise<Uint8Array>;
}

type Parts = Pick<Workplace, 'stores' | 'user' | 'drafts' | 'outbox' | 'erasure' | 'publish'>;

/** Takes a person away for good. */
export function erasureHandlers(
  workplace: () => Parts,
  { chooseSavePath, printDocument }: Outside,
): HandlersOf<'erasure'> {
  return {
    'erasure.preview': async ({ contactId }) => (await look(workplace(), contactId)).preview,

    'erasure.start': async ({ contactId, confirmation, reason }) => {
      const { stores, user, erasure, publish } = workplace();
      const { plan, preview } = await look(workplace(), contactId);
      if (preview.hold !== null) throw held();
      if (preview.confirmation !== confirmation) {
        throw new AppError('erasure_outdated', 'There is something else now than was shown');
      }
      // No hold is placed in this moment.
      const erasureId = await stores.retention.whileHoldsStand((holds) => {
        if (plan.contacts.some(({ id }) => holds.includes(id))) throw held();
        return stores.erasures.begin({ contactId, plan, reason, userId: user.userId });
      });
      erasure.wake();
      publish('erasure.changed', {});
      const begun = await stores.erasures.find(erasureId);
      if (!begun) throw new AppError('not_found', 'There is no such erasure');
      return begun;
    },

    'erasure.list': () => workplace().stores.erasures.list(),

    'erasure.certificate': async ({ erasureId, format }) => {
      const erasure = await workplace().stores.erasures.find(erasureId);
      if (!erasure) throw new AppError('not_found', 'There is no such erasure');
      if (erasure.state !== 'done') throw new AppError('not_ready', 'It is not done yet');
      const path = await chooseSavePath(`erasure-${erasureId}.${format}`);
      if (path === null) return 'cancelled';
      const certificate = certificateOf(erasure);
      const content =
        format === 'json'
          ? `${JSON.stringify(certificate, null, 2)}\n`
          : await printDocument(certificatePage(certificate));
      await writeWholeFile(path, Readable.from([content]));
      return 'saved';
    },
  };
}

const held = (): AppError => new AppError('person_held', 'A hold keeps this person');

async function look(
  { stores, drafts, outbox }: Parts,
  contactId: ContactId,
): Promise<{ plan: ErasurePlan; preview: ErasurePreview }> {
  const found = await stores.persons.find(contactId);
  if (!found) throw new AppError('not_found', 'There is no such contact');
  const { name } = found;
  const plan = { ...found.plan, leads: await stores.erasures.leadsOf(found.plan) };
  const [{ counts, oldest }, rows, holds, desktops] = await Promise.all([
    stores.persons.count(plan),
    stores.erasures.countRows(plan),
    stores.retention.holds(),
    stores.erasures.otherDesktops(),
  ]);
  const talks = new Set<string>(plan.conversations.map(({ conversationId }) => conversationId));
  const isOurs = ({ conversationId }: { conversationId: string }): boolean =>
    talks.has(conversationId);
  const stored = added(counts, rows);
  return {
    plan,
    preview: {
      contactId,
      name,
      hold: holds.find((hold) => plan.contacts.some(({ id }) => id === hold.contactId)) ?? null,
      counts: added(stored, {
        drafts: drafts.list().filter(isOurs).length,
        outbox: outbox.all().filter(isOurs).length,
      }),
      oldest,
      desktops,
      // Of what the databases have: what somebody types meanwhile changes nothing.
      confirmation: createHash('sha256')
        .update(
          JSON.stringify([
            stored,
            [...plan.people].sort(),
            plan.contacts.map(({ id }) => id).sort(),
          ]),
        )
        .digest('base64url'),
    },
  };
}

function added(...some: readonly Partial<ErasureCounts>[]): ErasureCounts {
  return Counts.parse(
    Object.fromEntries(
      erasureParts.map((part) => [part, some.reduce((sum, each) => sum + (each[part] ?? 0), 0)]),
    ),
  );
}
