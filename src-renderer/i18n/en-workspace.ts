/** The words about encryption and its passphrase. */
export const enWorkspace = {
  passphrase: 'Workspace passphrase',
  passphraseHelp: 'At least 12 characters.',
  keepSafe:
    'Keep it in a safe place. A computer that has lost its keychain cannot read anything without it, and nobody can reset it.',
  tooShort: 'A passphrase has at least 12 characters.',
  show: 'Show or hide the passphrase',
  suggest: 'Suggest one',
  copy: 'Copy',
  copied: 'Copied',

  lockedTitle: 'This workspace is locked',
  lockedText:
    'This computer’s keychain does not have the key to your team’s messages, or has an old one. Type the passphrase once, and the keychain keeps the key again.',
  unlock: 'Unlock',

  title: 'Encryption',
  text: 'Message texts, names and numbers are encrypted on this computer before they reach the databases.',
  loadFailedTitle: 'The state of the encryption could not be read',
  keyVersion: 'Workspace key',
  version: 'Version {{version}}',
  rotating: 'Data keys are being wrapped anew: {{done}} of {{total}}',
  rotationFailed:
    'The renewal has stopped at {{done}} of {{total}} data keys. Everything can still be read; it goes on at the next start, or when you renew the key again.',
  rotated: 'All {{total}} data keys are wrapped by the new key.',

  rotate: 'Renew the key',
  rotateTitle: 'Renew the workspace key?',
  rotateText:
    'A new key is made and takes over in the background; work goes on meanwhile. Computers that are open, or were off for one renewal, follow by themselves.',
  rotateConfirm: 'Renew',

  changePassphrase: 'Change the passphrase',
  changeTitle: 'Change the workspace passphrase',
  changeText:
    'Computers that have the key go on working. Who sets up a computer from now on needs the new passphrase.',
  current: 'Present passphrase',
  next: 'New passphrase',
  changeConfirm: 'Change',
  changed: 'The passphrase was changed.',
} as const;
