import type { SessionId } from '../../../src-preload/contract/ids.ts';
import type { FindCampaign } from '../../domain/leads/campaign-code.ts';
import { isUnreachable } from '../../common/is-unreachable.ts';
import { ConsentGate } from '../../outbox/consent-gate.ts';
import { Outbox } from '../../outbox/outbox.ts';
import type { OutboxExit } from '../../outbox/outbox-input.ts';
import { type OutboxItem, textOf } from '../../outbox/outbox-item.ts';
import { toAcceptedMessage } from '../../outbox/pending-message.ts';
import { Governor } from '../../pace/governor.ts';
import { whatsappTranslators as translators } from '../../whatsapp/translators/whatsapp-translators.ts';
import type { EventSource } from '../session-relay.ts';
import type { ClientOf, PartInput } from './workplace-parts.ts';
import type { WorkplaceInput } from './workplace-input.ts';

/** The pace and the outbox. Whoever opens it stops it: before the sessions, which a send under way still needs. */
export async function wireOutbox({
  stores,
  device: { database, files, journal },
  publish,
  clock,
  log,
  ...input
}: PartInput & {
  paceSettings: WorkplaceInput['paceSettings'];
  /** Only while it is certain that no other desktop runs the account. */
  ownClientOf: ClientOf;
  /** Something waits for this session's connection. */
  onNeeded(sessionId: SessionId): void;
  /** By what the codes of campaigns are known. */
  campaigns(): Promise<FindCampaign>;
  sourceOf(sessionId: SessionId): EventSource | null;
  onJournalled(): void;
}): Promise<{ pace: Governor; outbox: Outbox; consentGate: ConsentGate }> {
  const pace = new Governor({
    rateLimits: stores.rateLimits,
    accountFacts: (sessionId) => stores.sessions.facts(sessionId),
    hasAnswered: async (conversationId) => {
      const conversation = await stores.conversations.find(conversationId);
      return conversation?.isGroup === true || stores.messages.hasIncoming(conversationId);
    },
    settings: input.paceSettings,
    clock,
    random: Math.random,
    log: log.child('pace'),
  });

  const consentGate = new ConsentGate({ stores, campaigns: input.campaigns, clock });

  /** Should it not be stored yet, the pipeline publishes it when it is. */
  const publishStored = async (item: OutboxItem, how: OutboxExit): Promise<void> => {
    try {
      const message = await stores.messages.find(item.conversationId, item.messageId);
      if (message) publish('message.changed', message);
    } catch (error) {
      // It is in the journal: until the database has it, it is shown as WhatsApp has taken it.
      if (isUnreachable(error) && how === 'accepted') {
        publish('message.changed', toAcceptedMessage(item));
      } else log.warn('A message that left the outbox could not be shown', { error });
    }
  };

  const outbox = await Outbox.open({
    database,
    files,
    clock,
    log: log.child('outbox'),
    pace,
    clientOf: input.ownClientOf,
    isBlocked: ({ sessionId, chatId }) =>
      stores.contacts.isBlocked(sessionId, [chatId]).catch((error: unknown) => {
        if (isUnreachable(error)) return false;
        throw error;
      }),
    isWanted: ({ conversationId, payload, isMarketing = false }) =>
      consentGate.ask({ conversationId, text: textOf(payload), isMarketing }),
    statusOf: (raw) => translators.message(raw)?.status ?? null,
    onChanged: (item, message) => {
      if (message.outbox?.state === 'queued' && message.outbox.waitsFor === 'connection') {
        input.onNeeded(item.sessionId);
      }
      publish('message.changed', message);
    },
    onSentLate: ({ conversationId, messageId, schedule }, sentAt) =>
      publish('message.sentLate', {
        conversationId,
        messageId,
        scheduledFor: schedule.at,
        timeZone: schedule.timeZone,
        sentAt,
      }),
    onRemoved: (item, how) => void publishStored(item, how),
    onAccepted: async (item, raw) => {
      const source = input.sourceOf(item.sessionId);
      if (!source) throw new Error('A message was accepted for an account that is not known');
      await journal.append({
        kind: 'event',
        ...source,
        type: 'message',
        raw,
        receivedAt: clock.now(),
        sentBy: item.userId,
        ...(item.schedule && { schedule: item.schedule }),
      });
      input.onJournalled();
    },
  });
  return { pace, outbox, consentGate };
}
