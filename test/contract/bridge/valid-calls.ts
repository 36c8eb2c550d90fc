import { defaultDesktop, defaultNotifications } from '../../../src-preload/contract/desktop.ts';
import { randomUUID } from 'node:crypto';
import { STAR } from '../../../src-preload/contract/message.ts';
import { defaultPace } from '../../../src-preload/contract/pace.ts';
import { defaultWriting } from '../../../src-preload/contract/writing.ts';
import { PASSPHRASE } from '../../support/databases/test-workspace.ts';
import { anUpload, type BridgeDesk, CUSTOMER, INCOMING_ID } from './bridge-desk.ts';
import { FREE_TEXT, type ValidCalls } from './valid-call.ts';
import { validLeadCallsOf } from './valid-lead-calls.ts';

const figureRange = { from: '2026-03-01', to: '2026-03-31' };
const LEAD_RULE = {
  kind: 'phrase',
  content: 'wholesale',
  points: 40,
  businessId: null,
  isOn: true,
} as const;

/** One valid call of every command, made in this order. A command without one does not compile. */
export function validCallsOf(bridge: BridgeDesk): ValidCalls {
  const me = async () => (await bridge.succeed('access.get', {})).userId;
  return {
    'app.state': { input: () => ({}) },
    'app.retryStart': { input: () => ({}) },
    'app.setUpAgain': { input: () => ({}) },
    'app.health': { input: () => ({}) },
    'app.about': { input: () => ({}) },
    'desktop.view': { input: () => ({ conversationId: bridge.conversationId }) },
    'desktop.takeOpenRequest': { input: () => ({}) },
    'desktop.testNotification': { input: () => ({}) },
    'desktop.notificationService': { input: () => ({}) },
    'desktop.allowMicrophone': { input: () => ({}) },
    'desktop.releaseMicrophone': { input: () => ({}) },
    'diagnostics.read': { input: () => ({}) },
    'diagnostics.openLogFolder': { input: () => ({}) },
    'settings.get': { input: () => ({}) },
    'settings.set': {
      input: () => ({
        theme: 'dark',
        language: 'en',
        archiveAfterMonths: 6,
        sleepAfterMinutes: 30,
        wakeEveryMinutes: 15,
        browserMemoryLimitMb: 1500,
        historyDays: 30,
        sweepMinutes: 15,
        autoDownloadMb: 10,
        notifications: defaultNotifications,
        desktop: defaultDesktop,
        writing: defaultWriting,
        appearance: { density: 'compact', textSize: 125 },
      }),
    },
    'settings.dictionaries': { input: () => ({}) },
    'settings.fetchDictionaries': { input: () => ({}) },
    'settings.cache': { input: () => ({}) },
    'settings.setCache': { input: () => ({ redisUrl: null }) },
    'business.list': { input: () => ({}) },
    'business.create': { input: () => ({ name: 'Corner Shop' }) },
    'business.setHighVolume': {
      input: () => ({ businessId: '0'.repeat(24), isHighVolume: true }),
      refusedWith: 'not_found',
    },
    'business.setOfAccount': {
      input: () => ({ sessionId: randomUUID(), businessId: null }),
      refusedWith: 'not_found',
    },
    'setup.testStores': { input: () => bridge.databases },
    'settings.stores': { input: () => ({}) },
    'settings.testStores': { input: () => ({}) },
    'settings.changeStores': {
      input: () => ({ ...bridge.databases, postgresUrl: 'postgres://a:b@127.0.0.1:1/none' }),
    },
    'setup.complete': {
      input: () => ({
        name: 'Ana Salas',
        email: 'ana@example.com',
        password: 'a password of ours',
        invitation: 'AAAAA-AAAAA',
        passphrase: PASSPHRASE,
        stores: { kind: 'servers', addresses: bridge.databases },
      }),
      refusedWith: 'not_allowed',
    },
    'conversation.list': {
      input: () => ({
        filter: { status: 'open', assignee: 'me', label: 'urgent', isUnread: true },
        sort: 'longestWait',
        after: { lastMessageAt: Date.now(), conversationId: bridge.conversationId, waiting: 1 },
        limit: 50,
      }),
    },
    'conversation.get': { input: () => ({ conversationId: bridge.conversationId }) },
    'conversation.history': { input: () => ({ conversationId: bridge.conversationId }) },
    'conversation.search': { input: () => ({ query: FREE_TEXT, limit: 6 }) },
    'conversation.counts': { input: () => ({}) },
    'conversation.count': {
      input: () => ({ views: [{ filter: { label: 'wedding' } }, { filter: {} }] }),
    },
    'conversation.readHistory': {
      input: () => ({ conversationId: bridge.conversationId, gap: { from: 0, to: 1 } }),
    },
    'conversation.markRead': {
      input: () => ({
        conversationId: bridge.conversationId,
        upTo: { timestamp: Date.now(), sequence: 0 },
      }),
    },
    'conversation.markUnread': { input: () => ({ conversationId: bridge.conversationId }) },
    'conversation.assign': {
      input: () => ({ conversationId: bridge.conversationId, userId: null }),
    },
    'conversation.setStatus': {
      input: () => ({
        conversationId: bridge.conversationId,
        status: 'snoozed',
        snoozedUntil: Date.now() + 3_600_000,
      }),
    },
    'conversation.setPinned': {
      input: () => ({ conversationId: bridge.conversationId, isPinned: true }),
    },
    'conversation.setArchived': {
      input: () => ({ conversationId: bridge.conversationId, isArchived: false }),
    },
    'conversation.setBlocked': {
      input: () => ({ conversationId: bridge.conversationId, isBlocked: false }),
    },
    'conversation.setPriority': {
      input: () => ({ conversationId: bridge.conversationId, priority: 'high' }),
    },
    'conversation.setLabels': {
      input: () => ({
        conversationId: bridge.conversationId,
        labels: [FREE_TEXT.slice(0, 40), 'urgent'],
      }),
    },
    'message.list': {
      input: () => ({
        conversationId: bridge.conversationId,
        before: { timestamp: Date.now(), sequence: 0 },
        limit: 50,
      }),
    },
    'message.locate': {
      input: () => ({ conversationId: bridge.conversationId, messageId: INCOMING_ID }),
    },
    'message.send': {
      input: async () => ({
        conversationId: bridge.conversationId,
        text: FREE_TEXT,
        attachment: { kind: 'file', uploadId: await bridge.handedOverFile(), form: 'document' },
        replyTo: INCOMING_ID,
        mentions: [CUSTOMER],
        isForwarded: true,
        schedule: { at: Date.now() + 3_600_000, timeZone: 'Europe/Madrid' },
      }),
    },
    'message.gallery': {
      input: () => ({
        conversationId: bridge.conversationId,
        kind: 'tagged',
        tag: FREE_TEXT.slice(0, 40),
        before: { timestamp: Date.now(), sequence: 0 },
        limit: 50,
      }),
    },
    'message.setTags': {
      input: () => ({
        conversationId: bridge.conversationId,
        messageId: INCOMING_ID,
        tags: [FREE_TEXT.slice(0, 40), STAR],
      }),
    },
    'message.edit': {
      input: () => ({ conversationId: bridge.conversationId, messageId: INCOMING_ID, text: 'Now' }),
    },
    'message.revoke': {
      input: () => ({ conversationId: bridge.conversationId, messageId: INCOMING_ID }),
    },
    'message.react': {
      input: () => ({ conversationId: bridge.conversationId, messageId: INCOMING_ID, emoji: null }),
    },
    'message.forward': {
      input: () => ({
        conversationId: bridge.conversationId,
        messageId: INCOMING_ID,
        to: bridge.conversationId,
      }),
    },
    'message.reschedule': {
      input: async () => ({
        conversationId: bridge.conversationId,
        messageId: await bridge.scheduledMessage(),
        schedule: null,
      }),
    },
    'draft.list': { input: () => ({}) },
    'draft.keep': {
      input: () => ({
        conversationId: bridge.conversationId,
        text: FREE_TEXT,
        replyTo: null,
        files: [],
        editing: null,
        note: { text: FREE_TEXT, mentioned: [], edit: null },
      }),
    },
    'quickReply.list': { input: () => ({}) },
    'quickReply.create': {
      input: () => ({ shortcut: FREE_TEXT, content: FREE_TEXT, businessId: null }),
    },
    'quickReply.update': {
      input: () => ({
        quickReplyId: '0'.repeat(24),
        shortcut: 'hours',
        content: FREE_TEXT,
        businessId: null,
      }),
      refusedWith: 'not_found',
    },
    'quickReply.delete': { input: () => ({ quickReplyId: '0'.repeat(24) }) },
    'leadRule.list': { input: () => ({}) },
    'leadRule.create': { input: () => ({ ...LEAD_RULE, content: randomUUID() }) },
    'leadRule.update': {
      input: () => ({ ...LEAD_RULE, ruleId: '0'.repeat(24) }),
      refusedWith: 'not_found',
    },
    'leadRule.delete': { input: () => ({ ruleId: '0'.repeat(24) }) },
    'leadRule.try': {
      input: () => ({
        rule: LEAD_RULE,
        ruleId: null,
        after: { lastMessageAt: Date.now(), conversationId: bridge.conversationId },
      }),
    },
    'leadEvidence.list': { input: () => ({ leadId: '0'.repeat(24) }) },
    'label.list': { input: () => ({}) },
    'label.create': { input: () => ({ name: randomUUID(), colour: 'teal' }) },
    'label.update': {
      input: () => ({ labelId: '0'.repeat(24), name: FREE_TEXT, colour: 'teal' }),
      refusedWith: 'not_found',
    },
    'label.count': { input: () => ({ labelId: '0'.repeat(24) }), refusedWith: 'not_found' },
    'label.delete': { input: () => ({ labelId: '0'.repeat(24) }) },
    'label.move': {
      input: () => ({ labelId: '0'.repeat(24), place: 0 }),
      refusedWith: 'not_found',
    },
    'outbox.list': { input: () => ({}) },
    'outbox.retryAll': { input: () => ({}) },
    'upload.begin': { input: () => anUpload },
    'upload.append': {
      input: async () => ({
        uploadId: (await bridge.succeed('upload.begin', anUpload)).uploadId,
        offset: 0,
        bytes: new Uint8Array([1, 2, 3]),
      }),
    },
    'upload.finish': { input: async () => ({ uploadId: await bridge.handedOverFile() }) },
    'upload.read': { input: async () => ({ uploadId: await bridge.finishedFile(), offset: 0 }) },
    'upload.discard': { input: () => ({ uploadId: randomUUID() }) },
    'pace.get': { input: () => ({}) },
    'pace.set': { input: () => ({ ...defaultPace, recipientPerHour: 100 }) },
    'pace.setAccount': { input: () => ({ sessionId: bridge.sessionId, perHour: 1_000 }) },
    'message.retry': {
      input: async () => ({
        conversationId: bridge.conversationId,
        messageId: await bridge.refusedMessage(),
      }),
    },
    'message.discard': {
      input: async () => ({
        conversationId: bridge.conversationId,
        messageId: await bridge.refusedMessage(),
      }),
    },
    'message.retryMedia': {
      input: () => bridge.messageWithFile(),
    },
    'message.saveMedia': {
      input: () => bridge.messageWithFile(),
    },
    'message.openPlace': {
      // It is a text.
      refusedWith: 'not_found',
      input: () => ({ conversationId: bridge.conversationId, messageId: INCOMING_ID }),
    },
    'message.saveCard': {
      refusedWith: 'not_found',
      input: () => ({ conversationId: bridge.conversationId, messageId: INCOMING_ID, index: 0 }),
    },
    'message.readSound': {
      // It is a document.
      refusedWith: 'not_found',
      input: () => bridge.messageWithFile(),
    },
    'message.tags': { input: () => ({}) },
    'message.search': {
      input: () => ({
        query: FREE_TEXT,
        conversationId: bridge.conversationId,
        businessId: '0'.repeat(24),
        direction: 'incoming',
        tag: FREE_TEXT,
        from: 0,
        until: Date.now(),
        after: { timestamp: Date.now(), id: '0'.repeat(24) },
        limit: 50,
      }),
    },
    'contact.list': {
      input: () => ({
        search: FREE_TEXT,
        after: { name: 'A', contactId: '0'.repeat(24) },
        limit: 50,
      }),
    },
    'contact.get': {
      input: () => ({ contactId: '0'.repeat(24) }),
      refusedWith: 'not_found',
    },
    'contact.update': {
      input: () => ({
        contactId: '0'.repeat(24),
        details: {
          name: FREE_TEXT,
          email: 'ana@example.com',
          company: FREE_TEXT,
          title: FREE_TEXT,
          notes: FREE_TEXT,
        },
      }),
      refusedWith: 'not_found',
    },
    'contact.ofConversation': { input: () => ({ conversationId: bridge.conversationId }) },
    'accessLog.list': { input: () => ({ limit: 5 }) },
    'accessLog.devices': { input: () => ({}) },
    'accessLog.export': { input: () => ({}) },
    'accessLog.verify': { input: () => ({}) },
    'accessLog.ofContact': {
      input: () => ({ contactId: '0'.repeat(24), limit: 5 }),
      refusedWith: 'not_found',
    },
    'consent.list': { input: () => ({ contactId: '0'.repeat(24) }) },
    'consent.ofConversation': { input: () => ({ conversationId: bridge.conversationId }) },
    'consent.record': {
      input: () => ({
        contactId: '0'.repeat(24),
        purpose: 'marketing',
        state: 'given',
        method: 'message',
        at: 1,
        message: { conversationId: bridge.conversationId, messageId: INCOMING_ID },
      }),
      refusedWith: 'not_found',
    },
    'retention.policies': { input: () => ({}) },
    'retention.setPolicy': {
      input: () => ({ businessId: '0'.repeat(24), kind: 'messages', days: 30 }),
      refusedWith: 'not_found',
    },
    'retention.preview': { input: () => ({}) },
    'retention.runs': { input: () => ({}) },
    'hold.list': { input: () => ({}) },
    'hold.ofContact': { input: () => ({ contactId: '0'.repeat(24) }) },
    'hold.place': {
      input: () => ({ contactId: '0'.repeat(24), reason: FREE_TEXT }),
      refusedWith: 'not_found',
    },
    'hold.lift': { input: () => ({ contactId: '0'.repeat(24) }) },
    'erasure.preview': {
      input: () => ({ contactId: '0'.repeat(24) }),
      refusedWith: 'not_found',
    },
    'erasure.start': {
      input: () => ({ contactId: '0'.repeat(24), confirmation: FREE_TEXT, reason: 'objection' }),
      refusedWith: 'not_found',
    },
    'erasure.list': { input: () => ({}) },
    'erasure.certificate': {
      input: () => ({ erasureId: randomUUID(), format: 'json' }),
      refusedWith: 'not_found',
    },
    'contact.import': {
      input: () => ({
        sessionId: randomUUID(),
        contacts: [{ name: FREE_TEXT, phoneNumber: '+34600999888', company: FREE_TEXT }],
        overwrites: false,
      }),
      refusedWith: 'not_found',
    },
    'contact.export': { input: () => ({ format: 'csv', search: FREE_TEXT }) },
    'contact.joins': { input: () => ({ conversationId: bridge.conversationId }) },
    'contact.split': {
      input: () => ({ conversationId: bridge.conversationId }),
      refusedWith: 'not_found',
    },
    'contact.setBusiness': {
      input: () => ({ contactId: '0'.repeat(24), businessId: null }),
      refusedWith: 'not_found',
    },
    'contact.setBlocked': {
      input: () => ({ contactId: '0'.repeat(24), sessionId: randomUUID(), isBlocked: true }),
      refusedWith: 'not_found',
    },
    'duplicate.list': { input: () => ({}) },
    'duplicate.merge': {
      input: () => ({ kept: '0'.repeat(24), merged: ['1'.repeat(24)], choices: {} }),
      refusedWith: 'not_found',
    },
    'duplicate.undoMerge': {
      input: () => ({ mergeId: '0'.repeat(24) }),
      refusedWith: 'not_found',
    },
    'duplicate.tellApart': {
      input: () => ({ contactIds: ['0'.repeat(24), '1'.repeat(24)] }),
      refusedWith: 'not_found',
    },
    'export.person': {
      input: () => ({ contactId: '0'.repeat(24), media: true, password: 'ten characters' }),
      refusedWith: 'not_found',
    },
    'export.business': { input: () => ({ businessId: null, media: false }) },
    'export.cancel': { input: () => ({ exportId: randomUUID() }) },
    'export.running': { input: () => ({}) },
    'export.chooseArchive': { input: () => ({}) },
    'export.import': {
      input: () => ({ exportId: randomUUID(), password: FREE_TEXT }),
      refusedWith: 'not_found',
    },
    ...validLeadCallsOf(bridge),
    'figureFile.saveTable': { input: () => ({ name: FREE_TEXT, lines: [['Day'], ['May 2']] }) },
    'figureFile.savePicture': {
      input: () => ({ name: FREE_TEXT, png: new Uint8Array([0x89, 0x50, 0x4e, 0x47]) }),
    },
    'figureFile.savePage': { input: () => ({ name: FREE_TEXT }) },
    'analytics.report': { input: () => ({ filter: figureRange, isCompared: true }) },
    'analytics.people': { input: () => ({ filter: figureRange }) },
    'analytics.leads': { input: () => ({ filter: figureRange }) },
    'analytics.openWaits': { input: () => ({ filter: figureRange, limit: 20 }) },
    'analytics.behind': {
      input: () => ({ filter: figureRange, what: { kind: 'won' }, limit: 20 }),
    },
    'analytics.status': { input: () => ({}) },
    'analytics.setTimeZone': { input: () => ({ timeZone: 'America/Bogota' }) },
    'analytics.rebuild': { input: () => ({}) },
    'analytics.stopRebuild': { input: () => ({ isStopped: true }) },
    'workspace.status': { input: () => ({}) },
    'workspace.unlock': { input: () => ({ passphrase: PASSPHRASE }), refusedWith: 'not_allowed' },
    'workspace.rotateKey': { input: () => ({ passphrase: PASSPHRASE }) },
    'workspace.changePassphrase': {
      input: () => ({ current: PASSPHRASE, next: 'another passphrase' }),
    },
    'note.list': { input: () => ({ conversationId: bridge.conversationId }) },
    'note.see': { input: () => ({ conversationId: bridge.conversationId }) },
    'note.write': {
      input: () => ({ conversationId: bridge.conversationId, body: FREE_TEXT }),
    },
    'note.edit': {
      input: () => ({ noteId: randomUUID(), body: FREE_TEXT }),
      refusedWith: 'not_found',
    },
    'note.delete': { input: () => ({ noteId: randomUUID() }), refusedWith: 'not_found' },
    'user.list': { input: () => ({}) },
    'team.get': { input: () => ({}) },
    'team.setAway': { input: () => ({ isAway: false }) },
    'team.setRota': { input: () => ({ businessId: null, isOn: false, members: [] }) },
    'businessHours.list': { input: () => ({}) },
    'businessHours.set': {
      input: () => ({ businessId: null, hours: null, targetMinutes: 30 }),
    },
    'inboxView.list': { input: () => ({}) },
    'inboxView.create': {
      input: () => ({ name: 'Urgent', filter: { label: 'urgent' }, sort: 'longestWait' }),
    },
    'inboxView.rename': {
      input: () => ({ viewId: '0'.repeat(24), name: 'Mine' }),
      refusedWith: 'not_found',
    },
    'inboxView.move': {
      input: () => ({ viewId: '0'.repeat(24), place: 0 }),
      refusedWith: 'not_found',
    },
    'inboxView.remove': {
      input: () => ({ viewId: '0'.repeat(24) }),
      refusedWith: 'not_found',
    },
    'presence.tell': { input: () => ({ conversationId: bridge.conversationId, isTyping: true }) },
    'presence.list': { input: () => ({}) },
    'session.list': { input: () => ({}) },
    'session.link': { input: () => ({ sessionId: bridge.sessionId }) },
    'session.beingLinked': { input: () => ({}) },
    // It is connected: nothing waits for a code.
    'session.linkByCode': {
      input: () => ({ sessionId: bridge.sessionId, phoneNumber: '+34 600 000 001' }),
      refusedWith: 'not_ready',
    },
    'session.browsers': { input: () => ({}) },
    'session.linkInWindow': { input: () => ({ sessionId: bridge.sessionId, browser: 'own' }) },
    'session.setAutoReconnect': {
      input: () => ({ sessionId: bridge.sessionId, autoReconnect: false }),
    },
    'session.usage': { input: () => ({}) },
    'session.retry': { input: () => ({ sessionId: bridge.sessionId }) },
    'session.takeOver': {
      input: () => ({ sessionId: bridge.sessionId }),
      refusedWith: 'not_found',
    },
    'session.cancelLink': { input: () => ({ sessionId: bridge.sessionId }) },
    'session.logout': { input: () => ({ sessionId: bridge.sessionId }) },
    'access.get': { input: () => ({}) },
    'member.list': { input: () => ({}) },
    // Nobody else is there who may give roles.
    'member.setRole': {
      input: async () => ({ userId: await me(), role: 'agent' }),
      refusedWith: 'last_owner',
    },
    'member.remove': {
      input: async () => ({ userId: await me() }),
      refusedWith: 'last_owner',
    },
    'member.resetPassword': {
      input: async () => ({ userId: await me() }),
      refusedWith: 'not_allowed',
    },
    'invitation.create': { input: () => ({ email: 'new@example.com', role: 'agent' }) },
    'invitation.list': { input: () => ({}) },
    'invitation.cancel': {
      input: () => ({ invitationId: '0'.repeat(24) }),
      refusedWith: 'not_found',
    },
    'device.list': { input: () => ({}) },
    'device.shutOut': {
      input: () => ({ deskId: randomUUID(), passphrase: PASSPHRASE }),
      refusedWith: 'not_found',
    },
    'access.useCode': {
      input: () => ({ code: 'AAAAA-AAAAA', password: 'a password of ours' }),
      refusedWith: 'invitation_invalid',
    },
    // Before there is a password.
    'access.lock': { input: () => ({}), refusedWith: 'not_allowed' },
    'access.setPassword': {
      input: () => ({ current: 'there is none yet', next: 'a password of ours' }),
    },
    'access.setLocking': { input: () => ({ lockAfterMinutes: 30, asksAtStart: true }) },
    'access.signIn': { input: () => ({ password: 'a password of ours' }) },
  };
}
