/** Finding one's way in a conversation. */
export const enFind = {
  title: 'Find in this conversation',
  next: 'Next: further back (Enter)',
  previous: 'Previous: further on (Shift + Enter)',
  searchPage: 'Search with filters',
  close: 'Stop looking (Esc)',
  asking: 'Looking',
  nothing: 'Nothing found. Words are found by how they begin.',
  place: '{{place}} of {{count}}',
  placeOfMany: '{{place}} of more than {{count}}',
  dayTitle: 'Go to a day',
  day: 'Day',
  dayHint: 'The conversation is shown from its first message of that day on.',
  dayGo: 'Go',
  dayNothing: 'Nothing was written on {{day}} or after it.',
  dayLater: 'Nothing was written on {{day}}. What came next, on {{found}}, is shown.',
  dayOf: '{{day}}: go to another day',
};
