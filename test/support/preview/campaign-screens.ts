import type { Stores } from '../../../src-renderer/app/stores.ts';
import { fillings } from './sample-bridge.ts';
import { sampleCampaigns, sampleLeadViews } from './sample-campaigns.ts';
import { openPanel } from './side-panel-screens.ts';
import type { MainScreen } from './screens.ts';

function goToCampaigns({ app, leads }: Stores): void {
  app.getState().goTo('leads');
  leads.getState().setView('campaigns');
}

const [running, , , paused] = sampleCampaigns(Date.now());

/** Campaigns with what came of them, and the views of leads. */
export const campaignScreens: Readonly<Record<string, MainScreen>> = {
  campaigns: { fillings, goThere: goToCampaigns },
  'campaigns-form': {
    fillings: ['full'],
    goThere: (stores) => {
      goToCampaigns(stores);
      stores.leads.getState().openCampaign({ kind: 'edit', campaign: running ?? null });
    },
  },
  'campaigns-link': {
    fillings: ['full', 'empty', 'failing'],
    goThere: (stores) => {
      goToCampaigns(stores);
      if (running) stores.leads.getState().openCampaign({ kind: 'link', campaign: running });
    },
  },
  'campaigns-link-paused': {
    fillings: ['full'],
    goThere: (stores) => {
      goToCampaigns(stores);
      if (paused) stores.leads.getState().openCampaign({ kind: 'link', campaign: paused });
    },
  },
  'campaigns-end': {
    fillings: ['full'],
    goThere: (stores) => {
      goToCampaigns(stores);
      if (running) stores.leads.getState().openCampaign({ kind: 'end', campaign: running });
    },
  },
  'campaigns-of-conversation': {
    accounts: [{ kind: 'connected', since: 1_750_000_000_000 }],
    fillings: ['full'],
    goThere: openPanel(2, 'pictures', true),
    scrollTo: /^Leads/,
  },
  'lead-views-menu': {
    fillings: ['full'],
    goThere: (stores) => {
      stores.app.getState().goTo('leads');
      const [view] = sampleLeadViews;
      if (view) stores.leads.getState().takeView(view);
      stores.leads.getState().choose({ ...view?.choice, isOverdue: true });
    },
    press: /^Views$/,
  },
  'lead-views-edit': {
    fillings: ['full'],
    goThere: (stores) => {
      stores.app.getState().goTo('leads');
      stores.leads.getState().openViews('edit');
    },
  },
  'lead-views-save': {
    fillings: ['full'],
    goThere: (stores) => {
      stores.app.getState().goTo('leads');
      stores.leads.getState().openViews('save');
    },
  },
};
