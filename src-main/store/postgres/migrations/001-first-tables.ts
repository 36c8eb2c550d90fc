import { type Kysely, sql } from 'kysely';

/** The people, the businesses, the leads and the session logs. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('users')
    .addColumn('id', 'serial', (column) => column.primaryKey())
    .addColumn('object_id', 'char(24)', (column) => column.notNull().unique())
    .addColumn('name', 'varchar(255)', (column) => column.notNull())
    .addColumn('email', 'varchar(320)', (column) => column.notNull())
    .addColumn('created_at', 'timestamptz', (column) => column.notNull().defaultTo(sql`now()`))
    .addColumn('updated_at', 'timestamptz', (column) => column.notNull().defaultTo(sql`now()`))
    .execute();
  await db.schema
    .createIndex('users_email')
    .on('users')
    .unique()
    .expression(sql`lower(email)`)
    .execute();

  await db.schema
    .createTable('businesses')
    .addColumn('id', 'serial', (column) => column.primaryKey())
    .addColumn('object_id', 'char(24)', (column) => column.notNull().unique())
    .addColumn('name', 'varchar(255)', (column) => column.notNull())
    .addColumn('created_at', 'timestamptz', (column) => column.notNull().defaultTo(sql`now()`))
    .addColumn('updated_at', 'timestamptz', (column) => column.notNull().defaultTo(sql`now()`))
    .execute();

  await db.schema
    .createTable('leads')
    .addColumn('id', 'serial', (column) => column.primaryKey())
    .addColumn('object_id', 'char(24)', (column) => column.notNull().unique())
    .addColumn('business_id', 'integer', (column) => column.references('businesses.id'))
    .addColumn('conversation_id', 'uuid', (column) => column.notNull())
    .addColumn('message_id', 'varchar(128)', (column) => column.notNull())
    .addColumn('contact_name', 'text', (column) => column.notNull())
    .addColumn('stage', 'varchar(20)', (column) => column.notNull().defaultTo('new'))
    .addColumn('reasons', sql`text[]`, (column) => column.notNull())
    .addColumn('excerpt', 'text', (column) => column.notNull())
    .addColumn('source', 'varchar(50)', (column) => column.notNull())
    .addColumn('created_at', 'timestamptz', (column) => column.notNull())
    .addColumn('updated_at', 'timestamptz', (column) => column.notNull().defaultTo(sql`now()`))
    .addCheckConstraint(
      'leads_stage',
      sql`stage IN ('new', 'contacted', 'qualified', 'proposal', 'won', 'lost')`,
    )
    .execute();
  // A conversation has at most one open lead, whoever finds it first.
  await db.schema
    .createIndex('leads_open_conversation')
    .on('leads')
    .unique()
    .column('conversation_id')
    .where(sql.ref('stage'), 'not in', ['won', 'lost'])
    .execute();
  await db.schema
    .createIndex('leads_created_at')
    .on('leads')
    .columns(['created_at desc', 'object_id'])
    .execute();

  await db.schema
    .createTable('whatsapp_session_logs')
    .addColumn('id', 'serial', (column) => column.primaryKey())
    .addColumn('event_id', 'uuid', (column) => column.notNull().unique())
    .addColumn('session_id', 'varchar(255)', (column) => column.notNull())
    .addColumn('user_id', 'integer', (column) => column.references('users.id'))
    .addColumn('event_type', 'varchar(50)', (column) => column.notNull())
    .addColumn('event_data', 'jsonb')
    .addColumn('severity', 'varchar(20)', (column) => column.notNull().defaultTo('info'))
    .addColumn('message', 'text')
    .addColumn('created_at', 'timestamptz', (column) => column.notNull().defaultTo(sql`now()`))
    .execute();
  for (const column of ['session_id', 'created_at', 'event_type']) {
    await db.schema
      .createIndex(`whatsapp_session_logs_${column}`)
      .on('whatsapp_session_logs')
      .column(column)
      .execute();
  }
}
