import { type Kysely, sql } from 'kysely';

/**
 * The session log, in partitions of a month (UTC) that can be dropped as a whole.
 *
 * The function makes a partition that is missing, as the owner of the tables: who writes logs need not be allowed to
 * create tables. A row whose month has no partition lands in the default one, and is moved when the month's is made:
 * otherwise it would keep it from being made.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    CREATE TABLE whatsapp_session_logs (
      id bigserial,
      event_id uuid NOT NULL,
      session_id varchar(255) NOT NULL,
      user_id integer REFERENCES users (id),
      event_type varchar(50) NOT NULL,
      event_data jsonb,
      severity varchar(20) NOT NULL DEFAULT 'info' CONSTRAINT whatsapp_session_logs_severity
        CHECK (severity IN ('info', 'warning', 'error', 'critical')),
      message text,
      created_at timestamptz NOT NULL DEFAULT now(),
      PRIMARY KEY (id, created_at),
      -- Writing a row twice: … ON CONFLICT (event_id, created_at). A repeated row has the time of the first.
      CONSTRAINT whatsapp_session_logs_event_id UNIQUE (event_id, created_at)
    ) PARTITION BY RANGE (created_at);
    -- What happened to an account: WHERE session_id = $1.
    CREATE INDEX whatsapp_session_logs_session_id ON whatsapp_session_logs (session_id);
    -- What happened lately: WHERE created_at >= $1 ORDER BY created_at DESC.
    CREATE INDEX whatsapp_session_logs_created_at ON whatsapp_session_logs (created_at);
    -- What happened of a kind: WHERE event_type = $1.
    CREATE INDEX whatsapp_session_logs_event_type ON whatsapp_session_logs (event_type);

    CREATE TABLE whatsapp_session_logs_default PARTITION OF whatsapp_session_logs DEFAULT;

    CREATE FUNCTION ensure_session_log_partition(at timestamptz) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER AS $function$
    DECLARE
      month_start timestamp := date_trunc('month', at AT TIME ZONE 'UTC');
      starts timestamptz := month_start AT TIME ZONE 'UTC';
      ends timestamptz := (month_start + interval '1 month') AT TIME ZONE 'UTC';
      name text := 'whatsapp_session_logs_' || to_char(month_start, 'YYYY_MM');
      grantee regrole;
    BEGIN
      IF to_regclass(name) IS NOT NULL THEN
        RETURN name;
      END IF;
      -- Several desktops may miss it at the same time: one makes it, the others wait here and find it.
      LOCK TABLE whatsapp_session_logs_default IN ACCESS EXCLUSIVE MODE;
      IF to_regclass(name) IS NOT NULL THEN
        RETURN name;
      END IF;
      -- Made apart and then attached: PARTITION OF would keep everybody from the whole table.
      EXECUTE format('CREATE TABLE %I (LIKE whatsapp_session_logs INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', name);
      EXECUTE format(
        'WITH moved AS (
           DELETE FROM whatsapp_session_logs_default WHERE created_at >= %L AND created_at < %L RETURNING *
         ) INSERT INTO %I SELECT * FROM moved', starts, ends, name);
      EXECUTE format(
        'ALTER TABLE whatsapp_session_logs ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)',
        name, starts, ends);
      -- Rights that tables get by default are not for this one: it is written through the whole.
      FOR grantee IN
        SELECT DISTINCT entry.grantee FROM pg_class, aclexplode(relacl) AS entry
        WHERE pg_class.oid = name::regclass AND entry.grantee NOT IN (relowner, 0)
      LOOP
        EXECUTE format('REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON %I FROM %s', name, grantee);
      END LOOP;
      RETURN name;
    END
    $function$`.execute(db);
  // Somebody who may create objects in another schema must not choose what the names in the function mean.
  await sql`
    DO $block$ BEGIN
      EXECUTE format(
        'ALTER FUNCTION ensure_session_log_partition(timestamptz) SET search_path = %I, pg_temp', current_schema());
    END $block$;
    REVOKE ALL ON FUNCTION ensure_session_log_partition(timestamptz) FROM PUBLIC`.execute(db);
}
