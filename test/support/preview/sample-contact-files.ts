import {
  type Contact,
  type ContactCard,
  type ContactChange,
  ContactMergeId,
} from '../../../src-preload/contract/contact.ts';
import { UserId } from '../../../src-preload/contract/ids.ts';
import type { ConversationSummary } from '../../../src-preload/contract/conversation.ts';

/** What a spreadsheet of a trade fair looks like. */
export const sampleContactFile = `Nombre;Teléfono;Correo;Empresa;Cargo;Notas
María José Ferrer;612 345 001;maria@panaderiasol.example;Panadería Sol;Dueña;Feria de octubre
Luis Ortega;+34 612 345 002;;Bar Central;;"Llamar por la tarde, pregunta por sillas"
Chiara Bianchi;0039 347 123 4567;chiara@example.com;Studio Bianchi;Architetto;
Pedro Gil;12;;;;
Sin número;;alguien@example.com;;;
Otra vez Luis;+34612345002;;;;
Marta Vela;612345009;no es un correo;;;
`;

const sampleUserId = UserId.parse('c'.repeat(24));

export function sampleCard(
  contact: Contact,
  conversations: readonly ConversationSummary[],
): ContactCard {
  const own = conversations.filter((each) => each.conversationId === contact.conversationId);
  const elsewhere = own.map((each) => ({
    conversationId: each.conversationId,
    sessionId: each.sessionId,
    lastMessageAt: each.lastMessageAt,
    messageCount: each.messageCount,
  }));
  return {
    ...contact,
    sessionId: conversations[0]?.sessionId ?? ('' as ContactCard['sessionId']),
    shortName: null,
    whatsappName: contact.mergedCount > 0 ? 'Maria 🌸' : null,
    merges:
      contact.mergedCount > 0
        ? [
            {
              mergeId: ContactMergeId.parse('a'.repeat(24)),
              at: 1_760_000_000_000,
              userId: sampleUserId,
              names: ['Maria (shop)'],
            },
          ]
        : [],
    about: contact.isBusiness ? 'Open Monday to Friday, 9 to 18 h' : null,
    isVerified: contact.isBusiness,
    isOnline: false,
    lastSeen: contact.isBusiness ? Date.now() - 40 * 60_000 : null,
    email: contact.isBusiness ? 'orders@example.com' : '',
    title: contact.isBusiness ? 'Purchasing' : '',
    notes: contact.isBusiness ? 'Wants the delivery before eight.\nPays by transfer.' : '',
    createdAt: 1_750_000_000_000,
    conversations: elsewhere,
    accounts: [...new Set(conversations.map(({ sessionId }) => sessionId))].map(
      (sessionId, index) => ({ sessionId, isBlocked: contact.isBlocked && index === 0 }),
    ),
  };
}

export function definedOf(change: ContactChange): Partial<ContactCard> {
  return Object.fromEntries(Object.entries(change).filter(([, text]) => text !== undefined));
}
