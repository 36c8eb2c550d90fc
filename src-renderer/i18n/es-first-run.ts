import type { en } from './en.ts';
import type { Translation } from './translation.ts';

/** The words of the first run, in Spanish. */
export const esFirstRun = {
  progress: 'Paso {{current}} de {{total}}',
  steps: { you: 'Tú', stores: 'Tus datos', passphrase: 'Frase de contraseña', link: 'WhatsApp' },
  welcome: 'Te damos la bienvenida a Alexia Desk',
  welcomeText: 'WhatsApp para tu equipo de ventas. Cuatro pasos breves y listo.',
  youText: 'Tus compañeros ven este nombre junto a tus respuestas.',
  name: 'Tu nombre',
  nameMissing: 'Escribe tu nombre.',
  nameTooLong: 'Un nombre tiene como máximo 200 caracteres.',
  email: 'Correo electrónico',
  emailInvalid: 'Escribe una dirección de correo, por ejemplo ana@example.com.',
  storesTitle: '¿Dónde deben guardarse tus datos?',
  storesText:
    'Los chats, las oportunidades y las cifras se guardan donde elijas, y en ningún otro lugar.',
  local: 'En este equipo',
  localText: 'Alexia Desk usa aquí sus propias bases de datos. Lo mejor si trabajas por tu cuenta.',
  servers: 'En los servidores de nuestro equipo',
  serversText: 'Tu propio MongoDB y PostgreSQL. Todo el equipo ve los mismos chats.',
  mongodbUrl: 'Dirección de MongoDB',
  mongodbUrlExample: 'mongodb://user:password@host:27017/?replicaSet=rs0&tls=true',
  postgresUrl: 'Dirección de PostgreSQL',
  postgresUrlExample: 'postgres://user:password@host:5432/alexia?sslmode=verify-full',
  addressMissing: 'Escribe la dirección.',
  showAddress: 'Mostrar u ocultar la dirección',
  secretsText:
    'Las direcciones y sus contraseñas se guardan en el llavero de tu sistema, nunca en un archivo.',
  test: 'Probar las direcciones',
  reachable: 'Accesible: esta funciona.',
  unreachable: 'Esta no funciona.',
  finish: 'Configurar',
  passphraseTitle: 'La frase de contraseña de tu espacio de trabajo',
  passphraseLocal:
    'Los mensajes, los nombres y los números se cifran antes de guardarse. Esta frase los abre de nuevo si se pierde el llavero de tu sistema.',
  passphraseServers:
    'Los mensajes, los nombres y los números se cifran antes de salir de este equipo. El primer equipo elige la frase de contraseña; en los demás, escribe la misma.',
  passphraseTooShort: 'Una frase de contraseña tiene al menos 12 caracteres.',
  finishingTitle: 'Configurando',
  finishingText: 'La primera vez tarda un momento.',
  failedTitle: 'La configuración no funcionó',
  linkTitle: 'Vincula tu WhatsApp',
  linkText:
    'Una ventana pequeña muestra un código QR. Escanéalo con WhatsApp en tu teléfono y llegarán tus chats.',
  link: 'Vincula tu WhatsApp',
  later: 'Hacerlo más tarde',
} satisfies Translation<typeof en.firstRun>;
