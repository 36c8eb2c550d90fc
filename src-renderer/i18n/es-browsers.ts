import type { enBrowsers } from './en-browsers.ts';
import type { Translation } from './translation.ts';

/** The words about the browsers in which WhatsApp runs, in Spanish. */
export const esBrowsers = {
  title: 'WhatsApp en segundo plano',
  sleep: 'Cerrar el navegador de una cuenta que nadie usa',
  sleepHelp:
    'Ahorra la memoria que ocupa el navegador de cada cuenta. Los mensajes se buscan de vez en cuando, así que llegan algo más tarde; al enviar, la cuenta se activa al momento.',
  never: 'Nunca',
  afterMinutes: 'Después de {{count}} minutos',
  wake: 'Luego, buscar mensajes',
  wakeHelp:
    'Con esta frecuencia se conecta la cuenta mientras nadie la usa, y recoge lo que ha llegado.',
  everyMinutes: 'Cada {{count}} minutos',
  limit: 'Reiniciar un navegador que ocupe más de',
  limitHelp: 'Solo en un momento en que no se esté enviando nada. No se pierde nada.',
  megabytes: '{{count}} MB',
} satisfies Translation<typeof enBrowsers>;
