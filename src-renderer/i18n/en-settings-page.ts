/** The words around the cards of the settings. */
export const enSettingsPage = {
  sections: 'Sections of the settings',
  search: 'Search settings',
  nothing: 'No setting says this.',
};
