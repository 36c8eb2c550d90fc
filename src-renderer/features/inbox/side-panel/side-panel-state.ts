import type { ContactCard } from '../../../../src-preload/contract/contact.ts';
import type { CampaignId, ConversationId } from '../../../../src-preload/contract/ids.ts';
import type { Lead } from '../../../../src-preload/contract/lead.ts';
import type {
  GalleryKind,
  Message,
  MessageCursor,
} from '../../../../src-preload/contract/message.ts';
import type { PagedList } from '../../../bridge/paged-list.ts';
import type { RemoteData } from '../../../bridge/remote-data.ts';

/** From top to bottom. */
export const panelSections = [
  'contact',
  'leads',
  'care',
  'consent',
  'others',
  'media',
  'history',
] as const;
export type PanelSection = (typeof panelSections)[number];

/** How this computer's user has left the panel. */
export interface PanelLook {
  readonly isOpen: boolean;
  readonly folded: ReadonlySet<PanelSection>;
}

/** Which messages the panel goes through. */
export interface GalleryQuestion {
  readonly kind: GalleryKind;
  /** Of those that are tagged, only these; null for all. */
  readonly tag: string | null;
}

/** What stands beside the open conversation. */
export interface SidePanelSlice {
  /** Null until something of it was changed: then it is as this computer remembers. */
  readonly panelLook: PanelLook | null;
  readonly togglePanel: (storage: PanelStorage) => void;
  readonly toggleSection: (section: PanelSection, storage: PanelStorage) => void;
  /** Of which conversation the following is. */
  readonly panelOf: ConversationId | null;
  /** Who is at the other end; null for a group, and where nobody is known. */
  readonly person: RemoteData<ContactCard | null>;
  readonly loadPerson: () => Promise<void>;
  /** Newest first. */
  readonly leadsOf: RemoteData<readonly Lead[]>;
  readonly loadLeadsOf: () => Promise<void>;
  /** Of which a conversation can come; empty until they are known. */
  readonly linkCampaign: (
    conversationId: ConversationId,
    campaignId: CampaignId | null,
  ) => Promise<void>;
  readonly galleryQuestion: GalleryQuestion;
  readonly gallery: RemoteData<PagedList<Message, MessageCursor>>;
  readonly loadGallery: () => Promise<void>;
  readonly loadMoreGallery: () => Promise<void>;
  readonly askGallery: (question: GalleryQuestion) => Promise<void>;
  /** Reads all that the panel shows of a conversation; what is known of it stays meanwhile. */
  readonly showPanelOf: (conversationId: ConversationId) => void;
  /** A message came or changed: it may belong into the gallery. */
  readonly noteInGallery: (message: Message) => void;
  /** A lead came of a conversation. */
  readonly noteLead: (lead: Lead) => void;
}

export type PanelStorage = Pick<Storage, 'getItem' | 'setItem'>;
