import type { AccessAction, SubjectKind } from '../../src-preload/contract/access-log.ts';
import type {
  CommandName,
  CommandOutput,
  CommandPayload,
} from '../../src-preload/contract/contract.ts';
import type { RecordCounts } from '../../src-preload/contract/data-export.ts';

/** As what a command is logged. */
export interface AccessRule<N extends CommandName> {
  action: AccessAction | ((input: CommandPayload<N>) => AccessAction);
  kind: SubjectKind;
  /** The ids of what it is about, a row for each; without it, or where there is none, one row without an id. */
  of?(input: CommandPayload<N>, output: CommandOutput<N> | null): readonly (string | null)[];
  /** How many it touched, or were found; 1 without it. */
  count?(output: CommandOutput<N>, input: CommandPayload<N>): number;
  /** Whether it came to that, where the person could think better of it. */
  cameTo?(output: CommandOutput<N>): boolean;
  /** The same of the same subject is logged once in so many milliseconds. Without it, every time. */
  quiet?: number;
}

/** Somebody who reads a conversation asks for pages, notes and pictures: that is one visit. */
const VISIT = 5 * 60_000;
/** Whoever types a word asks with every letter. */
const TYPING = 2_000;

interface Conversation {
  readonly conversationId: string;
}
const ofConversation = { of: ({ conversationId }: Conversation) => [conversationId] };
const ofContact = { of: ({ contactId }: { readonly contactId: string }) => [contactId] };
const ofLead = { of: ({ leadId }: { readonly leadId: string }) => [leadId] };
const ofAccount = { of: ({ sessionId }: { readonly sessionId: string }) => [sessionId] };

const opened = { action: 'opened', quiet: VISIT } as const;
const searched = { action: 'searched', quiet: TYPING } as const;
const openedConversation = { ...opened, kind: 'conversation', ...ofConversation } as const;
const changedConversation = { action: 'changed', kind: 'conversation', ...ofConversation } as const;
const sent = { action: 'sent', kind: 'conversation', ...ofConversation } as const;
const openedContact = { ...opened, kind: 'contact', ...ofContact } as const;
const changedContact = { action: 'changed', kind: 'contact', ...ofContact } as const;
const openedLead = { ...opened, kind: 'lead', ...ofLead } as const;
const changedLead = { action: 'changed', kind: 'lead', ...ofLead } as const;
const changedAccount = { action: 'changed', kind: 'account', ...ofAccount } as const;
const changedTeam = { action: 'changed', kind: 'team' } as const;
const changedMember = {
  ...changedTeam,
  of: ({ userId }: { readonly userId: string }) => [userId],
} as const;
const changedFigures = { action: 'changed', kind: 'figures' } as const;
const openedFigures = { ...opened, kind: 'figures' } as const;
const isSaved = { cameTo: (answer: string) => answer === 'saved' };
const savedMessage = {
  action: 'exported',
  kind: 'conversation',
  ...ofConversation,
  ...isSaved,
} as const;
const savedFigures = { action: 'exported', kind: 'figures', ...isSaved } as const;
const written = {
  cameTo: ({ count }: { count: number | null }) => count !== null,
  count: ({ count }: { count: number | null }) => count ?? 0,
};
const itemCount = { count: ({ items }: { items: readonly unknown[] }) => items.length };
const sumOf = (counts: RecordCounts = {}): number =>
  Object.values(counts).reduce((sum, count) => sum + count, 0);
const listCount = { count: (items: readonly unknown[]) => items.length };

/**
 * Every command of the contract, and as what it is logged. Null: it shows or changes nothing of a customer's, the team's
 * or the workspace's (the app's own state, what one types, one's own marks and views, what a list needs beside it); it is
 * logged all the same when it is refused. A command without a line here does not compile.
 */
export const accessRules: { readonly [N in CommandName]: AccessRule<N> | null } = {
  'app.state': null,
  'app.retryStart': null,
  'app.setUpAgain': { action: 'changed', kind: 'device' },
  'app.health': null,
  'app.about': null,
  'settings.get': null,
  'settings.set': { action: 'changed', kind: 'device' },
  'settings.dictionaries': null,
  'settings.fetchDictionaries': null,
  'settings.cache': null,
  'settings.setCache': { action: 'changed', kind: 'databases' },
  'settings.stores': null,
  'settings.testStores': null,
  'settings.changeStores': { action: 'changed', kind: 'databases' },
  'setup.testStores': null,
  'setup.complete': { action: 'changed', kind: 'workspace' },
  'access.get': null,
  'access.signIn': { action: 'signedIn', kind: 'device' },
  'access.useCode': { action: 'signedIn', kind: 'device' },
  'access.lock': { action: 'signedOut', kind: 'device' },
  'access.setPassword': { action: 'changed', kind: 'device' },
  'access.setLocking': { action: 'changed', kind: 'device' },
  'member.list': null,
  'member.setRole': changedMember,
  'member.remove': changedMember,
  'member.resetPassword': changedMember,
  'invitation.list': null,
  'invitation.create': changedTeam,
  'invitation.cancel': changedTeam,
  'device.list': null,
  'device.shutOut': { action: 'changed', kind: 'device', of: ({ deskId }) => [deskId] },
  'workspace.status': null,
  'workspace.unlock': { action: 'signedIn', kind: 'keys' },
  'workspace.rotateKey': { action: 'changed', kind: 'keys' },
  'workspace.changePassphrase': { action: 'changed', kind: 'keys' },

  'session.list': null,
  'session.link': {
    action: 'changed',
    kind: 'account',
    of: (_, output) => [output?.sessionId ?? null],
  },
  'session.linkByCode': changedAccount,
  'session.browsers': null,
  'session.linkInWindow': changedAccount,
  'session.setAutoReconnect': changedAccount,
  'session.usage': null,
  'session.retry': null,
  'session.takeOver': changedAccount,
  'session.cancelLink': changedAccount,
  'session.logout': { ...changedAccount, action: 'signedOut' },
  'session.beingLinked': null,

  'conversation.list': { ...opened, kind: 'inbox', ...itemCount },
  'conversation.search': { ...searched, kind: 'inbox', ...listCount },
  'conversation.counts': null,
  'conversation.count': null,
  'conversation.get': openedConversation,
  'conversation.history': null,
  'conversation.readHistory': changedConversation,
  'conversation.markRead': null,
  'conversation.markUnread': null,
  'conversation.setPinned': changedConversation,
  'conversation.setArchived': changedConversation,
  'conversation.setBlocked': changedConversation,
  'conversation.assign': changedConversation,
  'conversation.setStatus': changedConversation,
  'conversation.setPriority': changedConversation,
  'conversation.setLabels': changedConversation,

  'message.list': openedConversation,
  'message.locate': openedConversation,
  'message.gallery': openedConversation,
  'message.tags': null,
  'message.setTags': changedConversation,
  'message.send': sent,
  'message.reschedule': changedConversation,
  'message.retry': sent,
  'message.retryMedia': openedConversation,
  'message.saveMedia': savedMessage,
  'message.openPlace': { ...savedMessage, cameTo: (answer) => answer === 'opened' },
  'message.saveCard': savedMessage,
  'message.readSound': { ...openedConversation, kind: 'media' },
  'message.discard': changedConversation,
  'message.edit': changedConversation,
  'message.revoke': { ...changedConversation, action: 'erased' },
  'message.react': changedConversation,
  'message.forward': { ...sent, of: ({ conversationId, to }) => [conversationId, to] },
  'message.search': { ...searched, kind: 'messages', ...itemCount },
  'outbox.list': null,
  'outbox.retryAll': { action: 'sent', kind: 'inbox', count: ({ count }) => count },
  'upload.begin': null,
  'upload.append': null,
  'upload.finish': null,
  'upload.read': null,
  'upload.discard': null,
  'draft.list': null,
  'draft.keep': null,
  'note.list': openedConversation,
  'note.write': changedConversation,
  'note.see': null,
  'note.edit': { action: 'changed', kind: 'note', of: ({ noteId }) => [noteId] },
  'note.delete': { action: 'erased', kind: 'note', of: ({ noteId }) => [noteId] },

  'contact.get': openedContact,
  'contact.ofConversation': {
    ...opened,
    kind: 'contact',
    of: (_, card) => [card?.contactId ?? null],
  },
  'contact.update': changedContact,
  'contact.import': {
    action: 'imported',
    kind: 'contacts',
    count: ({ outcomes }) => outcomes.length,
  },
  'contact.export': { action: 'exported', kind: 'contacts', ...written },
  'contact.joins': null,
  'contact.split': changedConversation,
  'contact.setBusiness': changedContact,
  'contact.setBlocked': changedContact,
  'contact.list': {
    action: ({ search = '' }) => (search === '' ? 'opened' : 'searched'),
    kind: 'contacts',
    quiet: TYPING,
    ...itemCount,
  },
  'consent.list': openedContact,
  'consent.ofConversation': {
    ...opened,
    kind: 'contact',
    of: (_, all) => [all?.contactId ?? null],
  },
  'consent.record': changedContact,

  'retention.policies': null,
  'retention.setPolicy': changedTeam,
  'retention.preview': null,
  'retention.runs': null,
  'hold.list': { ...opened, kind: 'contacts', ...listCount },
  'hold.ofContact': null,
  'hold.place': changedContact,
  'hold.lift': changedContact,
  'erasure.preview': openedContact,
  'erasure.start': { action: 'erased', kind: 'contact', ...ofContact },
  'erasure.list': null,
  'erasure.certificate': { action: 'exported', kind: 'workspace', ...isSaved },
  'duplicate.list': { ...opened, kind: 'contacts', count: ({ suggestions }) => suggestions.length },
  'duplicate.merge': {
    action: 'changed',
    kind: 'contact',
    of: ({ kept, merged }) => [kept, ...merged],
  },
  'duplicate.undoMerge': { action: 'changed', kind: 'contacts' },
  'duplicate.tellApart': { action: 'changed', kind: 'contact', of: ({ contactIds }) => contactIds },

  'business.list': null,
  'business.create': changedTeam,
  'business.setHighVolume': changedTeam,
  'business.setOfAccount': changedAccount,
  'businessHours.list': null,
  'businessHours.set': changedTeam,

  'lead.ofConversation': {
    ...opened,
    kind: 'lead',
    of: (_, leads) => (leads ?? []).map(({ leadId }) => leadId),
  },
  'lead.list': {
    action: ({ search = '' }) => (search === '' ? 'opened' : 'searched'),
    kind: 'leads',
    quiet: TYPING,
    ...itemCount,
  },
  'lead.totals': null,
  'lead.export': { action: 'exported', kind: 'leads', ...written },
  'lead.get': openedLead,
  'lead.create': {
    action: 'changed',
    kind: 'lead',
    of: (_, output) => [output?.lead.leadId ?? null],
  },
  'lead.update': changedLead,
  'lead.updateMany': { ...changedLead, of: ({ leads }) => leads.map(({ leadId }) => leadId) },
  'lead.import': { action: 'imported', kind: 'leads', count: ({ outcomes }) => outcomes.length },
  'lead.stages': null,
  'lead.setStages': changedTeam,
  'leadEvidence.list': openedLead,
  'leadJudgement.confirm': changedConversation,
  'leadJudgement.dismiss': changedLead,
  'leadJudgement.restore': changedLead,
  'leadLearning.state': null,
  'leadLearning.propose': null,
  'leadLearning.apply': changedTeam,
  'leadLearning.discard': null,
  'leadRule.list': null,
  'leadRule.create': changedTeam,
  'leadRule.update': changedTeam,
  'leadRule.delete': changedTeam,
  'leadRule.try': { ...searched, kind: 'messages' },
  'leadView.list': null,
  'leadView.create': changedTeam,
  'leadView.update': changedTeam,
  'leadView.remove': changedTeam,
  'campaign.list': null,
  'campaign.create': changedTeam,
  'campaign.update': changedTeam,
  'campaign.results': null,
  'campaign.linkConversation': changedConversation,

  'analytics.report': openedFigures,
  'analytics.people': openedFigures,
  'analytics.leads': openedFigures,
  'analytics.openWaits': openedFigures,
  'analytics.behind': openedFigures,
  'analytics.status': null,
  'analytics.setTimeZone': changedTeam,
  'analytics.rebuild': changedFigures,
  'analytics.stopRebuild': changedFigures,
  'figureFile.saveTable': savedFigures,
  'figureFile.savePicture': savedFigures,
  'figureFile.savePage': savedFigures,

  'user.list': null,
  'team.get': null,
  'team.setAway': changedTeam,
  'team.setRota': changedTeam,
  'pace.get': null,
  'pace.set': changedTeam,
  'pace.setAccount': changedAccount,
  'quickReply.list': null,
  'quickReply.create': changedTeam,
  'quickReply.update': changedTeam,
  'quickReply.delete': changedTeam,
  'label.list': null,
  'label.create': changedTeam,
  'label.update': changedTeam,
  'label.count': null,
  'label.delete': changedTeam,
  'label.move': changedTeam,
  'inboxView.list': null,
  'inboxView.create': null,
  'inboxView.rename': null,
  'inboxView.remove': null,
  'inboxView.move': null,
  'presence.tell': null,
  'presence.list': null,
  'desktop.view': null,
  'desktop.takeOpenRequest': null,
  'desktop.testNotification': null,
  'desktop.notificationService': null,
  'desktop.allowMicrophone': null,
  'desktop.releaseMicrophone': null,
  'diagnostics.read': { ...opened, kind: 'device' },
  'diagnostics.openLogFolder': { action: 'opened', kind: 'device' },

  'accessLog.list': { ...opened, kind: 'accessLog' },
  'accessLog.devices': null,
  'accessLog.export': { action: 'exported', kind: 'accessLog', ...written },
  'accessLog.verify': { action: 'opened', kind: 'accessLog', count: ({ rows }) => rows },
  'accessLog.ofContact': openedContact,

  'export.person': {
    action: 'exported',
    kind: 'contact',
    ...ofContact,
    cameTo: (result) => result !== null,
    count: (result) => sumOf(result?.counts),
  },
  'export.business': {
    action: 'exported',
    kind: 'workspace',
    cameTo: (result) => result !== null,
    count: (result) => sumOf(result?.counts),
  },
  'export.cancel': null,
  'export.running': null,
  'export.chooseArchive': null,
  'export.import': {
    action: 'imported',
    kind: 'workspace',
    cameTo: (report) => report !== null,
    count: (report) => sumOf(report?.imported),
  },
};
