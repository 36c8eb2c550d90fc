import { afterAll, beforeAll, describe } from 'vitest';
import { postgresServers } from '../../support/databases/postgres-servers.ts';
import { openPostgres, type OpenPostgres } from './open-postgres.ts';
import { postgresAccessTests } from './postgres-access-tests.ts';
import { postgresBusinessHoursTests } from './postgres-business-hours-tests.ts';
import { postgresCampaignTests } from './postgres-campaign-tests.ts';
import { postgresConsentTests } from './postgres-consent-tests.ts';
import { postgresDirectoryTests } from './postgres-directory-tests.ts';
import { postgresLabelTests } from './postgres-label-tests.ts';
import { postgresLeadChangeTests } from './postgres-lead-change-tests.ts';
import { postgresLeadEvidenceTests } from './postgres-lead-evidence-tests.ts';
import { postgresLeadJudgementTests } from './postgres-lead-judgement-tests.ts';
import { postgresWaitingLeadTests } from './postgres-waiting-lead-tests.ts';
import { postgresLeadRuleTests } from './postgres-lead-rule-tests.ts';
import { postgresLeadTests } from './postgres-lead-tests.ts';
import { postgresLogTests } from './postgres-log-tests.ts';
import { postgresQuickReplyTests } from './postgres-quick-reply-tests.ts';
import { postgresRateLimitTests } from './postgres-rate-limit-tests.ts';
import { postgresTeamTests } from './postgres-team-tests.ts';
import { postgresTableTests } from './postgres-table-tests.ts';

describe.each(postgresServers)('on $name', ({ start }) => {
  let open: OpenPostgres;

  beforeAll(async () => {
    open = await openPostgres(await start());
  });

  afterAll(() => open.close());

  describe('users and businesses', () => postgresDirectoryTests(() => open));
  describe('leads', () => postgresLeadTests(() => open));
  describe('leads that people change', () => postgresLeadChangeTests(() => open));
  describe('what stands behind a lead', () => postgresLeadEvidenceTests(() => open));
  describe('what people say of leads', () => postgresLeadJudgementTests(() => open));
  describe('leads that wait for a number', () => postgresWaitingLeadTests(() => open));
  describe('the rules for leads', () => postgresLeadRuleTests(() => open));
  describe('campaigns', () => postgresCampaignTests(() => open));
  describe('the session log', () => postgresLogTests(() => open));
  describe('labels', () => postgresLabelTests(() => open));
  describe('quick replies', () => postgresQuickReplyTests(() => open));
  describe('consents', () => postgresConsentTests(() => open));
  describe('business hours', () => postgresBusinessHoursTests(() => open));
  describe('the team', () => postgresTeamTests(() => open));
  describe('rate limits', () => postgresRateLimitTests(() => open));
  describe('the tables', () => postgresTableTests(() => open));
  describe('people and desktops', () => postgresAccessTests(() => open));
});
