import { type Kysely, sql } from 'kysely';

/**
 * Who is away, and whose turn it is to be given a conversation. All of it is told on the channel as one thing: whoever
 * shows the team reads it again. Turns are not told.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    ALTER TABLE users ADD COLUMN is_away boolean NOT NULL DEFAULT false;

    CREATE TABLE rotas (
      id serial PRIMARY KEY,
      -- NULL for the conversations of no business.
      business_id integer REFERENCES businesses (id) ON DELETE CASCADE,
      is_on boolean NOT NULL,
      -- How many turns were taken.
      turns bigint NOT NULL DEFAULT 0,
      updated_at timestamptz NOT NULL DEFAULT now(),
      CONSTRAINT rotas_business_id UNIQUE NULLS NOT DISTINCT (business_id)
    );

    CREATE TABLE rota_members (
      rota_id integer NOT NULL REFERENCES rotas (id) ON DELETE CASCADE,
      user_id integer NOT NULL REFERENCES users (id) ON DELETE CASCADE,
      -- The number of the last turn that was theirs: whoever has the lowest is next.
      last_turn bigint NOT NULL DEFAULT 0,
      PRIMARY KEY (rota_id, user_id)
    );

    -- The last turn that was taken for each conversation: the same message asked about twice is one turn.
    CREATE TABLE rota_turns (
      conversation_id uuid PRIMARY KEY,
      message_id varchar(128) NOT NULL,
      rota_id integer NOT NULL REFERENCES rotas (id) ON DELETE CASCADE,
      user_id integer NOT NULL REFERENCES users (id) ON DELETE CASCADE,
      turn bigint NOT NULL,
      turn_before bigint NOT NULL,
      taken_at timestamptz NOT NULL DEFAULT now()
    );

    -- The person whose turn it is, or NULL. A function, because each of its statements sees what was committed before
    -- it: those who waited for the lock see the turn of the one before them.
    CREATE FUNCTION take_turn(of_business integer, of_conversation uuid, of_message text)
    RETURNS integer LANGUAGE plpgsql AS $function$
    DECLARE
      rota rotas;
      member rota_members;
      known integer;
    BEGIN
      SELECT * INTO rota FROM rotas
        WHERE business_id IS NOT DISTINCT FROM of_business AND is_on FOR UPDATE;
      IF NOT FOUND THEN RETURN NULL; END IF;

      SELECT rota_turns.user_id INTO known
        FROM rota_turns JOIN users ON users.id = rota_turns.user_id AND NOT users.is_away
        WHERE conversation_id = of_conversation AND message_id = of_message;
      IF FOUND THEN RETURN known; END IF;

      SELECT rota_members.* INTO member
        FROM rota_members JOIN users ON users.id = rota_members.user_id AND NOT users.is_away
        WHERE rota_id = rota.id ORDER BY last_turn, user_id LIMIT 1;
      IF NOT FOUND THEN RETURN NULL; END IF;

      UPDATE rotas SET turns = rota.turns + 1 WHERE id = rota.id;
      UPDATE rota_members SET last_turn = rota.turns + 1
        WHERE rota_id = rota.id AND user_id = member.user_id;
      INSERT INTO rota_turns (conversation_id, message_id, rota_id, user_id, turn, turn_before)
        VALUES (of_conversation, of_message, rota.id, member.user_id, rota.turns + 1, member.last_turn)
        ON CONFLICT (conversation_id) DO UPDATE SET
          message_id = EXCLUDED.message_id, rota_id = EXCLUDED.rota_id, user_id = EXCLUDED.user_id,
          turn = EXCLUDED.turn, turn_before = EXCLUDED.turn_before, taken_at = now();
      RETURN member.user_id;
    END
    $function$;

    CREATE FUNCTION notify_team() RETURNS trigger LANGUAGE plpgsql AS $function$
    BEGIN
      PERFORM pg_notify('alexia_changes',
        json_build_object('table', 'team', 'id', '', 'by', NULL)::text);
      RETURN NULL;
    END
    $function$;

    CREATE TRIGGER users_notify AFTER UPDATE OF is_away ON users
      FOR EACH ROW EXECUTE FUNCTION notify_team();
    CREATE TRIGGER rotas_notify AFTER INSERT OR UPDATE OF is_on OR DELETE ON rotas
      FOR EACH ROW EXECUTE FUNCTION notify_team();
    CREATE TRIGGER rota_members_notify AFTER INSERT OR DELETE ON rota_members
      FOR EACH ROW EXECUTE FUNCTION notify_team()`.execute(db);
}
