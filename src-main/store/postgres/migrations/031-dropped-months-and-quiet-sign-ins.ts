import { type Kysely, sql } from 'kysely';

/**
 * A month of the access log is dropped on purpose, once the log itself says so: `drop_access_log_month` works as the owner
 * of the tables and refuses what would leave a hole that nobody explains.
 *
 * And who signs in as they did is no news to the team.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    -- Which chains begin later, and who wanted it: WHERE command = 'chain.dropped'.
    CREATE INDEX access_log_dropped ON access_log (subject_id) WHERE command = 'chain.dropped';

    -- Of a month (2026_03). Answers how many rows went; 0 where there is no such month.
    CREATE FUNCTION drop_access_log_month(month text) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER AS $function$
    DECLARE
      name text := 'access_log_' || month;
      ends timestamptz;
      is_unsaid boolean;
      gone bigint;
    BEGIN
      IF NOT EXISTS (
        SELECT FROM pg_inherits JOIN pg_class ON pg_class.oid = inhrelid
        WHERE inhparent = 'access_log'::regclass AND relname = name AND relname ~ '^access_log_[0-9]{4}_[0-9]{2}$'
      ) THEN
        RETURN 0;
      END IF;
      ends := (to_date(month, 'YYYY_MM') + interval '1 month') AT TIME ZONE 'UTC';
      IF ends > now() THEN
        RAISE EXCEPTION 'The month is not over' USING ERRCODE = 'AL003';
      END IF;
      IF EXISTS (
        SELECT FROM pg_inherits JOIN pg_class ON pg_class.oid = inhrelid
        WHERE inhparent = 'access_log'::regclass AND relname < name AND relname ~ '^access_log_[0-9]{4}_[0-9]{2}$'
      ) THEN
        RAISE EXCEPTION 'An older month is still there' USING ERRCODE = 'AL003';
      END IF;
      EXECUTE format(
        'SELECT EXISTS (
           SELECT FROM (SELECT chain_id, max(seq) AS seq FROM %I GROUP BY chain_id) AS last
           WHERE NOT EXISTS (
             SELECT FROM access_log WHERE command = ''chain.dropped'' AND action = ''anchored''
               AND subject_id = last.chain_id::text AND count >= last.seq AND recorded_at >= $1))', name)
        INTO is_unsaid USING ends;
      IF is_unsaid THEN
        RAISE EXCEPTION 'The access log does not say yet that the month is dropped' USING ERRCODE = 'AL003';
      END IF;
      EXECUTE format('SELECT count(*) FROM %I', name) INTO gone;
      EXECUTE format('DROP TABLE %I', name);
      RETURN gone;
    END
    $function$;

    DROP TRIGGER users_access_notify ON users;
    CREATE TRIGGER users_access_notify AFTER INSERT ON users
      FOR EACH ROW EXECUTE FUNCTION notify_team();
    CREATE TRIGGER users_access_update_notify AFTER UPDATE ON users FOR EACH ROW
      WHEN (OLD.name <> NEW.name OR OLD.role <> NEW.role OR OLD.removed_at IS DISTINCT FROM NEW.removed_at)
      EXECUTE FUNCTION notify_team()`.execute(db);
  // Somebody who may create objects in another schema must not choose what the names in the function mean.
  await sql`
    DO $block$ BEGIN
      EXECUTE format('ALTER FUNCTION drop_access_log_month(text) SET search_path = %I, pg_temp', current_schema());
    END $block$;
    REVOKE ALL ON FUNCTION drop_access_log_month(text) FROM PUBLIC`.execute(db);
}
