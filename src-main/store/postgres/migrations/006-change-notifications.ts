import { type Kysely, sql } from 'kysely';

/**
 * Every change of a lead or a figure is told on the channel alexia_changes: the table, the id and the desk, nothing
 * personal. When a row was changed is the server's time, for a desktop that looks for what it missed.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    CREATE FUNCTION note_updated_at() RETURNS trigger LANGUAGE plpgsql AS $function$
    BEGIN
      NEW.updated_at := clock_timestamp();
      RETURN NEW;
    END
    $function$;

    CREATE FUNCTION notify_lead() RETURNS trigger LANGUAGE plpgsql AS $function$
    BEGIN
      IF TG_OP = 'DELETE' THEN
        -- Who deletes a row does not sign it.
        PERFORM pg_notify('alexia_changes',
          json_build_object('table', TG_TABLE_NAME, 'id', OLD.object_id, 'by', NULL)::text);
      ELSE
        PERFORM pg_notify('alexia_changes',
          json_build_object('table', TG_TABLE_NAME, 'id', NEW.object_id, 'by', NEW.updated_by)::text);
      END IF;
      RETURN NULL;
    END
    $function$;

    CREATE FUNCTION notify_message_analytics() RETURNS trigger LANGUAGE plpgsql AS $function$
    BEGIN
      IF TG_OP = 'DELETE' THEN
        PERFORM pg_notify('alexia_changes',
          json_build_object('table', TG_TABLE_NAME, 'id', OLD.id::text, 'by', NULL)::text);
      ELSE
        PERFORM pg_notify('alexia_changes',
          json_build_object('table', TG_TABLE_NAME, 'id', NEW.id::text, 'by', NEW.updated_by)::text);
      END IF;
      RETURN NULL;
    END
    $function$;

    CREATE TRIGGER leads_updated_at BEFORE INSERT OR UPDATE ON leads
      FOR EACH ROW EXECUTE FUNCTION note_updated_at();
    CREATE TRIGGER leads_notify AFTER INSERT OR UPDATE OR DELETE ON leads
      FOR EACH ROW EXECUTE FUNCTION notify_lead();
    CREATE TRIGGER message_analytics_updated_at BEFORE INSERT OR UPDATE ON message_analytics
      FOR EACH ROW EXECUTE FUNCTION note_updated_at();
    CREATE TRIGGER message_analytics_notify AFTER INSERT OR UPDATE OR DELETE ON message_analytics
      FOR EACH ROW EXECUTE FUNCTION notify_message_analytics()`.execute(db);
}
