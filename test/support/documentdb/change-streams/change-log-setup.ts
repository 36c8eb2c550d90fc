/**
 * DocumentDB 1.0 has no change streams, so triggers on its tables write a log that they read.
 *
 * Made at the first watch(); until then a write costs nothing extra. From then on it is written in
 * every later run too, so that a stream can be resumed. What is older than a day is removed when the
 * next run begins to watch.
 */
export const CHANGE_LOG_CHANNEL = 'gateway_changes';

export const CHANGE_LOG_SETUP: readonly string[] = [
  'CREATE SCHEMA IF NOT EXISTS gateway',
  `CREATE UNLOGGED TABLE IF NOT EXISTS gateway.changes (
     xid xid8 NOT NULL DEFAULT pg_current_xact_id(), seq bigserial,
     at timestamptz NOT NULL DEFAULT clock_timestamp(), db text, coll text, op text,
     before documentdb_core.bson, after documentdb_core.bson, PRIMARY KEY (xid, seq))`,
  `CREATE OR REPLACE FUNCTION gateway.log_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
     INSERT INTO gateway.changes (db, coll, op, before, after)
     SELECT database_name, collection_name,
       CASE WHEN TG_OP <> 'UPDATE' THEN lower(TG_OP)
         WHEN current_setting('gateway.replaces', true) = 'on' THEN 'replace' ELSE 'update' END,
       CASE WHEN TG_OP <> 'INSERT' THEN OLD.document END,
       CASE WHEN TG_OP <> 'DELETE' THEN NEW.document END
     FROM documentdb_api_catalog.collections
     WHERE collection_id = substr(TG_TABLE_NAME, 11)::bigint;
     PERFORM pg_notify('${CHANGE_LOG_CHANNEL}', ''); RETURN NULL; END $$`,
  `CREATE OR REPLACE FUNCTION gateway.watch_table(name text) RETURNS void LANGUAGE plpgsql AS $$ BEGIN
     EXECUTE 'CREATE OR REPLACE TRIGGER gateway_log AFTER INSERT OR UPDATE OR DELETE ON ' || name ||
       ' FOR EACH ROW EXECUTE FUNCTION gateway.log_change()'; END $$`,
  `CREATE OR REPLACE FUNCTION gateway.watch_new_tables() RETURNS event_trigger LANGUAGE plpgsql AS $$
     DECLARE made record; BEGIN
     FOR made IN SELECT object_identity AS name FROM pg_event_trigger_ddl_commands()
       WHERE object_type = 'table' AND object_identity ~ '^documentdb_data\\.documents_[0-9]+$'
     LOOP PERFORM gateway.watch_table(made.name); END LOOP; END $$`,
  'DROP EVENT TRIGGER IF EXISTS gateway_watch_new_tables',
  `CREATE EVENT TRIGGER gateway_watch_new_tables ON ddl_command_end
     WHEN TAG IN ('CREATE TABLE') EXECUTE FUNCTION gateway.watch_new_tables()`,
  `SELECT gateway.watch_table('documentdb_data.' || tablename) FROM pg_tables
     WHERE schemaname = 'documentdb_data' AND tablename ~ '^documents_[0-9]+$'`,
  "DELETE FROM gateway.changes WHERE at < now() - interval '1 day'",
];

/** Whether an earlier run has made the log. */
export const CHANGE_LOG_EXISTS = "to_regclass('gateway.changes') IS NOT NULL";

/**
 * The log after a position.
 *
 * Only rows of transactions older than every one still running: what has been read can never gain
 * an earlier row later.
 */
export const READ_CHANGES = `
  SELECT xid::text, seq::text, extract(epoch FROM at)::float8::text, db, coll, op, before, after
  FROM gateway.changes
  WHERE (xid, seq) > ($1::text::xid8, $2::text::bigint)
    AND xid < pg_snapshot_xmin(pg_current_snapshot())
    AND ($3::text IS NULL OR NOT pg_visible_in_snapshot(xid, $3::text::pg_snapshot))
    AND ($4::text = 'true' OR db = $5) AND ($6::text IS NULL OR coll = $6)
    AND at >= to_timestamp($7::text::float8)
  ORDER BY xid, seq LIMIT $8::text::int`;

export const LOG_DROP = `
  WITH notice AS (SELECT pg_notify('${CHANGE_LOG_CHANNEL}', ''))
  INSERT INTO gateway.changes (db, coll, op) SELECT $1, $2, 'drop' FROM notice`;
