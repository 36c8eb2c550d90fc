/** The words about the browsers in which WhatsApp runs. */
export const enBrowsers = {
  title: 'WhatsApp in the background',
  sleep: 'Close the browser of an account that nobody uses',
  sleepHelp:
    'Saves what each account’s browser takes of the memory. Messages are fetched now and then, so they arrive a while later; sending wakes the account at once.',
  never: 'Never',
  afterMinutes: 'After {{count}} minutes',
  wake: 'Then look for messages',
  wakeHelp: 'The account is connected so often while nobody uses it, and takes what has come.',
  everyMinutes: 'Every {{count}} minutes',
  limit: 'Start a browser anew that takes more than',
  limitHelp: 'Only at a moment when nothing is being sent. Nothing is lost.',
  megabytes: '{{count}} MB',
} as const;
