/** The words about notifications, and how the app behaves on the system's desktop. */
export const enDesktop = {
  notifications: 'Notifications',
  announce: 'Announce new messages',
  announceHelp:
    'Of conversations that are assigned to you, and of your accounts where nobody is assigned. Never of what you are looking at.',
  showText: 'Show what was written',
  showTextHelp: 'Otherwise only from whom a message is: others may see your screen.',
  sound: 'Play a sound',
  soundHelp: 'The sound that your system has for notifications.',
  quiet: 'Quiet hours',
  quietHelp: 'Every day by this computer’s clock. Messages come in all the same.',
  quietFrom: 'Quiet from',
  quietTo: 'Quiet until',
  mutedLabels: 'Labels that are not announced',
  mutedLabelsHelp: 'Write a label as it stands on conversations, and press Enter.',
  muted_one: '{{count}} conversation is muted.',
  muted_other: '{{count}} conversations are muted.',
  unmuteAll: 'Announce them again',
  paused: 'Paused until {{time}}.',
  resume: 'Resume now',
  test: 'Show a test notification',
  testShown: 'Your system has shown one.',
  testUnavailable:
    'Your system shows no notifications: they are turned off there, or no service for them runs.',
  title: 'On this computer',
  closeToTray: 'Keep running when the window is closed',
  closeToTrayHelp:
    'Messages go on coming in, and the icon in the tray brings the window back. Otherwise closing the window ends the app.',
  startAtLogin: 'Start when I log in to this computer',
  startHidden: 'Start in the tray, without a window',
  mute: 'Mute this conversation',
  unmute: 'Announce this conversation again',
} as const;
