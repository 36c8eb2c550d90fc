import type { ErrorCode } from '../../src-preload/contract/result.ts';
import type { MessageStatus } from '../../src-preload/contract/message.ts';
import type { LeadStage } from '../../src-preload/contract/lead.ts';
import type { SendingObstacle } from '../features/inbox/sending-obstacle.ts';
import { enBlock } from './en-block.ts';
import { enBubbles, enMessageTypes } from './en-bubbles.ts';
import { enAccessLog } from './en-access-log.ts';
import { enAnonymisedCopy } from './en-anonymised-copy.ts';
import { enAccounts } from './en-accounts.ts';
import { enBrowsers } from './en-browsers.ts';
import { enComposer, enQuickReplies } from './en-composer.ts';
import { enDuplicates } from './en-duplicates.ts';
import { enContactCard, enContactFiles } from './en-contacts.ts';
import { enDatabases } from './en-databases.ts';
import { enSending } from './en-sending.ts';
import { enErrors } from './en-errors.ts';
import { enDesktop } from './en-desktop.ts';
import { enSettingsPage } from './en-settings-page.ts';
import { enDiagnostics } from './en-diagnostics.ts';
import { enInboxList } from './en-inbox-list.ts';
import { enAnalytics } from './en-analytics.ts';
import { enFigures } from './en-figures.ts';
import { enPresence } from './en-presence.ts';
import { enHistory, enIdentities } from './en-history.ts';
import { enPairing } from './en-pairing.ts';
import { enLook } from './en-look.ts';
import { enCampaigns } from './en-campaigns.ts';
import { enLeadViews } from './en-lead-views.ts';
import { enPipeline } from './en-pipeline.ts';
import { enSearchPage } from './en-search-page.ts';
import { enPalette, enShortcuts } from './en-palette.ts';
import { enNotes } from './en-notes.ts';
import { enAccess } from './en-access.ts';
import { enDataExport } from './en-data-export.ts';
import { enErasure } from './en-erasure.ts';
import { enHold, enRetention } from './en-retention.ts';
import { enTeam } from './en-team.ts';
import { enHours } from './en-hours.ts';
import { enUnread } from './en-unread.ts';
import { enConsent, enSidePanel, enTags } from './en-side-panel.ts';
import { enTeamLabels } from './en-labels.ts';
import { enJudgements, enLearning } from './en-judgements.ts';
import { enLeadReasons, enLeadRules } from './en-lead-rules.ts';
import { enMedia } from './en-media.ts';
import { enFind, enSelect } from './en-thread.ts';
import { enWorkspace } from './en-workspace.ts';
import { enWriting } from './en-writing.ts';

/** Every word that the user reads, in English. Keys are checked by the compiler wherever they are used. */
export const en = {
  common: {
    appName: 'Alexia Desk',
    back: 'Back',
    cancel: 'Cancel',
    close: 'Close',
    continue: 'Continue',
    loading: 'Loading…',
    loadFailedTitle: 'This could not be loaded',
    loadMoreFailed: 'The next part could not be loaded.',
    retry: 'Try again',
    refreshFailed: 'This may be out of date.',
    whenBack: 'It comes by itself when the database is back.',
    oldUntilBack: 'This may be out of date until the database is back.',
    notDone: 'That could not be done: the database is away.',
    notDoneAdvice:
      'Do it again when it is back. Messages are kept on this computer and go by themselves.',
    reference: 'Reference {{reference}}',
    today: 'Today',
    yesterday: 'Yesterday',
  },
  quickReplies: enQuickReplies,
  teamLabels: enTeamLabels,
  leadRules: enLeadRules,
  leadReasons: enLeadReasons,
  judgements: enJudgements,
  learning: enLearning,
  errors: enErrors satisfies Record<ErrorCode, { happened: string; advice: string }>,
  databases: enDatabases,
  workspace: enWorkspace,
  writing: enWriting,
  notes: enNotes,
  access: enAccess,
  team: enTeam,
  pipeline: enPipeline,
  analytics: enAnalytics,
  campaigns: enCampaigns,
  leadViews: enLeadViews,
  figures: enFigures,
  hours: enHours,
  unread: enUnread,
  sidePanel: enSidePanel,
  tags: enTags,
  consent: enConsent,
  accessLog: enAccessLog,
  retention: enRetention,
  hold: enHold,
  erasure: enErasure,
  dataExport: enDataExport,
  anonymisedCopy: enAnonymisedCopy,
  block: enBlock,
  media: enMedia,
  find: enFind,
  select: enSelect,
  history: enHistory,
  identities: enIdentities,

  areas: {
    navigation: 'Areas',
    inbox: 'Inbox',
    search: 'Search',
    contacts: 'Contacts',
    leads: 'Leads',
    analytics: 'Analytics',
    settings: 'Settings',
    withShortcut: '{{area}} ({{shortcut}})',
    unread_one: '{{count}} unread conversation',
    unread_other: '{{count}} unread conversations',
  },

  start: {
    title: 'Starting Alexia Desk',
    failedTitle: 'Alexia Desk could not start',
    failedDuring: 'It stopped at: {{step}}',
    retry: 'Start again',
    setUpAgain: 'Change where the data lives',
    percent: '{{percent}} %',
    steps: {
      settings: 'Reading the settings',
      local_postgres: 'Starting the local PostgreSQL',
      local_mongo_download: 'Downloading MongoDB (only this once)',
      local_mongo: 'Starting the local MongoDB',
      connecting: 'Connecting to the databases',
      migrations: 'Bringing the databases up to date',
      journal: 'Opening the journal',
      sessions: 'Waking your WhatsApp accounts',
    },
  },

  health: {
    mongoDown: 'MongoDB cannot be reached.',
    postgresDown: 'PostgreSQL cannot be reached.',
    bothDown: 'The databases cannot be reached.',
    nothingLost: 'Nothing is lost: what arrives is kept on this computer until it can be stored.',
    waiting_one: '{{count}} event is waiting.',
    waiting_other: '{{count}} events are waiting.',
    setAside_one:
      '{{count}} event from WhatsApp could not be understood and is kept for inspection.',
    setAside_other:
      '{{count}} events from WhatsApp could not be understood and are kept for inspection.',
    keychain:
      'The system’s keychain is not available. Accounts cannot be linked or kept until it is; passwords are never stored anywhere else.',
    hide: 'Hide this notice',
  },

  accounts: enAccounts,

  inboxList: enInboxList,

  presence: enPresence,

  inbox: {
    conversations: 'Conversations',
    loadFailedTitle: 'The conversations could not be loaded',
    unread_one: '{{count}} unread',
    unread_other: '{{count}} unread',
    group: 'Group',
    lead: 'Lead',
    moreLabels: '+{{number}}',
    assignedTo: 'Looked after by {{name}}',
    via: 'via {{account}}',
    noMessages: 'No messages yet',
    offline: 'This is what this computer remembers.',
    noAccountTitle: 'Link your WhatsApp',
    noAccountText:
      'Scan a QR code with your phone, and your conversations appear here and in your team’s databases. Your phone stays the owner of the account.',
    waitingTitle: 'Your conversations will appear here',
    waitingText: 'New messages arrive by themselves.',
    syncingTitle: 'Fetching your conversations',
    syncingText: 'WhatsApp is sending the history to this computer: {{percent}} %.',
    linkingTitle: 'Finish linking',
    linkingText: 'An account is waiting to be linked: scan the code with your phone.',
    showPairing: 'Show the code',
    noneSelectedTitle: 'Choose a conversation',
    noneSelectedText: 'Use the arrow keys and Enter, or click one.',
  },

  thread: {
    messagesWith: 'Messages with {{name}}',
    loadFailedTitle: 'The messages could not be loaded',
    olderFailed: 'Older messages could not be loaded.',
    newerFailed: 'Newer messages could not be loaded.',
    loadingNewer: 'Loading newer messages',
    loadingOlder: 'Loading older messages',
    beginning: 'This is the beginning of the stored history.',
    empty: 'No messages in this conversation yet.',
    newMessages_one: '{{count}} new message',
    newMessages_other: '{{count}} new messages',
    toNewest: 'To the newest message',
    laterNotShown: 'Go to the newest messages',
    showAll: 'Show all',
    showLess: 'Show less',
    leadMark: 'Lead: this message asked to buy',
    you: 'You',
    assignedTo: 'Looked after by {{name}}',
    assign: 'Assign',
    assignTitle: 'Who looks after this conversation?',
    assignFailed: 'The list of colleagues could not be loaded.',
    nobody: 'Nobody',
    somebody: 'A colleague',
    labels: 'Labels',
    labelsHint: 'Enter adds a label',
    removeLabel: 'Remove the label {{label}}',
    close: 'Close the conversation',
    announcement: '{{name}}: {{text}}',
    statusAt: '{{status}}: {{time}}',
    notSent: 'Not sent. {{reason}}',
    retry: 'Retry',
    discard: 'Discard',
    unreadable: {
      erased: 'This message was erased.',
      damaged: 'This message cannot be deciphered: what is stored was changed or damaged.',
    },
    types: enMessageTypes,
    statuses: {
      sending: 'Sending',
      sent: 'Sent',
      delivered: 'Delivered',
      read: 'Read',
      played: 'Played',
      failed: 'Failed',
    } satisfies Record<MessageStatus, string>,
  },

  bubble: enBubbles,

  composer: {
    label: 'Message to {{name}}',
    placeholder: 'Write a message',
    send: 'Send',
    obstacles: {
      offline: 'Will be sent when WhatsApp is connected.',
      wakes: 'The account is asleep. It wakes up to send what you write.',
      read_only:
        'Nothing can be sent: WhatsApp has changed, and this version cannot send with it. What you write waits.',
      not_linked:
        'Nothing can be sent: this account is not linked to WhatsApp any more. What you write waits until it is linked again.',
      conflict:
        'Nothing can be sent: WhatsApp is open somewhere else with this account. What you write waits.',
      line_lost:
        'Nothing can be sent: the account is not connected, and does not connect by itself. What you write waits.',
      elsewhere: 'This account runs on another computer: only there can be answered.',
      banned: 'Nothing can be sent: WhatsApp has blocked this account. What you write waits.',
      incompatible:
        'Nothing can be sent: WhatsApp has changed, and this version does not fit it any more. What you write waits.',
      failed: 'Nothing can be sent: the account could not be started. What you write waits.',
    } satisfies Record<SendingObstacle['reason'], string>,
    remaining_one: '{{count}} character left',
    remaining_other: '{{count}} characters left',
    tooLong_one: '{{count}} character too long',
    tooLong_other: '{{count}} characters too long',
    attach: 'Attach files',
    files: 'Files to send',
    detach: 'Do not send {{name}}',
    replying: 'Answer to:',
    editing: 'Change:',
    leaveReply: 'Leave it (Escape)',
    schedule: 'Send later',
    inAnHour: 'In an hour',
    tomorrow: 'Tomorrow at 9:00',
    pickTime: 'Choose date and time…',
    sendAt: 'Send at',
    ...enComposer,
  },
  ...enSending,

  search: {
    title: 'Search',
    field: 'Search all messages',
    fieldIn: 'Search the messages with {{name}}',
    placeholder: 'Words, or how they begin',
    clear: 'Clear the search',
    filters: 'Filters',
    everywhere: 'Search in all conversations',
    business: 'Business',
    allBusinesses: 'All businesses',
    direction: 'Direction',
    directions: { both: 'Both', incoming: 'Incoming', outgoing: 'Outgoing' },
    from: 'From',
    until: 'Until',
    withoutFilters: 'Search without filters',
    results: 'Messages found',
    found_one: '{{number}} message found',
    found_other: '{{number}} messages found',
    foundFirst_one: 'More than {{number}} message found',
    foundFirst_other: 'More than {{number}} messages found',
    foundNone: 'No message found',
    failedTitle: 'The search did not work',
    hintTitle: 'Search all messages',
    hintBeginnings:
      'The beginning of a word is enough, from two letters on: “cat” finds “catalogue”.',
    hintSeveral: 'Several words find messages that have them all.',
    hintFolded: 'Capitals and accents make no difference.',
    hintMiddle:
      'The middle of a word cannot be found: messages are stored encrypted, with an index of how words begin.',
    noneTitle: 'No message matches “{{query}}”',
    noneText: 'The search looks at the beginnings of words, and every word must be in the message.',
  },

  contactCard: enContactCard,
  contactFiles: enContactFiles,
  duplicates: enDuplicates,
  contacts: {
    title: 'Contacts',
    search: 'Search contacts',
    searchPlaceholder: 'Name, number, company',
    clearSearch: 'Clear the search',
    loadFailedTitle: 'The contacts could not be loaded',
    emptyTitle: 'No contacts yet',
    emptyText: 'They come with your linked WhatsApp account.',
    noMatchTitle: 'No contact matches “{{search}}”',
    noMatchText:
      'The search looks at the beginnings of names, companies, titles and e-mail addresses, and at the digits of numbers.',
    columns: {
      name: 'Name',
      company: 'Company',
      number: 'Number',
      business: 'Business',
      leads: 'Leads',
      lastInteraction: 'Last contact',
      created: 'Known since',
      actions: 'Conversation',
    },
    business: 'Business',
    businessTitle: 'Belongs to',
    chooseBusiness: 'Choose the business of {{name}}',
    businessOf: 'Business of {{name}}: {{business}}',
    noBusiness: 'No business',
    noBusinesses: 'None yet: add one under Settings.',
    businessesFailed: 'The businesses could not be loaded.',
    blocked: 'Blocked',
    never: 'Never',
    pushname: '~{{name}}',
    open: 'Open',
    openConversation: 'Open the conversation with {{name}}',
  },

  leads: {
    title: 'Leads',
    loadFailedTitle: 'The leads could not be loaded',
    emptyTitle: 'No leads yet',
    emptyText: 'When a customer asks for a price, an order or a delivery, it appears here.',
    reasons: 'Found: {{reasons}}',
    stages: {
      new: 'New',
      contacted: 'Contacted',
      qualified: 'Qualified',
      proposal: 'Proposal',
      won: 'Won',
      lost: 'Lost',
    } satisfies Record<LeadStage, string>,
  },

  businesses: {
    title: 'Businesses',
    help: 'An account speaks for a business, and its conversations and leads belong to it. A business with very many messages has collections of its own, so that it does not slow the others down.',
    highVolume: 'Very many messages',
    highVolumeOf: '{{name}} has very many messages',
    speaksFor: '{{account}} speaks for',
    unnamed: 'Account without a name',
    none: 'No business',
    name: 'New business',
    add: 'Add',
    loadFailedTitle: 'The businesses could not be loaded',
  },

  storage: {
    title: 'Storage',
    archive: 'Archive idle conversations',
    archiveHelp:
      'After this time without a message, which is looked for every six hours. They open and are found as before; a new message brings one back.',
    months_one: '{{count}} month',
    months_other: '{{count}} months',
    redis: 'Shared cache (Redis), optional',
    redisNone: 'None: what was read lately is kept in this app alone.',
    redisUsed: 'In use: {{host}}. Only sealed values and pseudonyms go there.',
    redisKeep: 'Use this address',
    redisForget: 'Use none',
    redisLater: 'Kept. It takes effect at the next start.',
  },

  settings: {
    title: 'Settings',
    appearance: 'Appearance',
    theme: 'Theme',
    themeHelp: 'Follows your system, or stays as you choose. Takes effect at once.',
    themes: { system: 'System', light: 'Light', dark: 'Dark' },
    language: 'Language',
    languageHelp:
      'Of the texts, dates and numbers, in the menu and the tray as well. Takes effect at once.',
    languages: { system: 'System', en: 'English', es: 'Español' },
    loadFailedTitle: 'The settings could not be loaded',
    about: 'About',
    user: 'You',
    version: 'Version',
    electron: 'Electron',
    platform: 'System',
    platforms: { darwin: 'macOS', win32: 'Windows', linux: 'Linux' },
    conversationsAt: 'Conversations (MongoDB)',
    leadsAt: 'Leads and figures (PostgreSQL)',
    onThisComputer: 'On this computer',
    shortcuts: 'Keyboard',
  },

  firstRun: {
    progress: 'Step {{current}} of {{total}}',
    steps: { you: 'You', stores: 'Your data', passphrase: 'Passphrase', link: 'WhatsApp' },
    welcome: 'Welcome to Alexia Desk',
    welcomeText: 'WhatsApp for your sales team. Four short steps, and you are in.',
    youText: 'Your colleagues see this name beside your answers.',
    name: 'Your name',
    nameMissing: 'Please write your name.',
    nameTooLong: 'A name has at most 200 characters.',
    email: 'E-mail',
    emailInvalid: 'Please write an e-mail address, such as ana@example.com.',
    storesTitle: 'Where should your data live?',
    storesText: 'Conversations, leads and figures are kept where you choose, and nowhere else.',
    local: 'On this computer',
    localText: 'Alexia Desk runs its own databases here. Best when you work alone.',
    servers: 'On our team’s servers',
    serversText:
      'Your own MongoDB and PostgreSQL. Everybody in the team sees the same conversations.',
    mongodbUrl: 'MongoDB address',
    mongodbUrlExample: 'mongodb://user:password@host:27017/?replicaSet=rs0&tls=true',
    postgresUrl: 'PostgreSQL address',
    postgresUrlExample: 'postgres://user:password@host:5432/alexia?sslmode=verify-full',
    addressMissing: 'Please write the address.',
    showAddress: 'Show or hide the address',
    secretsText:
      'Addresses with their passwords are kept in your system’s keychain, never in a file.',
    test: 'Test the addresses',
    reachable: 'Reached: this one works.',
    unreachable: 'This one does not work.',
    finish: 'Set up',
    passphraseTitle: 'The passphrase of your workspace',
    passphraseLocal:
      'Messages, names and numbers are encrypted before they are stored. This passphrase opens them again should your system’s keychain be lost.',
    passphraseServers:
      'Messages, names and numbers are encrypted before they leave this computer. The first computer of the team chooses the passphrase; on the others, type the same one.',
    passphraseTooShort: 'A passphrase has at least 12 characters.',
    finishingTitle: 'Setting up',
    finishingText: 'This takes a moment the first time.',
    failedTitle: 'Setting up did not work',
    linkTitle: 'Link your WhatsApp',
    linkText:
      'A small window shows a QR code. Scan it with WhatsApp on your phone, and your conversations come in.',
    link: 'Link your WhatsApp',
    later: 'Do this later',
  },

  pairing: enPairing,
  browsers: enBrowsers,
  desktop: enDesktop,
  settingsPage: enSettingsPage,
  diagnostics: enDiagnostics,
  shortcuts: enShortcuts,
  look: enLook,
  palette: enPalette,
  searchPage: enSearchPage,
} as const;
