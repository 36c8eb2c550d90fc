/** Names on the search page, in English. */
export const enSearchNames = {
  title: 'What is called so',
  more: 'More',
  fewer: 'Fewer',
  moreOf: 'More {{kind}}',
  fewerOf: 'Fewer {{kind}}',
  notAll: 'Not all names could be searched.',
  hint: 'Conversations, groups, contacts and leads are found by their names in the same way.',
};
