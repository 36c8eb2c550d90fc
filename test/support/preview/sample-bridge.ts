import { handleAccessLog, sampleAccess } from './sample-access-log.ts';
import { matchWords } from '../../../src-renderer/ui/match-words.ts';
import {
  defaultDesktop,
  defaultNotifications,
  NotificationSettings,
} from '../../../src-preload/contract/desktop.ts';
import type { AppState, Settings, Theme } from '../../../src-preload/contract/app.ts';
import type { LanguageChoice } from '../../../src-preload/contract/language.ts';
import { defaultPace } from '../../../src-preload/contract/pace.ts';
import { Message, nothingButText } from '../../../src-preload/contract/message.ts';
import type { Session, SessionState } from '../../../src-preload/contract/session.ts';
import type { ConversationSummary } from '../../../src-preload/contract/conversation.ts';
import { BusinessId, UserId } from '../../../src-preload/contract/ids.ts';
import type { Density } from '../../../src-preload/contract/appearance.ts';
import { defaultWriting } from '../../../src-preload/contract/writing.ts';
import { FakeBridge, fail, succeed } from './fake-bridge.ts';
import {
  objectId,
  sampleColleagues,
  sampleContacts,
  sampleFiles,
  sampleConversations,
  sampleLeads,
  sampleMessages,
  sampleOutbox,
  sampleSession,
  sampleUsage,
  uuid,
} from './sample-data.ts';
import { handleAnalytics } from './sample-analytics.ts';
import { handleNotes } from './sample-notes.ts';
import { handleLabels } from './sample-labels.ts';
import { handleHours } from './sample-hours.ts';
import { handleCampaigns } from './sample-campaigns.ts';
import { handleLeads } from './sample-leads.ts';
import { handleLeadRules } from './sample-lead-rules.ts';
import { handleDataExport } from './sample-data-export.ts';
import { handleErasure } from './sample-erasure.ts';
import { handleRetention } from './sample-retention.ts';
import { handleLearning } from './sample-learning.ts';
import { handleTeam } from './sample-team.ts';
import { handleComposer } from './sample-composer.ts';
import { definedOf, sampleCard } from './sample-contact-files.ts';
import { handleDuplicates } from './sample-duplicates.ts';
import { sampleDiagnostics } from './sample-diagnostics.ts';
import { sampleKinds } from './sample-kinds.ts';
import { sampleConnections, sampleFailedTest, sampleTest } from './sample-stores.ts';
import { countConversations, countEach, listConversations, sampleViews } from './sample-lists.ts';
import { samplePresences } from './sample-presence.ts';
import { handleSidePanel } from './sample-side-panel.ts';
import { samplePage } from './sample-page.ts';
import { sampleTags, searchSamples } from './sample-search.ts';

export const fillings = ['full', 'empty', 'loading', 'failing'] as const;
/** How much the main process has to say. */
export type Filling = (typeof fillings)[number];

/** One chat of two and one group end with every kind of message. */
function showsKinds({ conversationId }: ConversationSummary): boolean {
  return conversationId === uuid(3) || conversationId === uuid(16);
}

interface SampleOptions {
  readonly filling: Filling;
  readonly theme: Theme;
  readonly density?: Density;
  readonly language: LanguageChoice;
  readonly now: number;
  readonly accounts: readonly SessionState[];
  readonly appState: AppState;
  readonly isTroubled: boolean;
  /** How long messages take, in milliseconds. */
  readonly delay: number;
}

export const sampleUser = {
  userId: UserId.parse(objectId(1)),
  name: 'Ana Torres',
  email: 'ana@example.com',
};

function never(): Promise<never> {
  return new Promise(() => undefined);
}

/** A main process with realistic data, in the state that is asked for. */
export function createSampleBridge(options: SampleOptions): FakeBridge {
  const { filling, now, isTroubled } = options;
  const sessions = options.accounts.map((state, index) => sampleSession(index, state));
  const conversations =
    filling === 'full' ? sampleConversations(5000, now, Math.max(1, sessions.length)) : [];
  const contacts = filling === 'full' ? sampleContacts(1200, now) : [];
  const leads = filling === 'full' ? sampleLeads(140, now) : [];
  const threads = new Map<string, Message[]>();
  let settings: Settings = {
    theme: options.theme,
    language: options.language,
    archiveAfterMonths: 12,
    sleepAfterMinutes: null,
    wakeEveryMinutes: 15,
    browserMemoryLimitMb: 1500,
    historyDays: 90,
    sweepMinutes: 15,
    autoDownloadMb: 10,
    notifications: defaultNotifications,
    desktop: defaultDesktop,
    appearance: { density: options.density ?? 'comfortable', textSize: 100 },
    writing: { ...defaultWriting, spelling: ['en', 'es'] },
  };
  let sent = 0;
  const viewer = () => ({ userId: sampleUser.userId, now: Date.now() });

  const bridge = new FakeBridge();
  const emitSession = (session: Session): void => bridge.emit('session.changed', session);

  const threadOf = (conversationId: string): Message[] => {
    const known = threads.get(conversationId);
    const conversation = conversations.find((each) => each.conversationId === conversationId);
    if (known !== undefined || conversation === undefined) return known ?? [];
    const isLong = conversation === conversations[0];
    const messages = [
      ...(conversation === conversations[6]
        ? sampleFiles(conversation, now)
        : sampleMessages(conversation, isLong ? 1200 : 160, now)),
      ...(isLong ? sampleOutbox(conversation, now) : []),
      ...(showsKinds(conversation) ? sampleKinds(conversation, now) : []),
    ];
    threads.set(conversationId, messages);
    return messages;
  };

  const changeConversation = (conversationId: string, change: Partial<ConversationSummary>) => {
    const index = conversations.findIndex((each) => each.conversationId === conversationId);
    const known = conversations[index];
    if (known === undefined) return fail('not_found');
    const changed = { ...known, ...change };
    conversations[index] = changed;
    bridge.emit('conversation.changed', changed);
    return succeed(changed);
  };

  /** Answers as the filling says; with a value only where there is something to say. */
  const fill = <T>(value: () => T) => {
    if (filling === 'loading') return never();
    return filling === 'failing' ? fail('database_unreachable') : succeed(value());
  };

  handleDuplicates(bridge, contacts, conversations, fill);
  const accessRows = filling === 'empty' ? [] : sampleAccess(now, conversations, contacts);
  handleAccessLog(bridge, accessRows, now, fill);
  bridge
    .handle('app.state', () => succeed(options.appState))
    .handle('app.retryStart', () => succeed(null))
    .handle('app.health', () =>
      succeed({
        mongo: isTroubled || filling === 'failing' ? 'down' : 'up',
        postgres: 'up',
        keychain: isTroubled ? 'unavailable' : 'up',
        waiting: isTroubled ? 14 : 0,
        setAside: isTroubled ? 2 : 0,
      }),
    )
    .handle('app.about', () =>
      fill(() => ({
        version: '0.1.0',
        electron: '45.4.1',
        stores: { mongodb: 'local', postgres: 'db.example.com' },
        platform: 'linux' as const,
      })),
    )
    .handle('settings.get', () => succeed(settings))
    .handle('business.list', () =>
      succeed({
        businesses: [
          {
            businessId: BusinessId.parse('b'.repeat(24)),
            name: 'Corner Shop',
            isHighVolume: false,
          },
        ],
        accounts: [],
      }),
    )
    .handle('desktop.view', () => succeed(null))
    .handle('desktop.takeOpenRequest', () => succeed(null))
    .handle('desktop.testNotification', () => succeed('shown'))
    .handle('desktop.notificationService', () => {
      const isMissing = filling === 'failing';
      return succeed({ isMissing, takesSilence: !isMissing });
    })
    .handle('diagnostics.read', () => fill(sampleDiagnostics))
    .handle('diagnostics.openLogFolder', () => succeed(null))
    .handle('settings.cache', () => succeed({ redisHost: null }))
    .handle('settings.setCache', ({ redisUrl }) =>
      succeed({ redisHost: redisUrl === null ? null : new URL(redisUrl).host }),
    )
    .handle('settings.set', (change) => {
      settings = {
        ...settings,
        theme: change.theme ?? settings.theme,
        language: change.language ?? settings.language,
        archiveAfterMonths: change.archiveAfterMonths ?? settings.archiveAfterMonths,
        sleepAfterMinutes:
          change.sleepAfterMinutes === undefined
            ? settings.sleepAfterMinutes
            : change.sleepAfterMinutes,
        wakeEveryMinutes: change.wakeEveryMinutes ?? settings.wakeEveryMinutes,
        browserMemoryLimitMb: change.browserMemoryLimitMb ?? settings.browserMemoryLimitMb,
        historyDays: change.historyDays ?? settings.historyDays,
        sweepMinutes: change.sweepMinutes ?? settings.sweepMinutes,
        autoDownloadMb: change.autoDownloadMb ?? settings.autoDownloadMb,
        notifications: change.notifications
          ? NotificationSettings.parse(change.notifications)
          : settings.notifications,
        desktop: change.desktop ?? settings.desktop,
        appearance: change.appearance ?? settings.appearance,
        writing: change.writing ?? settings.writing,
      };
      return succeed(settings);
    })
    .handle('setup.testStores', () =>
      succeed({ mongodb: sampleTest('MongoDB 8.0.4'), postgres: sampleFailedTest }),
    )
    .handle('settings.testStores', () =>
      succeed({ mongodb: sampleTest('MongoDB 8.0.4'), postgres: sampleTest('PostgreSQL 18.1') }),
    )
    .handle('settings.stores', () => fill(() => sampleConnections))
    .handle('settings.changeStores', () =>
      succeed({
        kept: false,
        test: { mongodb: sampleTest('MongoDB 8.0.4'), postgres: sampleFailedTest },
      }),
    )
    .handle('setup.complete', () => succeed(sampleUser))
    .handle('workspace.status', () => fill(() => ({ keyVersion: 2, rotation: null })))
    .handle('workspace.unlock', () => fail('passphrase_wrong'))
    .handle('workspace.rotateKey', () => fail('passphrase_wrong'))
    .handle('workspace.changePassphrase', () => succeed(null))
    .handle('session.list', () => fill(() => sessions))
    .handle('session.beingLinked', () => fill(() => sessions[0] ?? null))
    .handle('session.link', () =>
      succeed(
        sampleSession(7, { kind: 'qr', qr: 'sample', generatedAt: now, expiresAt: now + 20_000 }),
      ),
    )
    .handle('session.linkByCode', () => fail('whatsapp_wait_hours'))
    .handle('session.browsers', () => fill(() => ['own' as const, 'chrome' as const]))
    .handle('session.linkInWindow', () => succeed(null))
    .handle('session.setAutoReconnect', ({ sessionId, autoReconnect }) => {
      const index = sessions.findIndex((each) => each.sessionId === sessionId);
      const session = sessions[index];
      if (session === undefined) return fail('not_found');
      sessions[index] = { ...session, autoReconnect };
      emitSession(sessions[index]);
      return succeed(null);
    })
    .handle('session.usage', () => fill(() => sessions.map((session) => sampleUsage(session, now))))
    .handle('session.retry', () => succeed(null))
    .handle('session.takeOver', () => succeed(null))
    .handle('session.cancelLink', () => succeed(null))
    .handle('session.logout', ({ sessionId }) => {
      const session = sessions.find((each) => each.sessionId === sessionId);
      if (session !== undefined) {
        emitSession({ ...session, state: { kind: 'disconnected', reason: 'logged_out' } });
      }
      return succeed(null);
    })
    .handle('conversation.list', ({ filter = {}, sort = 'newest', after, limit }) =>
      fill(() =>
        listConversations(conversations, { filter, sort, viewer: viewer(), after, limit }),
      ),
    )
    .handle('conversation.count', ({ views }) =>
      fill(() => countEach(conversations, views, viewer())),
    )
    .handle('conversation.search', ({ query, limit }) =>
      fill(() =>
        conversations.filter(({ name }) => matchWords(name, query) !== null).slice(0, limit),
      ),
    )
    .handle('conversation.counts', () => fill(() => countConversations(conversations, viewer())))
    .handle('conversation.setStatus', ({ conversationId, status, snoozedUntil = null }) =>
      changeConversation(conversationId, { status, snoozedUntil }),
    )
    .handle('conversation.setPriority', ({ conversationId, priority }) =>
      changeConversation(conversationId, { priority }),
    )
    .handle('conversation.get', ({ conversationId }) => {
      const found = conversations.find((each) => each.conversationId === conversationId);
      return found === undefined ? fail('not_found') : succeed(found);
    })
    .handle('conversation.markRead', () => succeed(null))
    .handle('conversation.markUnread', ({ conversationId }) =>
      changeConversation(conversationId, { unreadCount: 1 }),
    )
    .handle('conversation.history', () =>
      succeed({ spans: [], gaps: [], fromBeginning: filling === 'full' }),
    )
    .handle('contact.joins', () => succeed({ ids: 2, evidence: [{ source: 'contact', at: now }] }))
    .handle('conversation.assign', ({ conversationId, userId }) =>
      changeConversation(conversationId, {
        assigneeId: userId === null ? null : UserId.parse(userId),
      }),
    )
    .handle('conversation.setLabels', ({ conversationId, labels }) =>
      changeConversation(conversationId, { labels }),
    )
    .handle('presence.tell', () => succeed(null))
    .handle('presence.list', () => succeed(samplePresences(filling === 'full')))
    .handle('inboxView.list', () => fill(() => sampleViews(filling === 'full')))
    .handle('inboxView.create', () => fail('database_unreachable'))
    .handle('inboxView.remove', () => succeed(null))
    .handle('inboxView.move', () => fill(() => sampleViews(true)))
    .handle('user.list', () => fill(sampleColleagues))
    .handle('message.list', async (question) => {
      await new Promise((resolve) => setTimeout(resolve, options.delay));
      return fill(() => samplePage(threadOf(question.conversationId), question));
    })
    .handle('message.locate', ({ conversationId, messageId }) =>
      succeed(threadOf(conversationId).find((each) => each.messageId === messageId) ?? null),
    )
    .handle('message.send', ({ conversationId, text }) => {
      sent += 1;
      const message = Message.parse({
        messageId: `SENT${sent}`,
        conversationId,
        ...nothingButText,
        direction: 'outgoing',
        type: 'text',
        content: text,
        senderName: null,
        status: 'sending',
        statusUpdates: [],
        outbox: {
          state: 'queued',
          waitsFor: 'turn',
          goesAt: null,
          scheduledFor: null,
          attempts: 0,
        },
        leadGenerated: false,
        timestamp: Date.now(),
        sequence: sent,
      });
      setTimeout(() => {
        bridge.emit('message.changed', { ...message, status: 'sent', outbox: null });
      }, 700);
      return succeed(message);
    })
    .handle('message.edit', () => succeed(null))
    .handle('message.revoke', () => succeed(null))
    .handle('message.react', () => succeed(null))
    .handle('message.forward', () => succeed(null))
    .handle('message.reschedule', () => fail('not_found'))
    .handle('outbox.list', () =>
      fill(() => {
        const [conversation] = conversations;
        if (conversation === undefined) return [];
        return sampleOutbox(conversation, now).map((message) => ({
          message,
          conversationName: conversation.name,
        }));
      }),
    )
    .handle('outbox.retryAll', () => succeed({ count: 1 }))
    .handle('pace.get', () =>
      fill(() => ({
        settings: defaultPace,
        accounts: sessions.map(({ sessionId }) => ({ sessionId, perHour: 60 })),
      })),
    )
    .handle('pace.set', () => succeed(defaultPace))
    .handle('pace.setAccount', () => succeed(null))
    .handle('message.retry', () => fail('not_found'))
    .handle('message.discard', () => succeed(null))
    .handle('message.retryMedia', () => fail('whatsapp_not_connected'))
    .handle('message.readSound', () => fail('not_found'))
    .handle('message.saveMedia', () => succeed('cancelled'))
    .handle('message.tags', () => fill(() => (filling === 'full' ? sampleTags : [])))
    .handle('message.search', async (question) => {
      await new Promise((resolve) => setTimeout(resolve, options.delay));
      return fill(() =>
        searchSamples(
          conversations.slice(0, 30).map((conversation) => ({
            conversation,
            messages: threadOf(conversation.conversationId),
          })),
          question,
        ),
      );
    })
    .handle('contact.get', ({ contactId }) => {
      const contact = contacts.find((each) => each.contactId === contactId);
      return contact === undefined
        ? fail('not_found')
        : fill(() => sampleCard(contact, conversations));
    })
    .handle('contact.update', ({ contactId, details }) => {
      const contact = contacts.find((each) => each.contactId === contactId);
      return contact === undefined
        ? fail('not_found')
        : succeed({ ...sampleCard(contact, conversations), ...definedOf(details) });
    })
    .handle('contact.setBlocked', ({ contactId, sessionId, isBlocked }) => {
      const contact = contacts.find((each) => each.contactId === contactId);
      if (contact === undefined) return fail('not_found');
      const card = sampleCard({ ...contact, isBlocked }, conversations);
      const accounts = card.accounts.map((each) =>
        each.sessionId === sessionId ? { ...each, isBlocked } : each,
      );
      return succeed({ ...card, accounts });
    })
    .handle('contact.import', ({ contacts: lines }) =>
      succeed({ outcomes: lines.map((_, index) => (index % 3 === 2 ? 'updated' : 'created')) }),
    )
    .handle('contact.export', () => succeed({ count: contacts.length }))
    .handle('contact.list', ({ search = '', after, limit }) =>
      fill(() => {
        const matching = contacts.filter((contact) =>
          contact.name.toLowerCase().includes(search.toLowerCase()),
        );
        const start =
          after === undefined
            ? 0
            : matching.findIndex((each) => each.contactId === after.contactId) + 1;
        const items = matching.slice(start, start + limit);
        const last = items.at(-1);
        return {
          items,
          next:
            last === undefined || start + limit >= matching.length
              ? null
              : { name: last.name, contactId: last.contactId },
        };
      }),
    );
  handleSidePanel(bridge, { conversations, contacts, leads, threadOf, now, fill });
  handleRetention(bridge, contacts, now, fill);
  handleErasure(bridge, contacts, now, fill);
  handleDataExport(bridge, fill);
  handleNotes(bridge, conversations, fill);
  handleTeam(bridge, fill);
  handleAnalytics(bridge, filling, now, fill);
  handleHours(bridge, filling, now, fill);
  handleLeads(bridge, leads, now, fill);
  handleCampaigns(bridge, filling, now, fill);
  handleComposer(bridge, conversations, now, fill);
  handleLabels(bridge, filling, fill);
  handleLeadRules(bridge, filling, leads, fill);
  handleLearning(bridge, filling, leads, now, fill);
  return bridge;
}
