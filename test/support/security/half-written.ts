import type { Db } from 'mongodb';
import type pg from 'pg';

/** What a record that was written by half would leave behind, in words; empty where everything is whole. */
export async function halfWritten(mongo: Db, postgres: pg.Client): Promise<string[]> {
  return [...(await inMongo(mongo)), ...(await inPostgres(mongo, postgres))];
}

async function inMongo(db: Db): Promise<string[]> {
  const problems: string[] = [];
  const conversations = await db.collection('conversations').find().toArray();
  const messages = new Map<string, Set<string>>();
  const rows = new Map<string, number>();
  const seen = new Set<string>();
  const homes = new Map<string, Set<string>>();
  for (const { name } of await db.listCollections({ name: /^messages_/ }).toArray()) {
    const documents = db
      .collection(name)
      .find({}, { projection: { conversationId: 1, messageId: 1, content: 1 } });
    for await (const { conversationId, messageId: id, content } of documents) {
      const of = String(conversationId);
      const messageId = String(id);
      const ids = messages.get(of) ?? new Set();
      rows.set(of, (rows.get(of) ?? 0) + 1);
      const inHere = `${name} ${messageId}`;
      if (seen.has(`${of} ${inHere}`)) problems.push('a message is stored twice');
      seen.add(`${of} ${inHere}`);
      if (content === undefined) problems.push('a message has no content');
      messages.set(of, ids.add(messageId));
      homes.set(of, (homes.get(of) ?? new Set()).add(name));
    }
  }
  const known = new Map(conversations.map((each) => [String(each._id), each]));
  for (const id of messages.keys()) {
    if (!known.has(id)) problems.push('a message has no conversation');
  }
  const keys = await db.collection('data_keys').find().toArray();
  const subjects = new Set(keys.map(({ _id }) => JSON.stringify(_id)));
  for (const [id, conversation] of known) {
    const own = messages.get(id) ?? new Set();
    const count = rows.get(id) ?? 0;
    if (conversation.messageCount !== count) {
      problems.push(`a conversation counts ${conversation.messageCount} of ${count} messages`);
    }
    const partitions = new Set(conversation.partitions as string[]);
    for (const home of homes.get(id) ?? []) {
      if (!partitions.has(home.replace('messages_', ''))) {
        problems.push(`a conversation does not know that it has messages in ${home}`);
      }
    }
    const last = conversation.lastMessage as { messageId: string } | undefined;
    if (last && !own.has(last.messageId)) problems.push('a last message is missing');
    if (![...subjects].some((subject) => subject.includes(String(conversation.conversationId)))) {
      problems.push('a conversation has no key');
    }
  }
  const ids = new Set(conversations.map(({ conversationId }) => String(conversationId)));
  for (const note of await db.collection('conversation_notes').find().toArray()) {
    if (!ids.has(String(note.conversationId)) && !known.has(String(note.conversationId))) {
      problems.push('a note has no conversation');
    }
  }
  return problems;
}

async function inPostgres(db: Db, postgres: pg.Client): Promise<string[]> {
  const problems: string[] = [];
  const { rows: facts } = await postgres.query<{ conversation_id: string; message_id: string }>(
    'SELECT conversation_id, message_id FROM message_facts',
  );
  const { rows: evidence } = await postgres.query<{ conversation_id: string; message_id: string }>(
    'SELECT conversation_id, message_id FROM lead_messages',
  );
  const stored = new Set<string>();
  const names = new Map(
    (await db.collection('conversations').find().toArray()).map((each) => [
      String(each._id),
      String(each.conversationId),
    ]),
  );
  for (const { name } of await db.listCollections({ name: /^messages_/ }).toArray()) {
    const projection = { conversationId: 1, messageId: 1 };
    for await (const each of db.collection(name).find({}, { projection })) {
      stored.add(`${names.get(String(each.conversationId))} ${each.messageId}`);
    }
  }
  for (const [what, rows] of [
    ['a fact', facts],
    ['an evidence', evidence],
  ] as const) {
    const lost = rows.filter((row) => !stored.has(`${row.conversation_id} ${row.message_id}`));
    if (lost.length > 0) problems.push(`${what} of ${lost.length} messages that are not stored`);
  }
  const { rows } = await postgres.query<{ n: string }>(
    `SELECT count(*) AS n FROM leads WHERE stage IS NULL OR version < 1`,
  );
  if (rows[0]?.n !== '0') problems.push('a lead without stage or version');
  return problems;
}
