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
};
