import { type Kysely, sql } from 'kysely';

/**
 * Who did what, when, from which desktop: ids alone. Each device writes a chain of its own, in which every row is sealed
 * over the one before, so that desktops wait for nobody. Rows come in through one function, which runs as the owner of
 * the tables: nobody else may write, change or delete one.
 *
 * The months (UTC) are partitions that can be dropped as a whole. They go by the database's clock, which does not go
 * backwards within a chain, so that a month that is dropped takes the beginnings of chains and makes no holes.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    CREATE TABLE access_log_chains (
      chain_id uuid PRIMARY KEY,
      device_id uuid NOT NULL,
      -- Of its last row.
      seq bigint NOT NULL,
      seal bytea,
      recorded_at timestamptz NOT NULL
    );

    CREATE TABLE access_log (
      chain_id uuid NOT NULL,
      seq bigint NOT NULL CONSTRAINT access_log_seq CHECK (seq > 0),
      -- By this database's clock, and by the desktop's.
      recorded_at timestamptz NOT NULL,
      at timestamptz NOT NULL,
      device_id uuid NOT NULL,
      -- users.object_id; NULL before anybody had signed in. No reference: the log outlives people.
      user_id char(24),
      action varchar(20) NOT NULL CONSTRAINT access_log_action CHECK (action IN (
        'opened', 'searched', 'exported', 'imported', 'sent', 'changed', 'erased', 'signedIn',
        'signedOut', 'asked', 'anchored')),
      command varchar(64) NOT NULL,
      subject_kind varchar(20) NOT NULL,
      subject_id varchar(128),
      outcome varchar(10) NOT NULL CONSTRAINT access_log_outcome
        CHECK (outcome IN ('done', 'refused', 'failed')),
      count bigint NOT NULL CONSTRAINT access_log_count CHECK (count >= 0),
      -- Of an anchor: the seal of row number count of the chain subject_id.
      mark bytea,
      seal bytea NOT NULL,
      -- The chain in its order: WHERE chain_id = $1 AND seq > $2. That no place is taken twice is the function's.
      PRIMARY KEY (chain_id, seq, recorded_at)
    ) PARTITION BY RANGE (recorded_at);
    -- The page: ORDER BY at DESC, chain_id DESC, seq DESC.
    CREATE INDEX access_log_at ON access_log (at DESC, chain_id DESC, seq DESC);
    -- What one person did: WHERE user_id = $1 ORDER BY at DESC.
    CREATE INDEX access_log_user_id ON access_log (user_id, at DESC);
    -- Who saw a person's data: WHERE (subject_kind, subject_id) IN (…) ORDER BY at DESC.
    CREATE INDEX access_log_subject ON access_log (subject_id, at DESC) WHERE subject_id IS NOT NULL;

    -- Also where somebody was given rights by mistake.
    CREATE FUNCTION refuse_access_log_change() RETURNS trigger LANGUAGE plpgsql AS $function$
    BEGIN
      IF NOT pg_has_role(current_user, (SELECT relowner FROM pg_class WHERE oid = TG_RELID), 'USAGE') THEN
        RAISE EXCEPTION 'The access log is added to, never changed' USING ERRCODE = 'insufficient_privilege';
      END IF;
      IF TG_OP = 'DELETE' THEN
        RETURN OLD;
      END IF;
      RETURN NEW;
    END
    $function$;
    CREATE TRIGGER access_log_unchanged BEFORE UPDATE OR DELETE ON access_log
      FOR EACH ROW EXECUTE FUNCTION refuse_access_log_change();
    CREATE TRIGGER access_log_not_emptied BEFORE TRUNCATE ON access_log
      FOR EACH STATEMENT EXECUTE FUNCTION refuse_access_log_change();
    CREATE TRIGGER access_log_chains_unchanged BEFORE INSERT OR UPDATE OR DELETE ON access_log_chains
      FOR EACH ROW EXECUTE FUNCTION refuse_access_log_change();
    CREATE TRIGGER access_log_chains_not_emptied BEFORE TRUNCATE ON access_log_chains
      FOR EACH STATEMENT EXECUTE FUNCTION refuse_access_log_change();

    CREATE FUNCTION keep_access_log_closed(name text) RETURNS void LANGUAGE plpgsql AS $function$
    DECLARE
      grantee regrole;
    BEGIN
      -- Rights that tables get by default are not for these.
      FOR grantee IN
        SELECT DISTINCT entry.grantee FROM pg_class, aclexplode(relacl) AS entry
        WHERE pg_class.oid = name::regclass AND entry.grantee NOT IN (relowner, 0)
      LOOP
        EXECUTE format('REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON %I FROM %s', name, grantee);
      END LOOP;
    END
    $function$;
    SELECT keep_access_log_closed('access_log'), keep_access_log_closed('access_log_chains');

    CREATE FUNCTION ensure_access_log_month(at timestamptz) RETURNS void LANGUAGE plpgsql AS $function$
    DECLARE
      month_start timestamp := date_trunc('month', at AT TIME ZONE 'UTC');
      name text := 'access_log_' || to_char(month_start, 'YYYY_MM');
    BEGIN
      IF to_regclass(name) IS NOT NULL THEN
        RETURN;
      END IF;
      -- Several desktops may miss it at the same time: one makes it, the others wait here and find it.
      -- Who writes into another month waits for nobody.
      LOCK TABLE access_log IN SHARE UPDATE EXCLUSIVE MODE;
      IF to_regclass(name) IS NOT NULL THEN
        RETURN;
      END IF;
      -- Made apart and then attached: PARTITION OF would keep everybody from the whole table.
      EXECUTE format('CREATE TABLE %I (LIKE access_log INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', name);
      EXECUTE format(
        'ALTER TABLE access_log ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', name,
        month_start AT TIME ZONE 'UTC', (month_start + interval '1 month') AT TIME ZONE 'UTC');
      -- The others come along from the whole; of this kind each table has its own.
      EXECUTE format(
        'CREATE TRIGGER access_log_not_emptied BEFORE TRUNCATE ON %I
           FOR EACH STATEMENT EXECUTE FUNCTION refuse_access_log_change()', name);
      PERFORM keep_access_log_closed(name);
    END
    $function$;

    -- Raises AL001 where the chain does not end with what the caller takes for its end.
    CREATE FUNCTION append_access_log(
      chain uuid, device uuid, previous_seq bigint, previous_seal bytea, written timestamptz, entries jsonb
    ) RETURNS void LANGUAGE plpgsql SECURITY DEFINER AS $function$
    DECLARE
      head access_log_chains;
      last_seq bigint := previous_seq + jsonb_array_length(entries);
    BEGIN
      INSERT INTO access_log_chains VALUES (chain, device, 0, NULL, written) ON CONFLICT DO NOTHING;
      -- Each device has its own: nobody waits here but for itself.
      SELECT * INTO head FROM access_log_chains WHERE chain_id = chain FOR UPDATE;
      IF head.seq <> previous_seq OR head.seal IS DISTINCT FROM previous_seal OR head.device_id <> device THEN
        RAISE EXCEPTION 'The chain of the access log does not end there' USING ERRCODE = 'AL001';
      END IF;
      IF written < head.recorded_at OR abs(extract(epoch FROM clock_timestamp() - written)) > 300 THEN
        RAISE EXCEPTION 'The rows of the access log are not of now' USING ERRCODE = 'AL002';
      END IF;
      PERFORM ensure_access_log_month(written);
      INSERT INTO access_log (
        chain_id, seq, recorded_at, at, device_id, user_id, action, command, subject_kind, subject_id,
        outcome, count, mark, seal)
      SELECT chain, previous_seq + place, written, to_timestamp((entry ->> 'at')::bigint / 1000.0), device,
        entry ->> 'userId', entry ->> 'action', entry ->> 'command', entry ->> 'subjectKind',
        entry ->> 'subjectId', entry ->> 'outcome', (entry ->> 'count')::bigint,
        decode(entry ->> 'mark', 'base64'), decode(entry ->> 'seal', 'base64')
      FROM jsonb_array_elements(entries) WITH ORDINALITY AS given(entry, place);
      UPDATE access_log_chains
        SET seq = last_seq, recorded_at = written, seal = decode(entries -> -1 ->> 'seal', 'base64')
        WHERE chain_id = chain;
    END
    $function$`.execute(db);
  // Somebody who may create objects in another schema must not choose what the names in the function mean.
  await sql`
    DO $block$ BEGIN
      EXECUTE format('ALTER FUNCTION append_access_log SET search_path = %I, pg_temp', current_schema());
    END $block$;
    REVOKE ALL ON FUNCTION append_access_log, ensure_access_log_month, keep_access_log_closed FROM PUBLIC;
    DO $block$
    DECLARE
      grantee regrole;
      name text;
    BEGIN
      -- The two are for the first alone.
      FOREACH name IN ARRAY ARRAY['ensure_access_log_month', 'keep_access_log_closed'] LOOP
        FOR grantee IN
          SELECT DISTINCT entry.grantee FROM pg_proc, aclexplode(proacl) AS entry
          WHERE pg_proc.oid = name::regproc AND entry.grantee NOT IN (proowner, 0)
        LOOP
          EXECUTE format('REVOKE ALL ON FUNCTION %I FROM %s', name, grantee);
        END LOOP;
      END LOOP;
    END $block$`.execute(db);
}
