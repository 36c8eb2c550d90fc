import { sql } from 'kysely';
import { z } from 'zod';
import { openField, sealField } from '../../crypto/field-cipher.ts';
import { LEARNING_SUBJECT } from '../../crypto/key-subjects.ts';
import type { LeadCorrection } from '../../domain/leads/lead-correction.ts';
import { MOST_WEIGHT } from '../../domain/leads/lead-correction.ts';
import type { LeadCorrectionStore } from '../lead-correction-store.ts';
import type { PostgresConnection } from './postgres-connection.ts';
import type { PostgresContext } from './postgres-context.ts';

const Weight = z.number().min(-MOST_WEIGHT).max(MOST_WEIGHT);
/** What lies in the sealed column. */
const Weights = z.object({
  bias: Weight,
  weights: z.array(z.tuple([z.number().int().nonnegative(), Weight])),
});

export function postgresLeadCorrectionStore(
  { db, retry }: PostgresConnection,
  { keys, newObjectId }: PostgresContext,
): LeadCorrectionStore {
  return {
    async current() {
      const row = await retry(() =>
        db
          .selectFrom('lead_corrections')
          .leftJoin('users', 'users.id', 'lead_corrections.applied_by')
          .select([
            ...(['version', 'lead_corrections.object_id', 'model_version', 'weights'] as const),
            ...(['judgements', 'users.name', 'applied_at'] as const),
          ])
          .orderBy('version', 'desc')
          .limit(1)
          .executeTakeFirst(),
      );
      if (!row) return null;
      return {
        version: row.version,
        modelVersion: row.model_version,
        correction: row.weights && (await open(row.object_id, row.weights)),
        judgements: row.judgements,
        appliedBy: row.name,
        appliedAt: row.applied_at.getTime(),
      };
    },

    async apply({ modelVersion, correction, judgements }, { after, by }) {
      // Made once: a repetition after a lost answer finds its own row and knows it.
      const objectId = newObjectId();
      const weights = correction && (await seal(objectId, correction));
      return retry(async () => {
        await sql`
          INSERT INTO lead_corrections
            (version, object_id, model_version, weights, judgements, applied_by)
          SELECT ${after}::integer + 1, ${objectId}, ${modelVersion}::integer, ${weights}::bytea,
            ${judgements}::integer, (SELECT id FROM users WHERE object_id = ${by})
          WHERE ${after}::integer = (SELECT coalesce(max(version), 0) FROM lead_corrections)
          ON CONFLICT DO NOTHING`.execute(db);
        const own = await db
          .selectFrom('lead_corrections')
          .select('version')
          .where('object_id', '=', objectId)
          .executeTakeFirst();
        return own ? 'applied' : 'outdated';
      });
    },
  };

  async function seal(objectId: string, { bias, weights }: LeadCorrection): Promise<Buffer> {
    const text = JSON.stringify({ bias, weights: [...weights] });
    return sealField(await keys.keyFor(LEARNING_SUBJECT), contextOf(objectId), text);
  }

  async function open(objectId: string, sealed: Buffer): Promise<LeadCorrection> {
    const key = await keys.keyFor(LEARNING_SUBJECT);
    const { bias, weights } = Weights.parse(
      JSON.parse(openField(key, contextOf(objectId), sealed)),
    );
    return { bias, weights: new Map(weights) };
  }
}

function contextOf(objectId: string): string {
  return `lead_corrections/${objectId}/weights`;
}
