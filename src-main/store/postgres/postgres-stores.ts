import { classifyRejections } from '../classify-rejections.ts';
import type { RelationalStores } from '../stores.ts';
import { postgresAccessStore } from './postgres-access-store.ts';
import { postgresAccessLogStore } from './postgres-access-log-store.ts';
import { postgresBusinessHoursStore } from './postgres-business-hours-store.ts';
import { postgresBusinessStore } from './postgres-business-store.ts';
import { postgresCampaignStore } from './postgres-campaign-store.ts';
import { postgresConsentStore } from './postgres-consent-store.ts';
import { postgresErasureStore } from './postgres-erasure-store.ts';
import { classifyPostgresError, type PostgresConnection } from './postgres-connection.ts';
import { postgresFigureStore } from './figures/postgres-figure-store.ts';
import type { PostgresContext } from './postgres-context.ts';
import { postgresInboxViewStore } from './postgres-inbox-view-store.ts';
import { postgresLabelStore } from './postgres-label-store.ts';
import { postgresLeadEvidenceStore } from './postgres-lead-evidence-store.ts';
import { postgresLeadCorrectionStore } from './postgres-lead-correction-store.ts';
import { postgresLeadJudgementStore } from './postgres-lead-judgement-store.ts';
import { postgresLeadRuleStore } from './postgres-lead-rule-store.ts';
import { postgresLeadStore } from './postgres-lead-store.ts';
import { postgresLeadViewStore } from './postgres-lead-view-store.ts';
import { postgresQuickReplyStore } from './postgres-quick-reply-store.ts';
import { postgresRateLimitStore } from './postgres-rate-limit-store.ts';
import { postgresRetentionStore } from './postgres-retention-store.ts';
import { postgresSessionLogStore } from './postgres-session-log-store.ts';
import { postgresTeamStore } from './postgres-team-store.ts';
import { postgresUserStore } from './postgres-user-store.ts';
import { postgresRowRecords } from './records/postgres-row-records.ts';

/** What is needed before any key is open. */
export function postgresAccessStores(
  connection: PostgresConnection,
  context: Pick<PostgresContext, 'deskId' | 'newObjectId'>,
): Pick<RelationalStores, 'access' | 'rateLimits'> {
  return {
    access: classifyRejections(postgresAccessStore(connection, context), classifyPostgresError),
    rateLimits: classifyRejections(postgresRateLimitStore(connection), classifyPostgresError),
  };
}

export function postgresStores(
  connection: PostgresConnection,
  context: PostgresContext,
): RelationalStores {
  const { newObjectId } = context;
  return {
    users: classifyRejections(postgresUserStore(connection, newObjectId), classifyPostgresError),
    ...postgresAccessStores(connection, context),
    businesses: classifyRejections(
      postgresBusinessStore(connection, newObjectId),
      classifyPostgresError,
    ),
    businessHours: classifyRejections(
      postgresBusinessHoursStore(connection),
      classifyPostgresError,
    ),
    sessionLogs: classifyRejections(postgresSessionLogStore(connection), classifyPostgresError),
    leads: classifyRejections(postgresLeadStore(connection, context), classifyPostgresError),
    leadEvidence: classifyRejections(
      postgresLeadEvidenceStore(connection, context),
      classifyPostgresError,
    ),
    leadRules: classifyRejections(
      postgresLeadRuleStore(connection, newObjectId),
      classifyPostgresError,
    ),
    leadJudgements: classifyRejections(
      postgresLeadJudgementStore(connection),
      classifyPostgresError,
    ),
    leadCorrections: classifyRejections(
      postgresLeadCorrectionStore(connection, context),
      classifyPostgresError,
    ),
    leadViews: classifyRejections(
      postgresLeadViewStore(connection, newObjectId),
      classifyPostgresError,
    ),
    campaigns: classifyRejections(
      postgresCampaignStore(connection, newObjectId),
      classifyPostgresError,
    ),
    inboxViews: classifyRejections(
      postgresInboxViewStore(connection, newObjectId),
      classifyPostgresError,
    ),
    consents: classifyRejections(
      postgresConsentStore(connection, newObjectId),
      classifyPostgresError,
    ),
    labels: classifyRejections(postgresLabelStore(connection, newObjectId), classifyPostgresError),
    team: classifyRejections(postgresTeamStore(connection), classifyPostgresError),
    figures: classifyRejections(postgresFigureStore(connection, context), classifyPostgresError),
    retention: classifyRejections(postgresRetentionStore(connection), classifyPostgresError),
    rowRecords: classifyRejections(postgresRowRecords(connection, context), classifyPostgresError),
    erasures: classifyRejections(postgresErasureStore(connection, context), classifyPostgresError),
    accessLog: classifyRejections(
      postgresAccessLogStore(connection, context),
      classifyPostgresError,
    ),
    quickReplies: classifyRejections(
      postgresQuickReplyStore(connection, newObjectId),
      classifyPostgresError,
    ),
  };
}
