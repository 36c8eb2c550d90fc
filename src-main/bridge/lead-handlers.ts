import {
  isClosed,
  type Lead,
  MAXIMUM_LEADS_OF_CONVERSATION,
} from '../../src-preload/contract/lead.ts';
import {
  type LeadChange,
  type LeadImportOutcome,
  MAXIMUM_LEAD_HISTORY,
} from '../../src-preload/contract/lead-change.ts';
import type { Workplace } from '../app/workplace.ts';
import { AppError } from '../common/app-error.ts';
import { assertNever } from '../common/assert-never.ts';
import { writeWholeFile } from '../common/write-whole-file.ts';
import { notToComeBack } from '../erasure/not-to-come-back.ts';
import { linkConversation } from '../leads/link-conversation.ts';
import { leadFile } from '../leads/lead-file.ts';
import type { LeadUpdate } from '../store/lead-store.ts';
import type { HandlersOf } from './handlers.ts';
import { leadSaved } from './lead-judgement-handlers.ts';

/** Leads: what came of them is shown here at once; other desktops hear of it from the database. */
export function leadHandlers(
  workplace: () => Workplace,
  chooseSavePath: (suggestedName: string) => Promise<string | null>,
): HandlersOf<'lead'> {
  const gone = (): AppError => new AppError('not_found', 'There is no such lead');
  const refuseErased = async ({ phoneNumber }: LeadChange): Promise<void> => {
    if (!phoneNumber) return;
    if ((await notToComeBack(workplace().stores, [phoneNumber])).size > 0) {
      throw new AppError('person_erased', 'Somebody who was erased is not to come back');
    }
  };
  const linkOne = (lead: Lead): Promise<Lead | null> => workplace().leadLinks.ofLead(lead);

  /** Whoever says of an open lead of which campaign it came says it of its conversation, too. */
  const followLead = async (lead: Lead, { campaignId }: LeadChange): Promise<void> => {
    const { conversationId, stage } = lead;
    if (campaignId === undefined || conversationId === null || isClosed(stage)) return;
    const { stores, publish } = workplace();
    await linkConversation(workplace(), conversationId, campaignId);
    const summary = await stores.conversations.summary(conversationId);
    if (summary) publish('conversation.changed', summary);
  };

  return {
    'lead.ofConversation': async ({ conversationId }) => {
      const { conversations, leads } = workplace().stores;
      if (!(await conversations.find(conversationId))) {
        throw new AppError('not_found', 'There is no such conversation');
      }
      const members = await conversations.members(conversationId);
      return leads.ofConversations(members, MAXIMUM_LEADS_OF_CONVERSATION);
    },

    'lead.list': async ({ search, ...question }) => {
      const { conversations, leads } = workplace().stores;
      // A lead is called what its conversation is, which has the index.
      const among = search === undefined ? undefined : await conversations.named(search);
      return leads.page({ ...question, among });
    },

    'lead.totals': ({ filter }) => workplace().stores.leads.totals(filter),

    'lead.get': async ({ leadId }) => {
      const { leads } = workplace().stores;
      const [lead, history] = await Promise.all([
        leads.find(leadId),
        leads.history(leadId, MAXIMUM_LEAD_HISTORY),
      ]);
      if (!lead) throw gone();
      return { lead, history };
    },

    'lead.update': async ({ leadId, version, change }) => {
      const { stores, user, publish } = workplace();
      await refuseErased(change);
      const update = await stores.leads.update({ leadId, version, change, by: user.userId });
      if (update.outcome === 'saved') await followLead(update.lead, change);
      const saved = leadSaved(update);
      if (saved.outcome === 'saved')
        publish('lead.changed', (await linkOne(saved.lead)) ?? saved.lead);
      return saved;
    },

    'lead.create': async (draft) => {
      const { stores, user, publish, clock } = workplace();
      if (
        draft.conversationId !== null &&
        !(await stores.conversations.find(draft.conversationId))
      ) {
        throw new AppError('not_found', 'There is no such conversation');
      }
      await refuseErased(draft);
      const { outcome, lead } = await stores.leads.create(draft, user.userId, clock.now());
      if (outcome === 'anotherOpen') return { outcome: 'another_open', lead };
      const linked = (await linkOne(lead)) ?? lead;
      if (draft.conversationId !== null) await workplace().leadLinks.note(lead);
      publish('lead.changed', linked);
      await followLead(linked, { campaignId: draft.campaignId ?? undefined });
      return { outcome: 'created', lead: linked };
    },

    'lead.updateMany': async ({ leads: versions, change }) => {
      const { stores, user, publish } = workplace();
      const outcomes: ReturnType<typeof outcomeOf>[] = [];
      // One after the other: of several leads of a conversation only one can be open.
      for (const { leadId, version } of versions) {
        const update = await stores.leads.update({ leadId, version, change, by: user.userId });
        if (update.outcome === 'saved') {
          publish('lead.changed', update.lead);
          await followLead(update.lead, change);
        }
        outcomes.push(outcomeOf(update));
      }
      return outcomes;
    },

    'lead.import': async ({ leads: lines }) => {
      const { stores, user, publish, clock } = workplace();
      const outcomes: LeadImportOutcome[] = [];
      // One after the other: a lead may be in the file twice.
      const numbers = lines.flatMap(({ phoneNumber }) => phoneNumber ?? []);
      const erased = await notToComeBack(stores, numbers);
      for (const line of lines) {
        if (line.phoneNumber && erased.has(line.phoneNumber)) {
          outcomes.push('erased');
          continue;
        }
        const { outcome, lead } = await stores.leads.import(line, user.userId, clock.now());
        if (lead && outcome !== 'unchanged') {
          publish('lead.changed', (await linkOne(lead)) ?? lead);
        }
        outcomes.push(outcome);
      }
      return { outcomes };
    },

    'lead.export': async (question) => {
      const { leads, users, businesses, campaigns } = workplace().stores;
      const path = await chooseSavePath('leads.csv');
      if (path === null) return { count: null };
      const [people, all, known] = await Promise.all([
        users.list(),
        businesses.list(),
        campaigns.list(),
      ]);
      const names = {
        people: new Map(people.map(({ userId, email }) => [userId, email])),
        businesses: new Map(all.map(({ businessId, name }) => [businessId, name])),
        campaigns: new Map(known.map(({ campaignId, code }) => [campaignId, code])),
      };
      let count = 0;
      await writeWholeFile(
        path,
        leadFile(leads, question, names, (written) => (count += written)),
      );
      return { count };
    },

    'lead.stages': () => workplace().stores.leads.stages(),

    'lead.setStages': async ({ stages }) => {
      const { stores, publish } = workplace();
      await stores.leads.setStages(stages);
      publish('lead.stagesChanged', {});
      return null;
    },
  };
}

function outcomeOf(update: LeadUpdate): 'saved' | 'conflict' | 'another_open' | 'not_found' {
  switch (update.outcome) {
    case 'saved':
    case 'unchanged':
      return 'saved';
    case 'conflict':
      return 'conflict';
    case 'anotherOpen':
      return 'another_open';
    case 'notFound':
      return 'not_found';
    default:
      return assertNever(update);
  }
}
