import { type Kysely, sql } from 'kysely';

/**
 * Campaigns are known by a code that customers write. They may be for all businesses, cost something, and are ended by
 * a person, whenever they were to end. Names and codes are the team's own words, in clear as labels are.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    ALTER TABLE campaigns
      -- NULL for all businesses.
      ALTER COLUMN business_id DROP NOT NULL,
      ADD COLUMN channel varchar(20) NOT NULL DEFAULT 'other',
      ADD COLUMN code varchar(30),
      -- In the smallest unit of the currency.
      ADD COLUMN budget_minor bigint CONSTRAINT campaigns_budget CHECK (budget_minor >= 0),
      ADD COLUMN currency char(3),
      ADD CONSTRAINT campaigns_currency CHECK ((budget_minor IS NULL) = (currency IS NULL)),
      ADD COLUMN ended_at timestamptz;
    UPDATE campaigns SET code = 'CAMPAIGN-' || id,
      ended_at = CASE WHEN status = 'ended' THEN updated_at END;
    ALTER TABLE campaigns
      ALTER COLUMN code SET NOT NULL,
      ADD CONSTRAINT campaigns_ended CHECK ((status = 'ended') = (ended_at IS NOT NULL));
    CREATE TRIGGER campaigns_notify AFTER INSERT OR UPDATE OR DELETE ON campaigns
      FOR EACH ROW EXECUTE FUNCTION notify_business()`.execute(db);
}
