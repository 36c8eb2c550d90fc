/** How messages are written: the card in the settings. */
export const enWriting = {
  title: 'Writing',
  sendKey: 'Key that sends a message',
  sendKeyHelp: 'The other one starts a new line. Takes effect at once.',
  sendKeys: { enter: 'Enter', ctrl_enter: '{{command}} + Enter' },
};
