/** The words around the cards of the settings. */
export const enSettingsPage = {
  sections: 'Sections of the settings',
  search: 'Search settings',
  nothing: 'No setting says this.',
  groups: {
    you: 'You',
    customers: 'Customers and sales',
    team: 'Team',
    privacy: 'Privacy and security',
    data: 'Data and this computer',
  },
};
