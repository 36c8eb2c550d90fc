import { type Kysely, type Migration, Migrator } from 'kysely';
import { AppError } from '../../common/app-error.ts';
import { classifyPostgresError } from './postgres-connection.ts';
import * as peopleAndBusinesses from './migrations/001-people-and-businesses.ts';
import * as campaignsAndLeads from './migrations/002-campaigns-and-leads.ts';
import * as sessionLogsByMonth from './migrations/003-session-logs-by-month.ts';
import * as messageAnalytics from './migrations/004-message-analytics.ts';
import * as rateLimiting from './migrations/005-rate-limiting.ts';
import * as changeNotifications from './migrations/006-change-notifications.ts';
import * as businessNotifications from './migrations/007-business-notifications.ts';
import * as inboxViews from './migrations/008-inbox-views.ts';
import * as quickReplies from './migrations/009-quick-replies.ts';
import * as contactConsents from './migrations/010-contact-consents.ts';
import * as labels from './migrations/011-labels.ts';
import * as team from './migrations/012-team.ts';
import * as businessHours from './migrations/013-business-hours.ts';
import * as leadPipeline from './migrations/015-lead-pipeline.ts';
import * as leadEvidence from './migrations/016-lead-evidence.ts';
import * as figures from './migrations/017-figures.ts';
import * as conversationHours from './migrations/018-conversation-hours.ts';
import * as campaigns from './migrations/019-campaigns.ts';
import * as leadViews from './migrations/020-lead-views.ts';
import * as leadJudgements from './migrations/021-lead-judgements.ts';
import * as access from './migrations/022-access.ts';
import * as accessLog from './migrations/024-access-log.ts';
import * as consentKeywords from './migrations/025-consent-keywords.ts';
import * as retention from './migrations/026-retention.ts';
import * as erasure from './migrations/027-erasure.ts';
import * as rememberColleague from './migrations/029-remember-colleague.ts';
import type { Tables } from './tables.ts';

export const postgresMigrations: Readonly<Record<string, Migration>> = {
  '001-people-and-businesses': peopleAndBusinesses,
  '002-campaigns-and-leads': campaignsAndLeads,
  '003-session-logs-by-month': sessionLogsByMonth,
  '004-message-analytics': messageAnalytics,
  '005-rate-limiting': rateLimiting,
  '006-change-notifications': changeNotifications,
  '007-business-notifications': businessNotifications,
  '008-inbox-views': inboxViews,
  '009-quick-replies': quickReplies,
  '010-contact-consents': contactConsents,
  '011-labels': labels,
  '012-team': team,
  '013-business-hours': businessHours,
  '015-lead-pipeline': leadPipeline,
  '016-lead-evidence': leadEvidence,
  '017-figures': figures,
  '018-conversation-hours': conversationHours,
  '019-campaigns': campaigns,
  '020-lead-views': leadViews,
  '021-lead-judgements': leadJudgements,
  '022-access': access,
  '024-access-log': accessLog,
  '025-consent-keywords': consentKeywords,
  '026-retention': retention,
  '027-erasure': erasure,
  '029-remember-colleague': rememberColleague,
};

/**
 * Brings the database up to date, under a lock of the database's own, each step in a transaction. Returns the names
 * of the steps that were run. Rejects with an AppError `database_migration_failed` that names the step; a database
 * that a newer version of the app has changed is left alone in the same way.
 */
export async function migratePostgres(
  db: Kysely<Tables>,
  migrations: Readonly<Record<string, Migration>> = postgresMigrations,
): Promise<string[]> {
  const migrator = new Migrator({
    db,
    provider: { getMigrations: () => Promise.resolve({ ...migrations }) },
    migrationTableName: 'schema_migrations',
    migrationLockTableName: 'schema_migrations_lock',
  });
  const { error, results } = await migrator.migrateToLatest();
  if (error !== undefined) {
    const classified = classifyPostgresError(error);
    if (classified instanceof AppError) throw classified;
    const failed = results?.find((result) => result.status === 'Error')?.migrationName;
    throw new AppError(
      'database_migration_failed',
      failed ? `PostgreSQL step ${failed} failed` : 'PostgreSQL could not be brought up to date',
      { cause: error },
    );
  }
  return (results ?? []).map((result) => result.migrationName);
}
