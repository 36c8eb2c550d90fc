import { type ComponentType, lazy, useState } from 'react';

/** How long an area waits for the window to have nothing to do, in milliseconds. */
const PATIENCE = 500;

const loaders: (() => Promise<unknown>)[] = [];

/**
 * The areas that nobody sees first: no part of what the window reads before it shows the inbox. `loadAreas` fetches them
 * after that, so that going there shows them at once. (The search is not among them: whoever asks for it types on.)
 */
export const AccountCard = later(
  async () => (await import('../features/access/account-card.tsx')).AccountCard,
);
export const PeopleCard = later(
  async () => (await import('../features/access/people-card.tsx')).PeopleCard,
);
export const DesktopsCard = later(
  async () => (await import('../features/access/desktops-card.tsx')).DesktopsCard,
);
export const AccessLogCard = later(
  async () => (await import('../features/access-log/access-log-card.tsx')).AccessLogCard,
);
export const PersonAccess = later(
  async () => (await import('../features/access-log/person-access.tsx')).PersonAccess,
);
export const RetentionCard = later(
  async () => (await import('../features/retention/retention-card.tsx')).RetentionCard,
);
export const HoldsCard = later(
  async () => (await import('../features/retention/holds-card.tsx')).HoldsCard,
);
export const ErasuresCard = later(
  async () => (await import('../features/erasure/erasures-card.tsx')).ErasuresCard,
);
export const EraseDialog = later(
  async () => (await import('../features/erasure/erase-dialog.tsx')).EraseDialog,
);
export const DataExportCard = later(
  async () => (await import('../features/data-export/data-export-card.tsx')).DataExportCard,
);
export const DataExportDialog = later(
  async () => (await import('../features/data-export/data-export-dialog.tsx')).DataExportDialog,
);
export const AnonymisedCopyCard = later(
  async () =>
    (await import('../features/anonymised-copy/anonymised-copy-card.tsx')).AnonymisedCopyCard,
);
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
export const LeadPane = later(
  async () => (await import('../features/leads/lead-pane.tsx')).LeadPane,
);
export const LeadsArea = later(
  async () => (await import('../features/leads/leads-area.tsx')).LeadsArea,
);
export const SettingsArea = later(
  async () => (await import('../features/settings/settings-area.tsx')).SettingsArea,
);

/** Fetches the areas one after the other, when the window has nothing to do. */
export function loadAreas(): void {
  const next = loaders.shift();
  if (next === undefined) return;
  requestIdleCallback(() => void next().finally(loadAreas), { timeout: PATIENCE });
}

function later<P extends object>(load: () => Promise<ComponentType<P>>): ComponentType<P> {
  let loaded: ComponentType<P> | undefined;
  const fetched = async (): Promise<ComponentType<P>> => (loaded = await load());
  const Lazy = lazy(async () => ({ default: await fetched() }));
  loaders.push(fetched);
  return function Area(properties: P) {
    // One that is there is drawn at once, where React's `lazy` begins with a frame of nothing; whichever it is, it stays.
    const [Shown] = useState<ComponentType<P>>(() => loaded ?? (Lazy as ComponentType<P>));
    return <Shown {...properties} />;
  };
}
