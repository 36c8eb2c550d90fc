/** What is said around the field in which messages are written. */
export const enComposer = {
  draft: 'Draft:',
};
