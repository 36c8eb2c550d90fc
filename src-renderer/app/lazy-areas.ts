import { type ComponentType, lazy, type LazyExoticComponent } from 'react';

const loaders: (() => Promise<unknown>)[] = [];

/**
 * The areas that nobody sees first: no part of what the window reads before it shows the inbox. `loadAreas` fetches them
 * after that, so that going there shows them at once.
 */
export const AnalyticsArea = later(
  async () => (await import('../features/analytics/analytics-area.tsx')).AnalyticsArea,
);
export const BusinessesCard = later(
  async () => (await import('../features/businesses/businesses-card.tsx')).BusinessesCard,
);
export const ContactsArea = later(
  async () => (await import('../features/contacts/contacts-area.tsx')).ContactsArea,
);
export const EncryptionCard = later(
  async () => (await import('../features/workspace/encryption-card.tsx')).EncryptionCard,
);
export const FirstRunWizard = later(
  async () => (await import('../features/first-run/first-run-wizard.tsx')).FirstRunWizard,
);
export const LeadsArea = later(
  async () => (await import('../features/leads/leads-area.tsx')).LeadsArea,
);
export const SearchArea = later(
  async () => (await import('../features/search/search-area.tsx')).SearchArea,
);
export const SettingsArea = later(
  async () => (await import('../features/settings/settings-area.tsx')).SettingsArea,
);

/** Fetches the areas one after the other, whenever the window has nothing to do. */
export function loadAreas(): void {
  const [next] = loaders.splice(0, 1);
  if (next === undefined) return;
  requestIdleCallback(() => void next().finally(loadAreas));
}

function later<P extends object>(
  load: () => Promise<ComponentType<P>>,
): LazyExoticComponent<ComponentType<P>> {
  loaders.push(load);
  return lazy(async () => ({ default: await load() }));
}
