import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { evidenceOf, scoreOfEvidence } from '../../../src-main/domain/leads/lead-strength.ts';
import type { BuyingMessage, NewEvidence } from '../../../src-main/store/lead-evidence-store.ts';
import { postgresStores } from '../../../src-main/store/postgres/postgres-stores.ts';
import { ConversationId, type LeadId, MessageId } from '../../../src-preload/contract/ids.ts';
import { memoryKeyStore } from '../../support/databases/memory-key-store.ts';
import { testKeyRing } from '../../support/databases/test-key-ring.ts';
import { seededRandom } from '../../support/replay/seeded-random.ts';
import { shuffled } from '../../support/leads/train-model.ts';
import { newObjectId, type OpenPostgres } from './open-postgres.ts';

export function postgresLeadEvidenceTests(open: () => OpenPostgres): void {
  const at = Date.UTC(2026, 0, 5);

  const openLead = async (
    conversationId = ConversationId.parse(randomUUID()),
  ): Promise<{ leadId: LeadId; conversationId: ConversationId }> => {
    const { lead } = await open().stores.leads.open({
      conversationId,
      messageId: MessageId.parse('3EB0AA'),
      contactName: 'Ana',
      reasons: [],
      excerpt: '',
      createdAt: at,
    });
    return { leadId: lead.leadId, conversationId };
  };
  const evidence = (
    lead: { leadId: LeadId; conversationId: ConversationId },
    message: string,
    score = 60,
  ): NewEvidence => ({
    ...lead,
    messageId: MessageId.parse(message),
    saidAt: at,
    score,
    reasons: [{ kind: 'phrase', words: 'velvet armchair', points: score }],
  });
  const scoreOf = async (leadId: LeadId): Promise<number | undefined> =>
    (await open().stores.leads.find(leadId))?.score;
  const look = (
    message: Pick<BuyingMessage, 'conversationId'> & { saidAt?: number; messageId?: string },
    leadId: LeadId | null = null,
  ) =>
    open().stores.leadEvidence.look([
      {
        conversationId: message.conversationId,
        messageId: MessageId.parse(message.messageId ?? 'm1'),
        saidAt: message.saidAt ?? at,
        leadId,
      },
    ]);
  const close = (leadId: LeadId) =>
    open().raw.query(`UPDATE leads SET stage = 'won' WHERE object_id = $1`, [leadId]);

  it('makes a lead stronger once, however often the same message is told', async () => {
    const { leadEvidence } = open().stores;
    const lead = await openLead();
    expect(await scoreOf(lead.leadId)).toBeUndefined();
    expect(await leadEvidence.add([evidence(lead, 'm1')])).toEqual([lead.leadId]);
    expect(await leadEvidence.add([evidence(lead, 'm1', 99)])).toEqual([]);
    expect(await scoreOf(lead.leadId)).toBe(60);
    expect(await leadEvidence.add([evidence(lead, 'm1'), evidence(lead, 'm2', 70)])).toEqual([
      lead.leadId,
    ]);
    expect(await scoreOf(lead.leadId)).toBe(88);
  });

  it('adds up to the same in whatever order and by whichever desktops it comes', async () => {
    const random = seededRandom(2);
    const other = await open().otherDesktop();
    const scores = [50, 51, 64, 77, 99, 100, 58, 0];
    const strengths = new Set<number | undefined>();
    for (let round = 0; round < 5; round++) {
      const lead = await openLead();
      const all = shuffled(
        scores.map((score, index) => evidence(lead, `m${index}`, score)),
        random,
      );
      await Promise.all(
        all.map((each, index) =>
          (index % 2 ? open().stores : other.stores).leadEvidence.add([each]),
        ),
      );
      strengths.add(await scoreOf(lead.leadId));
    }
    await other.close();
    const sum = scores.reduce((whole, score) => whole + evidenceOf(score), 0);
    expect([...strengths]).toEqual([scoreOfEvidence(sum)]);
  });

  it('is what the domain computes, for every score', async () => {
    const { rows } = await open().raw.query<{ evidence: number; score: number }>(
      `INSERT INTO leads (object_id, conversation_id, message_id, contact_name, reasons, excerpt,
         source, created_at, updated_by, evidence)
       SELECT lpad(to_hex(n), 24, '0'), gen_random_uuid(), 'x', '', '', '', 'test', now(),
         gen_random_uuid(), n * 37 FROM generate_series(0, 300) AS n
       RETURNING evidence, score`,
    );
    expect(rows).toHaveLength(301);
    for (const row of rows) expect(row.score).toBe(scoreOfEvidence(row.evidence));
    await open().raw.query(`DELETE FROM leads WHERE source = 'test'`);
  });

  it('is told with its reasons, the oldest first, and stands sealed in the database', async () => {
    const { leadEvidence } = open().stores;
    const lead = await openLead();
    await leadEvidence.add([
      { ...evidence(lead, 'late'), saidAt: at + 1_000 },
      evidence(lead, 'early', 55),
    ]);
    const found = await leadEvidence.of(lead.leadId, 10);
    expect(found).toEqual([
      {
        conversationId: lead.conversationId,
        messageId: 'early',
        saidAt: at,
        score: 55,
        reasons: [{ kind: 'phrase', words: 'velvet armchair', points: 55 }],
      },
      expect.objectContaining({ messageId: 'late' }),
    ]);
    expect(await leadEvidence.of(lead.leadId, 1)).toHaveLength(1);
    const { rows } = await open().raw.query<{ text: string }>(
      `SELECT encode(reasons, 'escape') || row_to_json(lead_messages)::text AS text FROM lead_messages`,
    );
    expect(rows.length).toBeGreaterThan(0);
    for (const { text } of rows) expect(text).not.toContain('velvet');
    const stranger = postgresStores(open().connection, {
      keys: testKeyRing(memoryKeyStore()),
      deskId: open().deskId,
      newObjectId,
    });
    expect(await stranger.leadEvidence.of(lead.leadId, 1)).toMatchObject([{ reasons: [] }]);
  });

  it('knows what counts, which lead is open, and what is from before a lead was closed', async () => {
    const lead = await openLead();
    const { conversationId, leadId } = lead;
    expect(await look({ conversationId: ConversationId.parse(randomUUID()) })).toEqual([
      { counted: false, open: null, isPast: false },
    ]);
    expect(await look({ conversationId })).toEqual([
      { counted: false, open: leadId, isPast: false },
    ]);
    await open().stores.leadEvidence.add([evidence(lead, 'm1')]);
    expect(await look({ conversationId })).toEqual([
      { counted: true, open: leadId, isPast: false },
    ]);
    await close(leadId);
    expect(await look({ conversationId })).toEqual([{ counted: true, open: null, isPast: true }]);
    const later = { conversationId, messageId: 'm2', saidAt: Date.now() + 60_000 };
    expect(await look(later)).toEqual([{ counted: false, open: null, isPast: false }]);
    // Opened once more, and the lead that was closed says nothing any more.
    await open().raw.query(`UPDATE leads SET stage = 'new' WHERE object_id = $1`, [leadId]);
    expect(await look({ conversationId, messageId: 'm2' })).toEqual([
      { counted: false, open: leadId, isPast: false },
    ]);
  });

  it('finds the open lead of the same person’s other conversation', async () => {
    const lead = await openLead();
    const other = { conversationId: ConversationId.parse(randomUUID()) };
    expect(await look(other, lead.leadId)).toMatchObject([{ open: lead.leadId }]);
    await close(lead.leadId);
    expect(await look(other, lead.leadId)).toMatchObject([{ open: null, isPast: true }]);
  });

  it('answers for many messages in their order', async () => {
    const [one, two] = [await openLead(), await openLead()];
    const { leadEvidence } = open().stores;
    await leadEvidence.add([evidence(two, 'm1')]);
    const asked = [two, one, two].map(({ conversationId }, index) => ({
      ...{ conversationId, saidAt: at, leadId: null },
      messageId: MessageId.parse(index === 2 ? 'm9' : 'm1'),
    }));
    expect(await leadEvidence.look(asked)).toMatchObject([
      { counted: true, open: two.leadId },
      { counted: false, open: one.leadId },
      { counted: false, open: two.leadId },
    ]);
    expect(await leadEvidence.look([])).toEqual([]);
    expect(await leadEvidence.add([])).toEqual([]);
  });
}
