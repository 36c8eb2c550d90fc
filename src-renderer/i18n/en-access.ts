/** Who works here, what each may do, and how one signs in. */
export const enAccess = {
  roles: { owner: 'Owner', manager: 'Manager', agent: 'Agent', read_only: 'Read only' },
  roleHelp: {
    owner: 'May do everything: people, roles, keys and databases too.',
    manager:
      'Works with customers, sets how the team works, and takes contacts and leads out and in.',
    agent: 'Works with customers. What is set for the whole team is left to managers and owners.',
    read_only: 'Reads everything, and changes and sends nothing.',
  },
  role: 'Role',
  roleOf: 'Role of {{name}}',
  email: 'E-mail',
  readOnlyNote: 'Your role is to read: you can follow this conversation, and not write in it.',
  managersOnly: 'Some settings are for managers or owners, and are not shown.',

  accountTitle: 'You and this desktop',
  password: 'Password',
  currentPassword: 'Password until now',
  newPassword: 'New password',
  show: 'Show or hide it',
  passwordHelp: 'At least {{length}} characters. Several words are easy to remember.',
  tooShort: 'At least {{length}} characters.',
  noPassword: 'no password yet',
  needsPassword: 'With a password this desktop can be locked, by hand or by itself.',
  choosePassword: 'Choose a password…',
  changePassword: 'Change password…',
  keepPassword: 'Keep it',
  chooseText: 'With it this desktop can be locked, and it is asked for on every other desktop.',
  chooseTextOwner:
    'From then on everybody needs a password on a new desktop, and newcomers need your invitation.',
  changeText: 'Your other desktops ask for the new one at once.',
  needs: {
    ownerTitle: 'Anybody with the databases’ addresses and the passphrase can come in',
    owner: 'Choose a password: from then on newcomers need an invitation, and nobody is you.',
    memberTitle: 'Your workspace asks everybody for a password',
    member: 'Choose yours, so that nobody else can work in your name.',
  },
  lockNow: 'Lock now',
  lockAfter: 'Lock when nobody works here',
  lockAfterHelp: 'After this time without mouse or keyboard, and with the computer’s own lock.',
  never: 'Never',
  minutes_one: 'After {{count}} minute',
  minutes_other: 'After {{count}} minutes',
  asksAtStart: 'Ask for the password at every start',
  asksAtStartHelp: 'Otherwise the keychain of this computer remembers that you have signed in.',

  endedTitle: 'This desktop works here no longer',
  setUpAnew: 'Set it up anew',

  lockedTitle: 'Alexia Desk is locked',
  locked: {
    start: '{{name}} works here. Messages are received while it is locked.',
    idle: '{{name}} works here. Nobody was at this computer for a while.',
    asked: '{{name}} works here. Messages are received while it is locked.',
    revoked:
      '{{name}} works here. The password was changed or reset, or this desktop has not asked for it yet.',
  },
  unlock: 'Unlock',
  haveCode: 'I have a code',
  havePassword: 'I have my password',
  code: 'Code',
  codeHelp: 'From an owner of the workspace.',

  haveEntry: 'I have an invitation or a password',
  invitationCode: 'Code of your invitation',
  invitationHelp: 'Leave it empty if you work here already.',
  entryHelp: 'With an invitation you choose it now; otherwise the one that you have.',

  peopleTitle: 'People and roles',
  peopleHelp: 'Who works with these databases. Owners change roles and invite.',
  peopleHelpProtected: 'Who works with these databases. Newcomers need an invitation.',
  peopleHelpOpen:
    'Until an owner has a password, whoever has the databases’ addresses and the passphrase comes in as an agent.',
  invite: 'Invite…',
  inviteTitle: 'Invite somebody',
  inviteText:
    'They need the code, the addresses of the databases and the passphrase. Give them the passphrase in another way than the code.',
  inviteConfirm: 'Make a code',
  invitations: 'Invitations',
  holdsUntil: 'Holds until {{time}}, once',
  withdraw: 'Withdraw',
  withdrawOf: 'Withdraw the invitation of {{name}}',
  codeTitle: 'The code',
  codeText: 'Give it to {{name}}. It is shown this once.',
  done: 'Done',
  reset: 'Reset password…',
  resetOf: 'Reset the password of {{name}}',
  resetTitle: 'Reset the password of {{name}}?',
  resetText:
    'The desktops of {{name}} lock at once. With a code, which you see next, they choose another password.',
  resetConfirm: 'Reset it',
  remove: 'Remove…',
  removeOf: 'Remove {{name}}',
  removeTitle: 'Remove {{name}}?',
  removeText:
    'The desktops of {{name}} end at once and forget what they know. What they wrote and did keeps their name. Their conversations stay assigned until somebody changes that.',
  removeConfirm: 'Remove them',

  desktopsTitle: 'Desktops',
  desktopsHelp: 'Every desktop that has worked with these databases. Shut out one that was lost.',
  desktopsFailed: 'The desktops could not be loaded',
  thisDesktop: '{{name}} (this one)',
  seen: '{{name}}, last seen {{time}}',
  shutOut: 'Shut out…',
  shutOutOf: 'Shut out {{name}} of {{person}}',
  shutOutTitle: 'Shut out {{name}}?',
  shutOutText:
    'This desktop of {{name}} is refused from now on, and forgets its keys and what it remembers as soon as it comes to the databases. The workspace’s key is renewed: every other desktop asks for the passphrase once.',
  shutOutConfirm: 'Shut it out',
  wasShutOut: 'Shut out {{time}}',
  wasShutOutTitle: '{{name}} is shut out',
  wasShutOutText:
    'The key is another one now. End its WhatsApp on the phone too: Settings, Linked devices. A desktop that stays without a network shows what it remembers for up to seven days.',
  login: {
    ended: 'Its login to PostgreSQL ({{login}}) was ended. End the one to MongoDB by hand.',
    shared:
      'Other desktops use its login to PostgreSQL ({{login}}), too: change its password, and that of MongoDB.',
    by_hand:
      'Whoever looks after the databases has to end its logins: {{login}} in PostgreSQL, and the one in MongoDB.',
  },
} as const;
