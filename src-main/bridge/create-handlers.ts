import type { Access } from '../access/access.ts';
import type { WorkspaceAccess } from '../app/workspace-access.ts';
import { accessHandlers } from './access-handlers.ts';
import { accessLogHandlers } from './access-log-handlers.ts';
import { analyticsHandlers } from './analytics-handlers.ts';
import { appHandlers } from './app-handlers.ts';
import { blockHandlers } from './block-handlers.ts';
import { businessHandlers } from './business-handlers.ts';
import { businessHoursHandlers } from './business-hours-handlers.ts';
import { campaignHandlers } from './campaign-handlers.ts';
import { conversationHandlers } from './conversation-handlers.ts';
import type { Place } from '../domain/map-address.ts';
import { cardHandlers } from './card-handlers.ts';
import { consentHandlers } from './consent-handlers.ts';
import { dataExportHandlers } from './data-export-handlers.ts';
import { desktopHandlers, type DesktopLink, type MicrophoneLink } from './desktop-handlers.ts';
import { type DiagnosticsSource, diagnosticsHandlers } from './diagnostics-handlers.ts';
import { directoryHandlers } from './directory-handlers.ts';
import { duplicateHandlers } from './duplicate-handlers.ts';
import { draftHandlers } from './draft-handlers.ts';
import { erasureHandlers } from './erasure-handlers.ts';
import { figureFileHandlers } from './figure-file-handlers.ts';
import type { Handlers } from './handlers.ts';
import { inboxViewHandlers } from './inbox-view-handlers.ts';
import { labelHandlers } from './label-handlers.ts';
import { leadJudgementHandlers } from './lead-judgement-handlers.ts';
import { leadRuleHandlers } from './lead-rule-handlers.ts';
import { leadViewHandlers } from './lead-view-handlers.ts';
import { mediaHandlers } from './media-handlers.ts';
import { noteHandlers } from './note-handlers.ts';
import { leadHandlers } from './lead-handlers.ts';
import { messageHandlers } from './message-handlers.ts';
import { outboxHandlers } from './outbox-handlers.ts';
import { paceHandlers } from './pace-handlers.ts';
import { presenceHandlers } from './presence-handlers.ts';
import { quickReplyHandlers } from './quick-reply-handlers.ts';
import { retentionHandlers } from './retention-handlers.ts';
import { searchHandlers } from './search-handlers.ts';
import { sessionHandlers } from './session-handlers.ts';
import { teamHandlers } from './team-handlers.ts';
import { workspaceHandlers } from './workspace-handlers.ts';
import { userHandlers } from './user-handlers.ts';
import { writeHandlers } from './write-handlers.ts';

/** Every command of the contract with what carries it out. */
export function createHandlers(
  input: Parameters<typeof appHandlers>[0] & {
    workspace: WorkspaceAccess;
    access: Access;
    showPairing(): void;
    desktop: DesktopLink;
    microphone: MicrophoneLink;
    diagnostics: DiagnosticsSource;
    /** Asks a person where a file shall go; null when they think better of it. */
    chooseSavePath(suggestedName: string): Promise<string | null>;
    /** Asks a person for an archive; null when they think better of it. */
    chooseOpenPath(): Promise<string | null>;
    /** What the main window shows, as a PDF. */
    printPage(): Promise<Uint8Array>;
    /** A page of HTML, which loads nothing and runs nothing, as a PDF. */
    printDocument(html: string): Promise<Uint8Array>;
    /** Asks a person, and shows them a place outside the app. */
    openPlace(place: Place): Promise<'opened' | 'cancelled'>;
  },
): Handlers {
  const { workplace } = input.lifecycle;
  const app = appHandlers(input);
  return {
    ...app,
    'app.state': () => Promise.resolve(input.access.shown(input.lifecycle.state)),
    ...accessHandlers(workplace, input.access, input.workspace),
    ...sessionHandlers({ ...input, workplace }),
    ...conversationHandlers(workplace),
    ...messageHandlers(workplace),
    ...mediaHandlers(workplace, (name) => input.chooseSavePath(name)),
    ...cardHandlers(workplace, input),
    ...writeHandlers(workplace, () => input.settings.get().writing.undoSeconds),
    ...outboxHandlers(workplace),
    ...draftHandlers(workplace),
    ...noteHandlers(workplace),
    ...quickReplyHandlers(workplace),
    ...labelHandlers(workplace),
    ...leadRuleHandlers(workplace),
    ...leadJudgementHandlers(workplace),
    ...leadViewHandlers(workplace),
    ...campaignHandlers(workplace),
    ...paceHandlers(workplace, input.settings),
    ...searchHandlers(workplace),
    ...duplicateHandlers(workplace),
    ...consentHandlers(workplace),
    ...retentionHandlers(workplace),
    ...erasureHandlers(workplace, input),
    ...blockHandlers(workplace),
    ...directoryHandlers(workplace, (name) => input.chooseSavePath(name)),
    ...leadHandlers(workplace, (name) => input.chooseSavePath(name)),
    ...analyticsHandlers(workplace),
    ...figureFileHandlers(workplace, input),
    ...accessLogHandlers(workplace, (name) => input.chooseSavePath(name)),
    ...dataExportHandlers(workplace, input),
    ...workspaceHandlers(input.lifecycle, input.workspace),
    ...userHandlers(workplace),
    ...teamHandlers(workplace),
    ...inboxViewHandlers(workplace),
    ...presenceHandlers(workplace),
    ...businessHandlers(workplace),
    ...businessHoursHandlers(workplace),
    ...desktopHandlers(input.desktop, input.microphone),
    ...diagnosticsHandlers(
      input.diagnostics,
      () => input.lifecycle.openWorkplace,
      app['app.health'],
    ),
  };
}
