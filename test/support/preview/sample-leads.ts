import type { Result } from '../../../src-preload/contract/result.ts';
import {
  type Lead,
  LeadStage,
  type LeadTotal,
  newestFirst,
} from '../../../src-preload/contract/lead.ts';
import {
  isWanted,
  type LeadList,
  placeLead,
} from '../../../src-renderer/features/leads/lead-order.ts';
import { matchWords } from '../../../src-renderer/ui/match-words.ts';
import { type FakeBridge, fail, succeed } from './fake-bridge.ts';
import { sampleColleagues } from './sample-data.ts';

/** Leads as main answers them, filtered and sorted; a change is kept, and has a line in the history. */
export function handleLeads(
  bridge: FakeBridge,
  all: readonly Lead[],
  now: number,
  fill: <T>(value: () => T) => Promise<never> | Result<T>,
): void {
  let leads = [...all];
  const [ana, bilal] = sampleColleagues();
  const find = (leadId: string): Lead | undefined => leads.find((each) => each.leadId === leadId);
  const judge = (leadId: string, isDismissed: boolean) => {
    const lead = find(leadId);
    if (!lead) return fail('not_found');
    const next: Lead = { ...lead, isDismissed, version: lead.version + 1 };
    leads = leads.map((each) => (each === lead ? next : each));
    return succeed({ outcome: 'saved' as const, lead: next });
  };
  bridge
    .handle('lead.list', ({ search, filter = {}, sort = newestFirst, after, limit }) =>
      fill(() => {
        const found = leads.filter(
          ({ contactName }) => search === undefined || matchWords(contactName, search) !== null,
        );
        const matching = found.reduce<LeadList>(
          (list, lead) => placeLead(list, lead, { filter: filter as never, sort }),
          { items: [], next: null, more: 'idle' },
        ).items;
        const start =
          after === undefined ? 0 : matching.findIndex((each) => each.leadId === after.leadId) + 1;
        const items = matching.slice(start, start + limit);
        const last = items.at(-1);
        return {
          items,
          next:
            last === undefined || start + limit >= matching.length
              ? null
              : { key: last.createdAt, leadId: last.leadId },
        };
      }),
    )
    .handle('lead.totals', ({ filter = {} }) =>
      fill(() => totalsOf(leads.filter((lead) => isWanted(lead, filter as never)))),
    )
    .handle('lead.get', ({ leadId }) =>
      fill(() => {
        const lead = find(leadId) ?? leads[0];
        if (!lead) throw new Error('There are samples');
        return {
          lead,
          history: [
            {
              ...{ version: 3, at: now - 3_600_000, by: ana?.userId ?? null },
              before: { stage: 'new' as const, value: null },
              after: { stage: lead.stage, value: lead.value },
            },
            {
              ...{ version: 2, at: now - 86_400_000, by: bilal?.userId ?? null },
              before: { ownerId: null },
              after: { ownerId: lead.ownerId },
            },
          ],
        };
      }),
    )
    .handle('lead.update', ({ leadId, version, change }) => {
      const lead = find(leadId);
      if (!lead) return fail('not_found');
      if (lead.version !== version) return succeed({ outcome: 'conflict' as const, lead });
      const next = { ...lead, ...change, version: version + 1 } as Lead;
      leads = leads.map((each) => (each === lead ? next : each));
      return succeed({ outcome: 'saved' as const, lead: next });
    })
    .handle('lead.create', ({ conversationId, ...draft }) => {
      const [first] = leads;
      if (!first) return fail('not_found');
      const lead = {
        ...{ ...first, ...draft, messageId: null, excerpt: '', reasons: [], source: 'manual' },
        conversationId: conversationId === null ? null : first.conversationId,
      } as Lead;
      leads = [lead, ...leads];
      return succeed({ outcome: 'created' as const, lead });
    })
    .handle('leadJudgement.confirm', () => (leads[0] ? succeed(leads[0]) : fail('not_found')))
    .handle('leadJudgement.dismiss', ({ leadId }) => judge(leadId, true))
    .handle('leadJudgement.restore', ({ leadId }) => judge(leadId, false))
    .handle('lead.updateMany', (input) => succeed(input.leads.map(() => 'saved' as const)))
    .handle('lead.import', (input) =>
      succeed({ outcomes: input.leads.map(() => 'created' as const) }),
    )
    .handle('lead.export', () => succeed({ count: leads.length }))
    .handle('lead.stages', () =>
      succeed(
        LeadStage.options.map((stage) => ({
          stage,
          name: stage === 'proposal' ? 'Quotation sent' : null,
        })),
      ),
    )
    .handle('lead.setStages', () => succeed(null));
}

function totalsOf(leads: readonly Lead[]): LeadTotal[] {
  return LeadStage.options.flatMap((stage): LeadTotal[] => {
    const own = leads.filter((lead) => lead.stage === stage);
    const sums = new Map<string, number>();
    for (const { value } of own) {
      if (value) sums.set(value.currency, (sums.get(value.currency) ?? 0) + value.minor);
    }
    return own.length === 0
      ? []
      : [
          {
            ...{ stage, count: own.length },
            sums: [...sums].map(([currency, minor]) => ({ currency, minor: String(minor) })),
          },
        ];
  });
}
