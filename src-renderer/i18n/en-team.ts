/** Who works here, who is away, and who is given conversations in turn. */
export const enTeam = {
  title: 'Team',
  help: 'Everybody who signs in with these databases.',
  loadFailedTitle: 'The team could not be loaded',
  away: 'I am away',
  awayHelp: 'Nothing new is given to you until you are back. What you look after stays yours.',
  isAway: 'Away',
  you: '{{name}} (you)',
  open_one: '{{count}} open conversation',
  open_other: '{{count}} open conversations',
  openMany: '{{number}} or more open conversations',
  turns: 'New conversations in turn',
  turnsHelp:
    'A customer who writes while nobody looks after the conversation is given to whoever has waited longest for one. History, groups, and what is archived or pending are left alone.',
  turnsByManagers: 'Managers and owners set this.',
  noBusiness: 'Conversations of no business',
  allConversations: 'All conversations',
  give: '{{name}}: give new conversations in turn',
  members: '{{name}}: who takes part',
  nobody: 'Nobody takes part, so nothing is given.',
  allAway: 'Everybody who takes part is away, so nothing is given.',
} as const;
