/** How messages are written: the card in the settings. */
export const enWriting = {
  title: 'Writing',
  sendKey: 'Key that sends a message',
  sendKeyHelp: 'The other one starts a new line. Takes effect at once.',
  sendKeys: { enter: 'Enter', ctrl_enter: '{{command}} + Enter' },
  undo: 'Take back what was sent',
  undoHelp:
    'So long a text is held before it goes, and can be taken back into the field. One that is held when the app ends goes when it is opened again.',
  undoNone: 'Off',
  undoSeconds: '{{count}} s',
  spelling: 'Spell check',
  spellingHelp:
    'When you choose a language, its dictionary (about half a megabyte) is downloaded once from Google, at redirector.gvt1.com. Nothing of what you write leaves this computer. Words that you add are kept on this computer, not encrypted.',
  spellingOfSystem: 'By the dictionaries of macOS, which finds the language by itself.',
  languages: { en: 'Check English', es: 'Check Spanish' },
  dictionaries: {
    fetching: 'The dictionary is being downloaded…',
    ready: 'The dictionary is on this computer.',
    failed: 'The dictionary could not be downloaded.',
  },
  fetchAgain: 'Download again',
};
