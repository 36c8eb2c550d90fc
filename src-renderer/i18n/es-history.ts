import type { enHistory, enIdentities } from './en-history.ts';
import type { Translation } from './translation.ts';

/** The words about how complete conversations are, and how far back they are read, in Spanish. */
export const esHistory = {
  files: 'Traer archivos sin pedirlo',
  filesHelp: 'Los más grandes esperan en el chat hasta que alguien los pulse.',
  noFiles: 'Ninguno',
  filesUpTo: 'Hasta {{count}} MB',
  allFiles: 'Todos los que se puedan tener',
  gap: 'No se pudieron leer de WhatsApp los mensajes entre {{from}} y {{to}}.',
  readOlder: 'Buscar mensajes anteriores en WhatsApp',
  progress: {
    contacts: 'Cargando contactos: {{done}} de {{total}}',
    history: 'Cargando historial: {{done}} de {{total}} chats',
  },
  progressOf: {
    contacts: 'Progreso de la carga de contactos',
    history: 'Progreso de la carga del historial',
  },
  first: 'Mensajes que se van a obtener',
  firstHelp: 'Los anteriores se pueden obtener más tarde, chat por chat.',
  lastDays_one: 'Del último día',
  lastDays_other: 'De los últimos {{count}} días',
  all: 'Todo lo que entregue WhatsApp',
  title: 'Historial',
  days: 'Leer los mensajes de WhatsApp desde',
  daysHelp:
    'Para todas las cuentas, empezando por los chats más recientes; también para las que ya estaban vinculadas. Los mensajes anteriores de un chat se pueden leer desde su comienzo.',
  daysBack_one: 'Hace {{count}} día',
  daysBack_other: 'Hace {{count}} días',
  everything: 'El comienzo',
  every: 'Comparar con WhatsApp',
  everyHelp:
    'Encuentra lo que faltaba. También se hace después de cada conexión y cuando el equipo sale del reposo.',
  everyMinutes: 'Cada {{count}} minutos',
} satisfies Translation<typeof enHistory>;

/** The words about people whom WhatsApp knows under several ids, in Spanish. */
export const esIdentities = {
  ids: '{{count}} identificadores',
  why: 'Por qué {{name}} es una sola persona',
  explanation:
    'WhatsApp conoce a esta persona con {{count}} identificadores, y tú ves un solo chat. Si se separan, cada uno vuelve a tener el suyo, como antes, y quedan separados.',
  evidence: {
    contact: 'El contacto de WhatsApp tiene ambos identificadores.',
    lookup: 'Se preguntó a WhatsApp por esta persona y dio ambos identificadores.',
    message: 'Un mensaje llegó con ambos identificadores.',
    username: 'Ambos tuvieron al mismo tiempo el mismo nombre de usuario de WhatsApp.',
  },
  takeApart: 'Separar',
} satisfies Translation<typeof enIdentities>;
