import type { enWriting } from './en-writing.ts';
import type { Translation } from './translation.ts';

/** How messages are written: the card in the settings, in Spanish. */
export const esWriting = {
  title: 'Escritura',
  sendKey: 'Tecla que envía un mensaje',
  sendKeyHelp: 'La otra empieza una línea nueva. Se aplica al momento.',
  sendKeys: { enter: 'Entrar', ctrl_enter: '{{command}} + Entrar' },
} satisfies Translation<typeof enWriting>;
