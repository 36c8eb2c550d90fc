/** What colleagues look at and type in, and who answered before one's own answer went. */
export const enPresence = {
  somebody: 'A colleague',
  looking: {
    one: '{{name}} is looking',
    two: '{{name}} and {{other}} are looking',
    more_one: '{{name}} and {{count}} other are looking',
    more_other: '{{name}} and {{count}} others are looking',
  },
  typing: {
    one: '{{name}} is typing…',
    two: '{{name}} and {{other}} are typing…',
    more_one: '{{name}} and {{count}} other are typing…',
    more_other: '{{name}} and {{count}} others are typing…',
  },
  phone: 'Somebody with the phone',
  answered_one: '{{name}} answered at {{time}}, while you were writing',
  answered_other: '{{count}} answers came while you were writing, the last by {{name}} at {{time}}',
  lookFirst: 'Look first',
  sendAnyway: 'Send anyway',
};
