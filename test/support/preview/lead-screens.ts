import type { Stores } from '../../../src-renderer/app/stores.ts';
import { LeadId } from '../../../src-preload/contract/ids.ts';
import type { Lead } from '../../../src-preload/contract/lead.ts';
import { campaignScreens } from './campaign-screens.ts';
import type { MainScreen } from './screens.ts';
import { fillings } from './sample-bridge.ts';
import { objectId, sampleLeads } from './sample-data.ts';

const leadId = LeadId.parse(objectId(4));

function goToLeads({ app }: Stores): void {
  app.getState().goTo('leads');
}

function openLead(stores: Stores): void {
  goToLeads(stores);
  void stores.leads.getState().openLead(leadId);
}

function sampleLead(): Lead {
  const [lead] = sampleLeads(1, Date.now());
  if (!lead) throw new Error('One was asked for');
  return lead;
}

/** The pipeline: the board, the table, a lead, and what is asked about it. */
export const leadScreens: Readonly<Record<string, MainScreen>> = {
  ...campaignScreens,
  leads: { fillings, goThere: goToLeads },
  'leads-table': {
    fillings,
    goThere: (stores) => {
      goToLeads(stores);
      stores.leads.getState().setView('table');
    },
  },
  'leads-picked': {
    fillings: ['full'],
    goThere: (stores) => {
      goToLeads(stores);
      stores.leads.getState().setView('table');
      stores.leads.getState().pick(sampleLeads(140, Date.now()).slice(0, 3), true);
    },
  },
  'leads-page': { fillings: ['full', 'loading', 'failing'], goThere: openLead },
  'leads-page-in-inbox': {
    fillings: ['full'],
    goThere: (stores) => {
      openLead(stores);
      stores.app.getState().goTo('inbox');
    },
  },
  'leads-none-chosen': {
    fillings: ['full'],
    goThere: (stores) => {
      goToLeads(stores);
      stores.leads.getState().choose({ source: 'nowhere' });
    },
  },
  'leads-made-by-hand': {
    fillings: ['full'],
    goThere: (stores) => {
      goToLeads(stores);
      stores.leads.getState().beginMaking(null);
    },
  },
  'leads-page-no-lead': {
    fillings: ['full'],
    goThere: (stores) => {
      goToLeads(stores);
      void stores.leads
        .getState()
        .judgeLead(sampleLead(), false)
        .then(() => stores.leads.getState().openLead(sampleLead().leadId));
    },
  },
  'leads-conflict': {
    fillings: ['full'],
    goThere: (stores) => {
      goToLeads(stores);
      const base = sampleLead();
      stores.leads.setState({
        conflict: {
          base,
          theirs: { ...base, stage: 'won', notes: 'Paid by transfer.', version: 4 },
          change: { stage: 'qualified', notes: 'Wants twelve of them.' },
        },
      });
    },
  },
  'leads-lost': {
    fillings: ['full'],
    goThere: (stores) => {
      goToLeads(stores);
      stores.leads.setState({ losing: sampleLead() });
    },
  },
  'leads-stages': {
    fillings: ['full'],
    goThere: (stores) => {
      goToLeads(stores);
      stores.leads.getState().editStages(true);
    },
  },
  'leads-import': {
    fillings: ['full'],
    goThere: (stores) => {
      goToLeads(stores);
      stores.leads.getState().beginImport();
    },
  },
  'leads-imported': {
    fillings: ['full'],
    goThere: (stores) => {
      goToLeads(stores);
      stores.leads.setState({
        leadImport: {
          step: 'done',
          counts: { created: 212, updated: 31, unchanged: 4 },
          refused: [
            { place: 12, name: 'Pedro Gil', problem: 'bad_value' },
            { place: 19, name: '', problem: 'no_name' },
            { place: 40, name: 'Otra vez Luis', problem: 'twice' },
          ],
          failure: null,
          left: 0,
        },
      });
    },
  },
};
