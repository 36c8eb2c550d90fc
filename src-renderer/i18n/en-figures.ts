/** Response times, who waits now, and making the figures anew. */
export const enFigures = {
  title: 'Figures',
  days: 'Whose days are counted',
  daysHelp:
    'The days of businesses that have no hours of their own begin at midnight in this time zone, for the whole team. Once it is another one, their figures are made anew by themselves.',
  rebuild: 'Make all figures anew',
  rebuildHelp:
    'Throws every figure away and counts all messages again, to the same values. It goes on after a restart, on whichever desktop.',
  rebuildNow: 'Count again',
  progress: 'Conversations that were counted again',
  rebuilding:
    '{{done}} of {{total}} conversations were counted again. Until then figures are too low.',
  stopped:
    'Stopped after {{done}} of {{total}} conversations. Until it has gone on, figures are too low.',
  stop: 'Stop',
  goOn: 'Go on',
  first: 'First answer of a conversation',
  every: 'Every answer',
  mayLack_one: '{{count}} conversation not compared',
  mayLack_other: '{{count}} conversations not compared',
};
