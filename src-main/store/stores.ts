import type { StoreTestResult } from '../../src-preload/contract/app.ts';
import type { AccessStore } from './access-store.ts';
import type { AccessLogStore } from './access-log-store.ts';
import type { BusinessHoursStore } from './business-hours-store.ts';
import type { BusinessStore } from './business-store.ts';
import type { CampaignStore } from './campaign-store.ts';
import type { ChangeFeed } from './change-feed.ts';
import type { ConsentStore } from './consent-store.ts';
import type { ContactMergeStore } from './contact-merge-store.ts';
import type { ContactStore } from './contact-store.ts';
import type { ConversationArchive } from './conversation-archive.ts';
import type { ConversationStore } from './conversation-store.ts';
import type { DocumentRecords } from './document-records.ts';
import type { ErasureStore } from './erasure-store.ts';
import type { ExpiryStore } from './expiry-store.ts';
import type { FigureSource } from './figure-source.ts';
import type { FigureStore } from './figure-store.ts';
import type { IdentityStore } from './identity-store.ts';
import type { InboxViewStore } from './inbox-view-store.ts';
import type { RowRecords } from './row-records.ts';
import type { RowFeed } from './row-feed.ts';
import type { LabelStore } from './label-store.ts';
import type { LeadEvidenceStore } from './lead-evidence-store.ts';
import type { LeadCorrectionStore } from './lead-correction-store.ts';
import type { LeadJudgementStore } from './lead-judgement-store.ts';
import type { LeadRuleStore } from './lead-rule-store.ts';
import type { LeadStore } from './lead-store.ts';
import type { LeadViewStore } from './lead-view-store.ts';
import type { LeaseStore } from './lease-store.ts';
import type { MediaStore } from './media-store.ts';
import type { MessageMediaStore } from './message-media-store.ts';
import type { Outdated } from './outdated.ts';
import type { MessageSearch } from './message-search.ts';
import type { MessageStore } from './message-store.ts';
import type { NoteStore } from './note-store.ts';
import type { PersonStore } from './person-store.ts';
import type { PictureStore } from './picture-store.ts';
import type { PresenceStore } from './presence-store.ts';
import type { QuickReplyStore } from './quick-reply-store.ts';
import type { RateLimitStore } from './rate-limit-store.ts';
import type { RetentionStore } from './retention-store.ts';
import type { SessionLogStore } from './session-log-store.ts';
import type { SessionStore } from './session-store.ts';
import type { TeamStore } from './team-store.ts';
import type { UserStore } from './user-store.ts';

/** MongoDB's share of the stores. */
export interface DocumentStores {
  sessions: SessionStore;
  conversations: ConversationStore;
  messages: MessageStore;
  contacts: ContactStore;
  contactMerges: ContactMergeStore;
  identities: IdentityStore;
  leases: LeaseStore;
  search: MessageSearch;
  archive: ConversationArchive;
  expiry: ExpiryStore;
  documentRecords: DocumentRecords;
  persons: PersonStore;
  media: MediaStore;
  messageMedia: MessageMediaStore;
  pictures: PictureStore;
  presences: PresenceStore;
  notes: NoteStore;
  figureSource: FigureSource;
  /** Another desktop has changed something: nothing of it is answered from memory any more. */
  forgetOutdated(outdated: Outdated): Promise<void>;
}

/** PostgreSQL's share of the stores. */
export interface RelationalStores {
  users: UserStore;
  access: AccessStore;
  businesses: BusinessStore;
  businessHours: BusinessHoursStore;
  sessionLogs: SessionLogStore;
  leads: LeadStore;
  leadEvidence: LeadEvidenceStore;
  leadRules: LeadRuleStore;
  leadJudgements: LeadJudgementStore;
  leadCorrections: LeadCorrectionStore;
  leadViews: LeadViewStore;
  campaigns: CampaignStore;
  rateLimits: RateLimitStore;
  inboxViews: InboxViewStore;
  quickReplies: QuickReplyStore;
  consents: ConsentStore;
  labels: LabelStore;
  team: TeamStore;
  figures: FigureStore;
  retention: RetentionStore;
  rowRecords: RowRecords;
  erasures: ErasureStore;
  accessLog: AccessLogStore;
}

/**
 * Everything that is kept in the team's databases. Every method rejects with an AppError `database_unreachable`
 * when its database cannot be reached within seconds; nothing is half-written then.
 */
export interface Stores extends DocumentStores, RelationalStores {
  /** What every desktop writes to the documents, and to the rows. */
  changes: ChangeFeed;
  rowChanges: RowFeed;
  /** Whether each database answers now, and whether the stores wait for both to be opened; never rejects. */
  ping(): Promise<{ mongo: boolean; postgres: boolean; areWaiting?: boolean }>;
  /** Tests both connections step by step, beside those that are open; never rejects. */
  test(): Promise<StoreTestResult>;
  close(): Promise<void>;
}
