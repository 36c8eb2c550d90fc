import type { enSettingsPage } from './en-settings-page.ts';

export const esSettingsPage: typeof enSettingsPage = {
  sections: 'Secciones de los ajustes',
  search: 'Buscar en los ajustes',
  nothing: 'Ningún ajuste dice esto.',
  groups: {
    you: 'Tú',
    customers: 'Clientes y ventas',
    team: 'Equipo',
    privacy: 'Privacidad y seguridad',
    data: 'Datos y este ordenador',
  },
};
