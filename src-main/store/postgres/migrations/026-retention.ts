import { type Kysely, sql } from 'kysely';

/**
 * When things go by themselves, whom a hold keeps, and what has gone.
 *
 * `expire_session_logs` works as the owner of the tables, for desktops may neither drop months nor delete rows; it takes
 * its days from the policy alone, so that nobody can make the log shorter than the team wants it.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    CREATE TABLE retention_policies (
      id serial PRIMARY KEY,
      -- NULL for what has no policy of its own.
      business_id integer REFERENCES businesses (id) ON DELETE CASCADE,
      kind varchar(20) NOT NULL CONSTRAINT retention_policies_kind
        CHECK (kind IN ('messages', 'media', 'session_logs')),
      -- NULL: it is kept.
      days integer CONSTRAINT retention_policies_days CHECK (days BETWEEN 1 AND 36500),
      updated_by integer REFERENCES users (id) ON DELETE SET NULL,
      updated_at timestamptz NOT NULL DEFAULT now(),
      CONSTRAINT retention_policies_of UNIQUE NULLS NOT DISTINCT (business_id, kind)
    );

    CREATE TABLE legal_holds (
      id serial PRIMARY KEY,
      -- whatsapp_contacts._id
      contact_id char(24) NOT NULL,
      reason text NOT NULL,
      placed_by integer REFERENCES users (id) ON DELETE SET NULL,
      placed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
      lifted_by integer REFERENCES users (id) ON DELETE SET NULL,
      lifted_at timestamptz
    );
    CREATE UNIQUE INDEX legal_holds_standing ON legal_holds (contact_id) WHERE lifted_at IS NULL;

    CREATE TABLE retention_runs (
      id serial PRIMARY KEY,
      desk_id uuid NOT NULL,
      started_at timestamptz NOT NULL DEFAULT clock_timestamp(),
      -- When its desktop was last known to be at it.
      alive_at timestamptz NOT NULL DEFAULT clock_timestamp(),
      ended_at timestamptz,
      outcome varchar(20) NOT NULL DEFAULT 'running' CONSTRAINT retention_runs_outcome
        CHECK (outcome IN ('running', 'done', 'interrupted', 'failed')),
      counts jsonb NOT NULL DEFAULT '{}',
      held integer NOT NULL DEFAULT 0
    );
    -- One desktop at a time.
    CREATE UNIQUE INDEX retention_runs_running ON retention_runs ((true)) WHERE outcome = 'running';
    CREATE INDEX retention_runs_started_at ON retention_runs (started_at DESC);

    CREATE TRIGGER retention_policies_notify AFTER INSERT OR UPDATE OR DELETE ON retention_policies
      FOR EACH STATEMENT EXECUTE FUNCTION notify_consent();
    CREATE TRIGGER legal_holds_notify AFTER INSERT OR UPDATE OR DELETE ON legal_holds
      FOR EACH STATEMENT EXECUTE FUNCTION notify_consent();
    CREATE TRIGGER retention_runs_notify AFTER INSERT OR UPDATE OF outcome ON retention_runs
      FOR EACH STATEMENT EXECUTE FUNCTION notify_consent();

    CREATE FUNCTION expire_session_logs() RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER AS $function$
    DECLARE
      before timestamptz;
      month record;
      gone bigint := 0;
      removed bigint;
    BEGIN
      SELECT now() - make_interval(days => days) INTO before FROM retention_policies
        WHERE kind = 'session_logs' AND business_id IS NULL;
      IF before IS NULL THEN
        RETURN 0;
      END IF;
      FOR month IN
        SELECT relname AS name, 
          (to_date(right(relname, 7), 'YYYY_MM') + interval '1 month') AT TIME ZONE 'UTC' AS ends
        FROM pg_inherits JOIN pg_class ON pg_class.oid = inhrelid
        WHERE inhparent = 'whatsapp_session_logs'::regclass
          AND relname ~ '^whatsapp_session_logs_[0-9]{4}_[0-9]{2}$'
      LOOP
        IF month.ends <= before THEN
          EXECUTE format('SELECT count(*) FROM %I', month.name) INTO removed;
          EXECUTE format('DROP TABLE %I', month.name);
          gone := gone + removed;
        END IF;
      END LOOP;
      DELETE FROM whatsapp_session_logs WHERE created_at < before;
      GET DIAGNOSTICS removed = ROW_COUNT;
      RETURN gone + removed;
    END
    $function$`.execute(db);
  // Somebody who may create objects in another schema must not choose what the names in the function mean.
  await sql`
    DO $block$ BEGIN
      EXECUTE format('ALTER FUNCTION expire_session_logs() SET search_path = %I, pg_temp', current_schema());
    END $block$;
    REVOKE ALL ON FUNCTION expire_session_logs() FROM PUBLIC`.execute(db);
}
