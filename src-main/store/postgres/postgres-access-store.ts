import { sql } from 'kysely';
import { Role } from '../../../src-preload/contract/access.ts';
import { UserId } from '../../../src-preload/contract/ids.ts';
import type { AccessStore, CheckIn, DerivedPassword } from '../access-store.ts';
import { type PostgresConnection, postgresText } from './postgres-connection.ts';

interface CheckInRow {
  outcome: string;
  role: string | null;
  has_password: boolean;
  name: string | null;
  email: string | null;
}

const LAST_OWNER = 'users_last_owner';

export function postgresAccessStore(
  { db, retry }: PostgresConnection,
  { deskId, newObjectId }: { deskId: string; newObjectId: () => string },
): AccessStore {
  const findByEmail: AccessStore['findByEmail'] = async (email) => {
    const row = await retry(() =>
      db
        .selectFrom('users')
        .select(['object_id', 'name', 'email'])
        .where(sql`lower(email)`, '=', sql`lower(${postgresText(email)})`)
        .where('removed_at', 'is', null)
        .executeTakeFirst(),
    );
    return row ? { userId: UserId.parse(row.object_id), name: row.name, email: row.email } : null;
  };
  const isTrue = async (question: ReturnType<typeof sql<{ yes: boolean }>>): Promise<boolean> => {
    const { rows } = await retry(() => question.execute(db));
    return rows[0]?.yes === true;
  };
  return {
    async checkIn({ userId, token, computer }) {
      const { rows } = await retry(() =>
        sql<CheckInRow>`SELECT * FROM check_in(${deskId}::uuid, ${userId}, ${token}::bytea, ${computerName(computer)})
        `.execute(db),
      );
      return toCheckIn(userId, rows[0]);
    },

    async passwordQuestion(userId) {
      const { rows } = await retry(() =>
        sql<{
          cost: number;
          block_size: number;
          parallelization: number;
          salt: Buffer;
          is_reset: boolean;
        }>`SELECT * FROM password_parameters(${userId})`.execute(db),
      );
      const [row] = rows;
      if (!row) return null;
      const { cost, block_size: blockSize, parallelization, salt } = row;
      return {
        parameters: { algorithm: 'scrypt', cost, blockSize, parallelization, salt },
        isReset: row.is_reset,
      };
    },

    signIn: ({ userId, key, token, computer }) =>
      isTrue(sql`SELECT sign_in(${deskId}::uuid, ${userId}, ${key}::bytea, ${token}::bytea,
        ${computerName(computer)}) AS yes`),

    setPassword: (userId, before, next) =>
      isTrue(sql`SELECT set_password(${userId}, ${before}::bytea, ${parts(next)}) AS yes`),

    isProtected: () => isTrue(sql`SELECT is_protected() AS yes`),

    findByEmail,

    async useInvitation({ code, name, email, password }) {
      const isValid = await isTrue(
        sql`SELECT use_invitation(${code}::bytea, ${postgresText(email)}, ${newObjectId()},
          ${postgresText(name)}, ${parts(password)}) AS yes`,
      );
      return isValid ? findByEmail(email) : null;
    },

    async members() {
      const { rows } = await retry(() =>
        sql<{ object_id: string; name: string; email: string; role: string; has: boolean }>`
          SELECT object_id, name, email, role,
            EXISTS (SELECT FROM password_parameters(users.object_id)) AS has
          FROM users WHERE removed_at IS NULL ORDER BY lower(name), object_id
        `.execute(db),
      );
      return rows.map((row) => ({
        userId: UserId.parse(row.object_id),
        name: row.name,
        email: row.email,
        role: Role.parse(row.role),
        hasPassword: row.has,
      }));
    },

    async setRole(userId, role) {
      return lastOwnerOr(async () => {
        const { numUpdatedRows } = await retry(() =>
          db
            .updateTable('users')
            .set({ role, updated_at: sql`now()` })
            .where('object_id', '=', userId)
            .where('removed_at', 'is', null)
            .executeTakeFirstOrThrow(),
        );
        return numUpdatedRows > 0n ? 'changed' : 'notFound';
      });
    },

    async remove(userId) {
      return lastOwnerOr(() =>
        retry(() =>
          db.transaction().execute(async (transaction) => {
            const person = await transaction
              .updateTable('users')
              .set({ removed_at: sql`now()`, is_away: true, updated_at: sql`now()` })
              .where('object_id', '=', userId)
              .where('removed_at', 'is', null)
              .returning('id')
              .executeTakeFirst();
            if (!person) return 'notFound';
            await transaction.deleteFrom('rota_members').where('user_id', '=', person.id).execute();
            return 'removed';
          }),
        ),
      );
    },

    resetPassword: (userId) => isTrue(sql`SELECT reset_password(${userId}) AS yes`),

    async invitations() {
      const rows = await retry(() =>
        db
          .selectFrom('invitations')
          .select(['object_id', 'email', 'role', 'expires_at'])
          .where('expires_at', '>', sql<Date>`now()`)
          .orderBy('created_at', 'desc')
          .execute(),
      );
      return rows.map((row) => ({
        invitationId: row.object_id,
        email: row.email,
        role: row.role,
        expiresAt: row.expires_at.getTime(),
      }));
    },

    async invite({ email, role, code, expiresAt, by }) {
      const row = {
        role,
        code_hash: sql<Buffer>`sha256(${code}::bytea)`,
        invited_by: sql<number | null>`(SELECT id FROM users WHERE object_id = ${by})`,
        created_at: sql<Date>`now()`,
        expires_at: new Date(expiresAt),
      };
      await retry(() =>
        db
          .insertInto('invitations')
          .values({ object_id: newObjectId(), email: postgresText(email), ...row })
          .onConflict((conflict) => conflict.expression(sql`lower(email)`).doUpdateSet(row))
          .execute(),
      );
    },

    async cancelInvitation(invitationId) {
      const { numDeletedRows } = await retry(() =>
        db
          .deleteFrom('invitations')
          .where('object_id', '=', invitationId)
          .executeTakeFirstOrThrow(),
      );
      return numDeletedRows > 0n;
    },

    async desktops() {
      const rows = await retry(() =>
        db
          .selectFrom('desktops')
          .innerJoin('users', 'users.id', 'desktops.user_id')
          .select(['desk_id', 'desktops.name', 'users.name as user_name', 'login'])
          .select(['last_seen_at', 'shut_out_at'])
          .orderBy('last_seen_at', 'desc')
          .execute(),
      );
      return rows.map((row) => ({
        deskId: row.desk_id,
        name: row.name,
        userName: row.user_name,
        login: row.login,
        lastSeenAt: row.last_seen_at.getTime(),
        isThis: row.desk_id === deskId,
        shutOutAt: row.shut_out_at?.getTime() ?? null,
      }));
    },

    async shutOut(desk, by) {
      if (desk === deskId) return 'notFound';
      const { numUpdatedRows } = await retry(() =>
        db
          .updateTable('desktops')
          .set({
            shut_out_at: sql`COALESCE(shut_out_at, now())`,
            shut_out_by: sql`(SELECT id FROM users WHERE object_id = ${by})`,
            token_hash: null,
          })
          .where('desk_id', '=', desk)
          .executeTakeFirstOrThrow(),
      );
      return numUpdatedRows > 0n ? 'shutOut' : 'notFound';
    },

    async endLogin(desk) {
      const { rows } = await retry(() =>
        sql<{ login: string; is_shared: boolean; may_end: boolean }>`
          SELECT login, login = session_user OR EXISTS (
              SELECT FROM desktops other WHERE other.login = desktops.login
                AND other.desk_id <> desktops.desk_id AND other.shut_out_at IS NULL) AS is_shared,
            COALESCE(has_function_privilege(to_regprocedure('alexia_end_login(name)'), 'EXECUTE'), false) AS may_end
          FROM desktops WHERE desk_id = ${desk}::uuid
        `.execute(db),
      );
      const [row] = rows;
      if (!row || row.is_shared) return 'shared';
      if (!row.may_end) return 'by_hand';
      const ended = await isTrue(sql`SELECT alexia_end_login(${row.login}::name) AS yes`);
      return ended ? 'ended' : 'by_hand';
    },
  };
}

function parts({ parameters, key }: DerivedPassword) {
  const { cost, blockSize, parallelization, salt } = parameters;
  return sql`${cost}::integer, ${blockSize}::integer, ${parallelization}::integer, ${salt}::bytea, ${key}::bytea`;
}

function computerName(name: string): string {
  return postgresText(name).slice(0, 255);
}

function toCheckIn(userId: UserId, row: CheckInRow | undefined): CheckIn {
  if (!row) return { outcome: 'removed' };
  switch (row.outcome) {
    case 'in':
    case 'sign_in':
      return {
        outcome: row.outcome === 'in' ? 'in' : 'signIn',
        user: { userId, name: row.name ?? '', email: row.email ?? '' },
        role: Role.parse(row.role),
        hasPassword: row.has_password,
      };
    case 'shut_out':
      return { outcome: 'shutOut' };
    default:
      return { outcome: 'removed' };
  }
}

/** There would be nobody left who may give roles: the database refuses it. */
async function lastOwnerOr<T>(change: () => Promise<T>): Promise<T | 'lastOwner'> {
  try {
    return await change();
  } catch (error) {
    if (error instanceof Error && 'constraint' in error && error.constraint === LAST_OWNER) {
      return 'lastOwner';
    }
    throw error;
  }
}
