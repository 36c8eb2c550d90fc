import type { enSettingsPage } from './en-settings-page.ts';

export const esSettingsPage: typeof enSettingsPage = {
  sections: 'Secciones de los ajustes',
  search: 'Buscar en los ajustes',
  nothing: 'Ningún ajuste dice esto.',
};
