import type { z } from 'zod';
import { accessCommands, accessEvents } from './access.ts';
import { accessLogCommands } from './access-log.ts';
import { analyticsCommands, analyticsEvents } from './analytics.ts';
import { appCommands, appEvents } from './app.ts';
import { campaignCommands, campaignEvents } from './campaign.ts';
import { changeEvents } from './changes.ts';
import { businessCommands, businessEvents } from './business.ts';
import { businessHoursCommands, businessHoursEvents } from './business-hours.ts';
import { retentionCommands, retentionEvents } from './retention.ts';
import { dataExportCommands, dataExportEvents } from './data-export.ts';
import { erasureCommands, erasureEvents } from './erasure.ts';
import { consentCommands, consentEvents } from './consent.ts';
import { contactCommands, contactEvents } from './contact.ts';
import { duplicateCommands } from './contact-duplicates.ts';
import { conversationCommands, conversationEvents } from './conversation.ts';
import { desktopCommands, desktopEvents } from './desktop.ts';
import { diagnosticsCommands } from './diagnostics.ts';
import { inboxViewCommands } from './inbox-view.ts';
import { figureFileCommands } from './figure-file.ts';
import { draftCommands } from './draft.ts';
import { leadCommands, leadEvents } from './lead.ts';
import { leadChangeCommands, leadChangeEvents } from './lead-change.ts';
import { leadEvidenceCommands } from './lead-evidence.ts';
import { leadJudgementCommands } from './lead-judgement.ts';
import { leadLearningCommands } from './lead-learning.ts';
import { leadRuleCommands, leadRuleEvents } from './lead-rule.ts';
import { leadViewCommands, leadViewEvents } from './lead-view.ts';
import { noteCommands, noteEvents } from './note.ts';
import { messageCommands, messageEvents } from './message.ts';
import { outboxCommands, outboxEvents } from './outbox.ts';
import { paceCommands } from './pace.ts';
import { presenceCommands, presenceEvents } from './presence.ts';
import { microphoneCommands } from './microphone.ts';
import { labelCommands, labelEvents } from './label.ts';
import { quickReplyCommands, quickReplyEvents } from './quick-reply.ts';
import type { Result } from './result.ts';
import { searchCommands } from './search.ts';
import { sessionCommands, sessionEvents } from './session.ts';
import { teamCommands, teamEvents } from './team.ts';
import { workspaceCommands, workspaceEvents } from './workspace.ts';
import { userCommands } from './user.ts';
import { writingCommands, writingEvents } from './writing.ts';

/** Every command that the renderer can give: its name, and the shape of what goes in and comes out. */
export const commands = {
  ...appCommands,
  ...sessionCommands,
  ...conversationCommands,
  ...messageCommands,
  ...outboxCommands,
  ...draftCommands,
  ...noteCommands,
  ...quickReplyCommands,
  ...labelCommands,
  ...paceCommands,
  ...searchCommands,
  ...contactCommands,
  ...consentCommands,
  ...retentionCommands,
  ...erasureCommands,
  ...duplicateCommands,
  ...businessCommands,
  ...businessHoursCommands,
  ...leadCommands,
  ...leadChangeCommands,
  ...leadEvidenceCommands,
  ...leadJudgementCommands,
  ...leadLearningCommands,
  ...leadRuleCommands,
  ...leadViewCommands,
  ...campaignCommands,
  ...analyticsCommands,
  ...figureFileCommands,
  ...workspaceCommands,
  ...userCommands,
  ...teamCommands,
  ...desktopCommands,
  ...diagnosticsCommands,
  ...inboxViewCommands,
  ...presenceCommands,
  ...writingCommands,
  ...microphoneCommands,
  ...accessCommands,
  ...accessLogCommands,
  ...dataExportCommands,
} as const;

/** Every event that main publishes to its windows, in the past tense. */
export const events = {
  ...appEvents,
  ...sessionEvents,
  ...conversationEvents,
  ...messageEvents,
  ...noteEvents,
  ...contactEvents,
  ...businessEvents,
  ...businessHoursEvents,
  ...outboxEvents,
  ...quickReplyEvents,
  ...labelEvents,
  ...teamEvents,
  ...leadEvents,
  ...leadChangeEvents,
  ...leadRuleEvents,
  ...leadViewEvents,
  ...campaignEvents,
  ...consentEvents,
  ...retentionEvents,
  ...erasureEvents,
  ...analyticsEvents,
  ...workspaceEvents,
  ...changeEvents,
  ...desktopEvents,
  ...presenceEvents,
  ...writingEvents,
  ...accessEvents,
  ...dataExportEvents,
} as const;

export type Commands = typeof commands;
export type CommandName = keyof Commands;
/** What the caller passes. */
export type CommandInput<N extends CommandName> = z.input<Commands[N]['input']>;
/** What the handler receives after parsing. */
export type CommandPayload<N extends CommandName> = z.output<Commands[N]['input']>;
export type CommandOutput<N extends CommandName> = z.output<Commands[N]['output']>;

export type Events = typeof events;
export type EventName = keyof Events;
export type EventPayload<N extends EventName> = z.output<Events[N]>;

/** What the preload puts on `window.alexia`. */
export interface Bridge {
  /** Runs a command. Never rejects: a failure is data. */
  invoke<N extends CommandName>(
    command: N,
    input: CommandInput<N>,
  ): Promise<Result<CommandOutput<N>>>;
  /** Calls `listener` for each event until the returned function is called. */
  subscribe<N extends EventName>(
    event: N,
    listener: (payload: EventPayload<N>) => void,
  ): () => void;
}
