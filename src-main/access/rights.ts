import type { Role } from '../../src-preload/contract/access.ts';
import type { CommandInput, CommandName } from '../../src-preload/contract/contract.ts';
import { roles } from '../../src-preload/contract/access.ts';

/**
 * Who may give a command: whoever sits there, also before anybody works here and while the desktop is locked; whoever
 * sits there unless it is locked; or a role, with all that may do more.
 */
export type Right = 'anybody' | 'unlocked' | Role;

/**
 * What each command takes: the one place that says so. A command of the contract that is not named here does not
 * compile.
 *
 * A read-only person reads what the team reads and has what is only their own (drafts, views, unread marks, settings of
 * this computer). An agent works with customers. A manager also sets how the team works, takes data out and in as a
 * whole, and what costs everybody. An owner has the people, the keys and the databases.
 */
export const rights: Readonly<Record<CommandName, Right>> = {
  'app.state': 'anybody',
  'app.retryStart': 'anybody',
  'app.setUpAgain': 'unlocked',
  'app.health': 'anybody',
  'app.about': 'unlocked',
  'settings.get': 'anybody',
  'settings.set': 'unlocked',
  'settings.cache': 'unlocked',
  'settings.setCache': 'owner',
  'setup.testStores': 'unlocked',
  'settings.stores': 'unlocked',
  'settings.testStores': 'read_only',
  'settings.changeStores': 'owner',
  'setup.complete': 'unlocked',
  'settings.dictionaries': 'unlocked',
  'settings.fetchDictionaries': 'unlocked',

  'access.get': 'unlocked',
  'access.signIn': 'anybody',
  'access.useCode': 'anybody',
  'access.lock': 'unlocked',
  'access.setPassword': 'read_only',
  'access.setLocking': 'read_only',
  'member.list': 'read_only',
  'member.setRole': 'owner',
  'member.remove': 'owner',
  'member.resetPassword': 'owner',
  'invitation.list': 'owner',
  'invitation.create': 'owner',
  'invitation.cancel': 'owner',
  'device.list': 'owner',
  'device.shutOut': 'owner',

  'workspace.status': 'read_only',
  // The passphrase itself is what is asked for.
  'workspace.unlock': 'unlocked',
  'workspace.rotateKey': 'owner',
  'workspace.changePassphrase': 'owner',

  'session.list': 'read_only',
  'session.link': 'agent',
  'session.linkByCode': 'agent',
  'session.browsers': 'agent',
  'session.linkInWindow': 'agent',
  'session.setAutoReconnect': 'agent',
  'session.usage': 'read_only',
  'session.retry': 'agent',
  'session.takeOver': 'agent',
  'session.cancelLink': 'agent',
  'session.logout': 'agent',
  'session.beingLinked': 'read_only',

  'conversation.list': 'read_only',
  'conversation.search': 'read_only',
  'conversation.counts': 'read_only',
  'conversation.count': 'read_only',
  'conversation.get': 'read_only',
  'conversation.history': 'read_only',
  'conversation.readHistory': 'agent',
  'conversation.markRead': 'read_only',
  'conversation.markUnread': 'read_only',
  'conversation.setPinned': 'agent',
  'conversation.setArchived': 'agent',
  'conversation.setBlocked': 'agent',
  'conversation.assign': 'agent',
  'conversation.setStatus': 'agent',
  'conversation.setPriority': 'agent',
  'conversation.setLabels': 'agent',

  'message.list': 'read_only',
  'message.locate': 'read_only',
  'message.gallery': 'read_only',
  'message.tags': 'read_only',
  'message.setTags': 'agent',
  'message.send': 'agent',
  'message.reschedule': 'agent',
  'message.retry': 'agent',
  'message.retryMedia': 'agent',
  'message.saveMedia': 'read_only',
  'message.openPlace': 'read_only',
  'message.saveCard': 'agent',
  'message.readSound': 'read_only',
  'message.discard': 'agent',
  'message.edit': 'agent',
  'message.revoke': 'agent',
  'message.react': 'agent',
  'message.forward': 'agent',
  'message.search': 'read_only',
  'outbox.list': 'read_only',
  'outbox.retryAll': 'agent',
  'upload.begin': 'agent',
  'upload.append': 'agent',
  'upload.finish': 'agent',
  'upload.read': 'agent',
  'upload.discard': 'agent',
  'draft.list': 'read_only',
  'draft.keep': 'read_only',
  'note.list': 'read_only',
  'note.write': 'agent',
  'note.see': 'read_only',
  'note.edit': 'agent',
  'note.delete': 'agent',

  'quickReply.list': 'read_only',
  'quickReply.create': 'manager',
  'quickReply.update': 'manager',
  'quickReply.delete': 'manager',
  'label.list': 'read_only',
  'label.create': 'manager',
  'label.update': 'manager',
  'label.count': 'read_only',
  'label.delete': 'manager',
  'label.move': 'manager',
  'pace.get': 'read_only',
  'pace.set': 'manager',
  'pace.setAccount': 'manager',

  'contact.get': 'read_only',
  'contact.ofConversation': 'read_only',
  'contact.update': 'agent',
  'contact.import': 'manager',
  'contact.export': 'manager',
  'contact.joins': 'read_only',
  'contact.split': 'agent',
  'contact.setBusiness': 'agent',
  'contact.setBlocked': 'agent',
  'contact.list': 'read_only',
  'consent.list': 'read_only',
  'consent.ofConversation': 'read_only',
  'consent.record': 'agent',

  'retention.policies': 'read_only',
  'retention.setPolicy': 'manager',
  'retention.preview': 'manager',
  'retention.runs': 'manager',
  'hold.list': 'manager',
  'hold.ofContact': 'read_only',
  'hold.place': 'manager',
  'hold.lift': 'manager',
  'erasure.preview': 'manager',
  'erasure.start': 'manager',
  'erasure.list': 'manager',
  'erasure.certificate': 'manager',
  'duplicate.list': 'read_only',
  'duplicate.merge': 'agent',
  'duplicate.undoMerge': 'agent',
  'duplicate.tellApart': 'agent',

  'business.list': 'read_only',
  'business.create': 'manager',
  'business.setHighVolume': 'owner',
  'business.setOfAccount': 'manager',
  'businessHours.list': 'read_only',
  'businessHours.set': 'manager',

  'lead.ofConversation': 'read_only',
  'lead.list': 'read_only',
  'lead.totals': 'read_only',
  'lead.export': 'manager',
  'lead.get': 'read_only',
  'lead.create': 'agent',
  'lead.update': 'agent',
  'lead.updateMany': 'agent',
  'lead.import': 'manager',
  'lead.stages': 'read_only',
  'lead.setStages': 'manager',
  'leadEvidence.list': 'read_only',
  'leadJudgement.confirm': 'agent',
  'leadJudgement.dismiss': 'agent',
  'leadJudgement.restore': 'agent',
  'leadLearning.state': 'read_only',
  'leadLearning.propose': 'manager',
  'leadLearning.apply': 'manager',
  'leadLearning.discard': 'manager',
  'leadRule.list': 'read_only',
  'leadRule.create': 'manager',
  'leadRule.update': 'manager',
  'leadRule.delete': 'manager',
  'leadRule.try': 'manager',
  'leadView.list': 'read_only',
  'leadView.create': 'agent',
  'leadView.update': 'agent',
  'leadView.remove': 'agent',
  'campaign.list': 'read_only',
  'campaign.create': 'manager',
  'campaign.update': 'manager',
  'campaign.results': 'read_only',
  'campaign.linkConversation': 'agent',

  'analytics.report': 'read_only',
  'analytics.people': 'read_only',
  'analytics.leads': 'read_only',
  'analytics.openWaits': 'read_only',
  'analytics.behind': 'read_only',
  'analytics.status': 'read_only',
  'analytics.setTimeZone': 'manager',
  'analytics.rebuild': 'manager',
  'analytics.stopRebuild': 'manager',
  'figureFile.saveTable': 'read_only',
  'figureFile.savePicture': 'read_only',
  'figureFile.savePage': 'read_only',

  'user.list': 'read_only',
  'team.get': 'read_only',
  'team.setAway': 'read_only',
  'team.setRota': 'manager',
  'inboxView.list': 'read_only',
  'inboxView.create': 'read_only',
  'inboxView.rename': 'read_only',
  'inboxView.remove': 'read_only',
  'inboxView.move': 'read_only',
  'presence.tell': 'read_only',
  'presence.list': 'read_only',

  'desktop.view': 'unlocked',
  'desktop.takeOpenRequest': 'unlocked',
  'desktop.testNotification': 'unlocked',
  'desktop.notificationService': 'unlocked',
  'desktop.allowMicrophone': 'agent',
  'desktop.releaseMicrophone': 'unlocked',
  'diagnostics.read': 'unlocked',
  'diagnostics.openLogFolder': 'unlocked',

  'accessLog.list': 'manager',
  'accessLog.devices': 'manager',
  'accessLog.export': 'manager',
  'accessLog.verify': 'manager',
  'accessLog.ofContact': 'manager',

  'export.person': 'manager',
  'export.business': 'owner',
  'export.cancel': 'manager',
  'export.running': 'manager',
  'export.chooseArchive': 'owner',
  'export.import': 'owner',
};

/** The settings of this computer that decide about the team's data as well. */
export const settingRights = {
  archiveAfterMonths: 'manager',
  historyDays: 'manager',
} as const satisfies { [Name in keyof CommandInput<'settings.set'>]?: Role };

/** Whether a role has what takes that right. */
export function isAtLeast(role: Role, right: Role): boolean {
  return roles.indexOf(role) <= roles.indexOf(right);
}

/** Whether a role may give a command, wherever it is locked or not. */
export function mayGive(role: Role, command: CommandName): boolean {
  const right = rights[command];
  return right === 'anybody' || right === 'unlocked' || isAtLeast(role, right);
}

/** What a role may not do: commands by their names, and settings as `settings.historyDays`. */
export function refusedTo(role: Role): string[] {
  return [
    ...(Object.keys(rights) as CommandName[]).filter((command) => !mayGive(role, command)),
    ...Object.entries(settingRights).flatMap(([name, right]) =>
      isAtLeast(role, right) ? [] : `settings.${name}`,
    ),
  ];
}

/** Whether what is to be set takes more than a role has; both as `settings.set` has them. */
export function refusesSettings(role: Role, change: object): boolean {
  return Object.entries(settingRights).some(
    ([name, right]) => Reflect.get(change, name) !== undefined && !isAtLeast(role, right),
  );
}
