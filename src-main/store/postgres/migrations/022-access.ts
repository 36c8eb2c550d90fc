import { type Kysely, sql } from 'kysely';

/**
 * Who may do what, and from which desktop. What a desktop must not read (passwords, tokens, codes) lies in tables that
 * functions alone reach: they run as the owner of the tables, so that a login of `alexia_desk` needs no right on those
 * (resources/database-roles/postgres-roles.sql takes the rights back). A password comes in as what scrypt made of it,
 * and its SHA-256 is kept: what is stored opens nothing.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    ALTER TABLE users
      ADD COLUMN role varchar(10) NOT NULL DEFAULT 'agent'
        CONSTRAINT users_role CHECK (role IN ('owner', 'manager', 'agent', 'read_only')),
      -- They work here no longer; what they did keeps their name.
      ADD COLUMN removed_at timestamptz;
    -- Whoever made the workspace owns it.
    UPDATE users SET role = 'owner' WHERE id = (SELECT min(id) FROM users);

    CREATE TABLE user_passwords (
      user_id integer PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
      cost integer NOT NULL,
      block_size integer NOT NULL,
      parallelization integer NOT NULL,
      salt bytea NOT NULL,
      -- SHA-256 of what scrypt gives; NULL after a reset: a code is needed.
      hash bytea,
      changed_at timestamptz NOT NULL DEFAULT now()
    );

    CREATE TABLE invitations (
      id serial PRIMARY KEY,
      object_id char(24) NOT NULL CONSTRAINT invitations_object_id UNIQUE,
      email varchar(320) NOT NULL,
      role varchar(10) NOT NULL
        CONSTRAINT invitations_role CHECK (role IN ('owner', 'manager', 'agent', 'read_only')),
      -- SHA-256; the code itself is shown once.
      code_hash bytea NOT NULL CONSTRAINT invitations_code_hash UNIQUE,
      invited_by integer REFERENCES users (id) ON DELETE SET NULL,
      created_at timestamptz NOT NULL DEFAULT now(),
      expires_at timestamptz NOT NULL
    );
    -- One at a time for each person: … ON CONFLICT (lower(email)).
    CREATE UNIQUE INDEX invitations_email ON invitations (lower(email));
    CREATE INDEX invitations_invited_by ON invitations (invited_by);

    CREATE TABLE desktops (
      id serial PRIMARY KEY,
      desk_id uuid NOT NULL CONSTRAINT desktops_desk_id UNIQUE,
      user_id integer NOT NULL REFERENCES users (id) ON DELETE CASCADE,
      -- As the computer calls itself.
      name varchar(255) NOT NULL,
      -- The login with which it comes.
      login name NOT NULL DEFAULT session_user,
      -- SHA-256 of the token in its keychain; NULL: the password is asked for.
      token_hash bytea,
      first_seen_at timestamptz NOT NULL DEFAULT now(),
      last_seen_at timestamptz NOT NULL DEFAULT now(),
      shut_out_at timestamptz,
      shut_out_by integer REFERENCES users (id) ON DELETE SET NULL
    );
    CREATE INDEX desktops_user_id ON desktops (user_id);
    CREATE INDEX desktops_shut_out_by ON desktops (shut_out_by);

    -- There is always somebody who may give roles. After the change, and one at a time: two who give up being owners in
    -- the same moment see each other.
    CREATE FUNCTION keep_an_owner() RETURNS trigger LANGUAGE plpgsql AS $function$
    BEGIN
      IF OLD.role = 'owner' AND OLD.removed_at IS NULL
        AND (NEW.role <> 'owner' OR NEW.removed_at IS NOT NULL) THEN
        PERFORM pg_advisory_xact_lock(hashtext('alexia.owners'));
        PERFORM FROM users WHERE role = 'owner' AND removed_at IS NULL;
        IF NOT FOUND THEN
          RAISE EXCEPTION 'the last owner stays' USING ERRCODE = 'check_violation', CONSTRAINT = 'users_last_owner';
        END IF;
      END IF;
      RETURN NULL;
    END
    $function$;
    CREATE TRIGGER users_keep_an_owner AFTER UPDATE OF role, removed_at ON users
      FOR EACH ROW EXECUTE FUNCTION keep_an_owner();

    -- Passwords and invitations are asked for from the moment on in which an owner has a password.
    CREATE FUNCTION is_protected() RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $function$
      SELECT EXISTS (
        SELECT FROM user_passwords JOIN users ON users.id = user_passwords.user_id
        WHERE users.role = 'owner' AND users.removed_at IS NULL)
    $function$;

    -- What a desktop must know to try a password. No row: nobody, or without a password. NULL: it was reset.
    CREATE FUNCTION password_parameters(of_person text)
    RETURNS TABLE (cost integer, block_size integer, parallelization integer, salt bytea, is_reset boolean)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $function$
      SELECT p.cost, p.block_size, p.parallelization, p.salt, p.hash IS NULL
      FROM user_passwords p JOIN users ON users.id = p.user_id
      WHERE users.object_id = of_person AND users.removed_at IS NULL
    $function$;

    CREATE FUNCTION is_password(of_person text, derived bytea) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $function$
      SELECT COALESCE((
        SELECT p.hash = sha256(derived) FROM user_passwords p JOIN users ON users.id = p.user_id
        WHERE users.object_id = of_person AND users.removed_at IS NULL), false)
    $function$;

    -- A person joins without an invitation: they are there already, or nobody asks for one yet. 'joined', or why not:
    -- an 'invitation' or the 'password' is needed, or they were 'removed'.
    CREATE FUNCTION join_workspace(new_object_id text, of_name text, of_email text) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $function$
    DECLARE
      member users;
    BEGIN
      -- Two who are the first in the same moment: one of them owns it.
      PERFORM pg_advisory_xact_lock(hashtext('alexia.owners'));
      SELECT * INTO member FROM users WHERE lower(email) = lower(of_email);
      IF member.removed_at IS NOT NULL THEN RETURN 'removed'; END IF;
      IF EXISTS (SELECT FROM user_passwords WHERE user_id = member.id) THEN RETURN 'password'; END IF;
      IF is_protected() THEN RETURN 'invitation'; END IF;
      INSERT INTO users (object_id, name, email, role)
        VALUES (new_object_id, of_name, of_email,
          CASE WHEN EXISTS (SELECT FROM users WHERE removed_at IS NULL) THEN 'agent' ELSE 'owner' END)
        ON CONFLICT (lower(email)) DO UPDATE SET name = EXCLUDED.name, updated_at = now();
      RETURN 'joined';
    END
    $function$;

    CREATE FUNCTION put_password(of_user integer, of_cost integer, of_block_size integer,
      of_parallelization integer, of_salt bytea, derived bytea) RETURNS void
    LANGUAGE sql SET search_path = public, pg_temp AS $function$
      INSERT INTO user_passwords (user_id, cost, block_size, parallelization, salt, hash)
      VALUES (of_user, of_cost, of_block_size, of_parallelization, of_salt, sha256(derived))
      ON CONFLICT (user_id) DO UPDATE SET cost = EXCLUDED.cost, block_size = EXCLUDED.block_size,
        parallelization = EXCLUDED.parallelization, salt = EXCLUDED.salt, hash = EXCLUDED.hash, changed_at = now();
      -- Wherever else they work the new one is asked for.
      UPDATE desktops SET token_hash = NULL WHERE user_id = of_user
    $function$;
    REVOKE ALL ON FUNCTION put_password FROM PUBLIC;

    -- A code is used, once: the person is there afterwards, with its role and this password. False: it is not valid.
    CREATE FUNCTION use_invitation(code bytea, of_email text, new_object_id text, of_name text, of_cost integer,
      of_block_size integer, of_parallelization integer, of_salt bytea, derived bytea) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $function$
    DECLARE
      invitation invitations;
      member integer;
    BEGIN
      PERFORM pg_advisory_xact_lock(hashtext('alexia.owners'));
      DELETE FROM invitations WHERE code_hash = sha256(code) AND lower(email) = lower(of_email)
        AND expires_at > now() RETURNING * INTO invitation;
      IF invitation.id IS NULL THEN RETURN false; END IF;
      INSERT INTO users (object_id, name, email, role)
        VALUES (new_object_id, of_name, of_email, invitation.role)
        ON CONFLICT (lower(email)) DO UPDATE SET
          role = EXCLUDED.role, removed_at = NULL, updated_at = now()
        RETURNING id INTO member;
      PERFORM put_password(member, of_cost, of_block_size, of_parallelization, of_salt, derived);
      RETURN true;
    END
    $function$;

    -- One's own: the first one, or with the one before.
    CREATE FUNCTION set_password(of_person text, derived_before bytea, of_cost integer, of_block_size integer,
      of_parallelization integer, of_salt bytea, derived bytea) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $function$
    DECLARE
      member users;
      known user_passwords;
    BEGIN
      SELECT * INTO member FROM users WHERE users.object_id = of_person AND removed_at IS NULL FOR UPDATE;
      IF NOT FOUND THEN RETURN false; END IF;
      SELECT * INTO known FROM user_passwords WHERE user_id = member.id;
      IF FOUND AND (known.hash IS NULL OR known.hash IS DISTINCT FROM sha256(derived_before)) THEN
        RETURN false;
      END IF;
      PERFORM put_password(member.id, of_cost, of_block_size, of_parallelization, of_salt, derived);
      RETURN true;
    END
    $function$;

    -- For owners: the roles' script takes it from everybody else. The password is gone, and every desktop of the person asks for a code.
    CREATE FUNCTION reset_password(of_person text) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $function$
    DECLARE
      member integer;
    BEGIN
      UPDATE user_passwords SET hash = NULL, changed_at = now()
        FROM users WHERE users.id = user_id AND users.object_id = of_person AND users.removed_at IS NULL
        RETURNING user_id INTO member;
      UPDATE desktops SET token_hash = NULL WHERE user_id = member;
      RETURN member IS NOT NULL;
    END
    $function$;

    -- A desktop says that it is there, and hears how it stands: 'in', 'sign_in', 'shut_out' or 'removed'.
    CREATE FUNCTION check_in(desk uuid, of_person text, of_token bytea, computer text)
    RETURNS TABLE (outcome text, role text, has_password boolean, name text, email text)
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $function$
    #variable_conflict use_column
    DECLARE
      member users;
      known desktops;
      protected boolean;
    BEGIN
      SELECT * INTO known FROM desktops WHERE desk_id = desk;
      IF known.shut_out_at IS NOT NULL THEN
        RETURN QUERY SELECT 'shut_out', NULL::text, false, NULL::text, NULL::text;
        RETURN;
      END IF;
      SELECT * INTO member FROM users WHERE users.object_id = of_person;
      IF NOT FOUND OR member.removed_at IS NOT NULL THEN
        RETURN QUERY SELECT 'removed', NULL::text, false, NULL::text, NULL::text;
        RETURN;
      END IF;
      protected := EXISTS (SELECT FROM user_passwords WHERE user_id = member.id);
      IF protected AND (known.user_id IS DISTINCT FROM member.id OR known.token_hash IS NULL
        OR known.token_hash IS DISTINCT FROM sha256(of_token)) THEN
        RETURN QUERY SELECT 'sign_in', member.role::text, true, member.name::text, member.email::text;
        RETURN;
      END IF;
      INSERT INTO desktops (desk_id, user_id, name) VALUES (desk, member.id, computer)
        ON CONFLICT (desk_id) DO UPDATE SET user_id = EXCLUDED.user_id, name = EXCLUDED.name,
          login = EXCLUDED.login, last_seen_at = now();
      RETURN QUERY SELECT 'in', member.role::text, protected, member.name::text, member.email::text;
    END
    $function$;

    -- Whether the password was right. From then on this token stands for it, on this desktop.
    CREATE FUNCTION sign_in(desk uuid, of_person text, derived bytea, new_token bytea, computer text)
    RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $function$
    DECLARE
      member users;
    BEGIN
      IF EXISTS (SELECT FROM desktops WHERE desk_id = desk AND shut_out_at IS NOT NULL) THEN RETURN false; END IF;
      IF NOT is_password(of_person, derived) THEN RETURN false; END IF;
      SELECT * INTO member FROM users WHERE users.object_id = of_person;
      INSERT INTO desktops (desk_id, user_id, name, token_hash)
        VALUES (desk, member.id, computer, sha256(new_token))
        ON CONFLICT (desk_id) DO UPDATE SET user_id = EXCLUDED.user_id, name = EXCLUDED.name,
          login = EXCLUDED.login, token_hash = EXCLUDED.token_hash, last_seen_at = now();
      RETURN true;
    END
    $function$;

    -- Months of the log that are made from now on are read through the whole alone, by who may read that.
    DO $block$ BEGIN
      EXECUTE replace(pg_get_functiondef('ensure_session_log_partition(timestamptz)'::regprocedure),
        'REVOKE INSERT,', 'REVOKE SELECT, INSERT,');
    END $block$;

    CREATE TRIGGER users_access_notify AFTER INSERT OR UPDATE OF name, role, removed_at ON users
      FOR EACH ROW EXECUTE FUNCTION notify_team();
    CREATE TRIGGER user_passwords_notify AFTER INSERT OR UPDATE OR DELETE ON user_passwords
      FOR EACH ROW EXECUTE FUNCTION notify_team();
    CREATE TRIGGER invitations_notify AFTER INSERT OR UPDATE OR DELETE ON invitations
      FOR EACH ROW EXECUTE FUNCTION notify_team();
    CREATE TRIGGER desktops_notify AFTER INSERT ON desktops
      FOR EACH ROW EXECUTE FUNCTION notify_team();
    CREATE TRIGGER desktops_update_notify AFTER UPDATE ON desktops FOR EACH ROW
      WHEN (OLD.user_id <> NEW.user_id OR OLD.shut_out_at IS DISTINCT FROM NEW.shut_out_at)
      EXECUTE FUNCTION notify_team()`.execute(db);
}
