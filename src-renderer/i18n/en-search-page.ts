/** Names and tags on the search page, in English. */
export const enSearchPage = {
  title: 'What is called so',
  more: 'More',
  fewer: 'Fewer',
  moreOf: 'More {{kind}}',
  fewerOf: 'Fewer {{kind}}',
  notAll: 'Not all names could be searched.',
  tag: 'Tag',
  allTags: 'Any tag or none',
  starred: '★ Starred',
  noneTagged: 'No message has this tag',
  noneTaggedText: 'It may have been taken away meanwhile, or the other filters leave it out.',
  hintTag: 'A tag alone finds every message that has it.',
  hint: 'Conversations, groups, contacts and leads are found by their names in the same way.',
};
