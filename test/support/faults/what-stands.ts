import { MongoClient } from 'mongodb';
import pg from 'pg';
import { z } from 'zod';
import { groupBy } from '../../../src-main/common/group-by.ts';
import type { SessionId } from '../../../src-preload/contract/ids.ts';
import { SealedWorkspace } from '../databases/sealed-workspace.ts';
import type { Databases } from '../databases/start-databases.ts';
import { PASSPHRASE } from '../databases/test-workspace.ts';

export interface StandingChat {
  chatId: string;
  /** In the order in which they stand. */
  messages: { messageId: string; content: string; status: string }[];
  /** As the conversation says. */
  messageCount: number;
  unread: number;
  last?: { messageId: string; status: string };
  /** The messages that the leads were opened for, a lead each; none of them is closed in these tests. */
  leads: string[];
  /** The messages that say so of themselves. */
  leadMessages: string[];
  /** Whether conversation and contact both know exactly the lead that there is. */
  knowsItsLead: boolean;
}

/** What stands of one account in both databases: its counters as they are, and what they should count. */
export interface Standing {
  /** By chat id. */
  chats: StandingChat[];
  contacts: number;
  session: { messageCount: number; errorCount: number; logs: number };
}

const Counters = z.object({
  conversationId: z.string(),
  sessionId: z.string(),
  whatsappId: z.string(),
  messageCount: z.number(),
  unreadCount: z.record(z.string(), z.number()),
  lastMessage: z.object({ messageId: z.string(), status: z.string() }).optional(),
  leadId: z.unknown().optional(),
});
const Contact = z.object({ whatsappId: z.string(), leadIds: z.array(z.unknown()) });
const Session = z.object({ messageCount: z.number(), errorCount: z.number() });

/** Reads both databases beside the app, document by document. */
export async function whatStands(
  addresses: Pick<Databases, 'mongodbUrl' | 'postgresUrl'>,
  sessionId: SessionId,
): Promise<Standing> {
  const mongo = await MongoClient.connect(addresses.mongodbUrl);
  const postgres = new pg.Client({ connectionString: addresses.postgresUrl });
  await postgres.connect();
  try {
    const db = mongo.db('alexia');
    const workspace = await SealedWorkspace.open(db, PASSPHRASE);
    const messages = groupBy(await workspace.messages(), ({ conversation }) => conversation);
    const { rows: leads } = await postgres.query<{
      conversation_id: string;
      message_id: string;
      object_id: string;
    }>('SELECT conversation_id, message_id, object_id FROM leads');
    const contacts = z
      .array(Contact)
      .parse(await db.collection('whatsapp_contacts').find({ sessionId }).toArray());

    const chats: StandingChat[] = [];
    for (const { id, chatId, document } of await workspace.conversations()) {
      const raw = Counters.parse(
        await db.collection('conversations').findOne({ _id: document._id as never }),
      );
      if (raw.sessionId !== sessionId) continue;
      const own = messages.get(id) ?? [];
      const opened = leads.filter((lead) => lead.conversation_id === raw.conversationId);
      const inContact = contacts
        .filter(({ whatsappId }) => whatsappId === raw.whatsappId)
        .flatMap(({ leadIds }) => leadIds.map(String));
      const [lead] = opened;
      chats.push({
        chatId,
        messages: own.map(({ messageId, content, document: message }) => ({
          messageId,
          content,
          status: String(message.status),
        })),
        messageCount: raw.messageCount,
        unread: Object.values(raw.unreadCount).reduce((sum, count) => sum + count, 0),
        ...(raw.lastMessage && { last: raw.lastMessage }),
        leads: opened.map(({ message_id }) => message_id),
        leadMessages: own
          .filter(({ document: message }) => message.leadGenerated === true)
          .map(({ messageId }) => messageId),
        knowsItsLead:
          inContact.length === 1 &&
          inContact[0] === lead?.object_id &&
          String(raw.leadId) === inContact[0],
      });
    }
    const { rows: logs } = await postgres.query<{ event_id: string }>(
      'SELECT event_id FROM whatsapp_session_logs WHERE session_id = $1',
      [sessionId],
    );
    const session = Session.parse(await db.collection('whatsapp_sessions').findOne({ sessionId }));
    return {
      chats: chats.sort((one, other) => (one.chatId < other.chatId ? -1 : 1)),
      contacts: contacts.length,
      session: { ...session, logs: logs.length },
    };
  } finally {
    await mongo.close();
    await postgres.end();
  }
}
