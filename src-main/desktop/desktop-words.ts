import { type Language, languageOf } from '../../src-preload/contract/language.ts';
import type { SessionState } from '../../src-preload/contract/session.ts';
import type { WindowCommand } from '../../src-preload/contract/shortcuts.ts';

/** What main itself says: in menus, the tray, notifications and the system's dialogs. */
export interface DesktopWords {
  menu: {
    file: string;
    edit: string;
    view: string;
    conversation: string;
    help: string;
    window: string;
    undo: string;
    redo: string;
    cut: string;
    copy: string;
    paste: string;
    selectAll: string;
    fullScreen: string;
    minimize: string;
    close: string;
    quit: string;
    developerTools: string;
    openLogs: string;
    about: string;
  };
  /** What the window does when it is chosen from the menu. */
  commands: Record<WindowCommand, string>;
  linkTitle: string;
  open: string;
  quit: string;
  unread(count: number): string;
  newAccount: string;
  accountStates: Record<SessionState['kind'], string>;
  pause: string;
  forAnHour: string;
  untilTomorrow: string;
  resume(until: string): string;
  newMessages(count: number): string;
  /** In so many conversations, two at least, something came while the computer slept. */
  duringSleep(count: number): string;
  /** The names of some conversations, and how many there are besides. */
  fromSeveral(names: readonly string[], more: number): string;
  replyPlaceholder: string;
  mentioned(author: string, conversation: string): string;
  mentionedText: string;
  /** Of a lead: the customer's name. */
  stepDue(name: string): string;
  stepDueText: string;
  /** Of so many leads, two at least. */
  stepsDue(count: number): string;
  stepsDueText: string;
  /** Who is about to wait longer than the target of the business allows. */
  stillWaits(name: string): string;
  answerDue(time: string): string;
  call: string;
  testNotification: string;
  /** In the place of all that would be announced while the desktop is locked. */
  lockedNews: string;
  /** Before a place is shown outside the app. */
  place: { question: string; detail: string; open: string; cancel: string };
  spelling: {
    noSuggestions: string;
    addToDictionary(word: string): string;
  };
  crashedTitle: string;
  crashedText: string;
}

/** Main's words, and the locale (BCP 47) in which it writes times. */
export interface Speech {
  readonly locale: string;
  readonly words: DesktopWords;
}

/** @param locale one that `localeFor` gave */
export function speechOf(locale: string): Speech {
  return { locale, words: wordsOf[languageOf(locale)] };
}

const english: DesktopWords = {
  menu: {
    file: '&File',
    edit: '&Edit',
    view: '&View',
    conversation: '&Conversation',
    help: '&Help',
    window: '&Window',
    undo: 'Undo',
    redo: 'Redo',
    cut: 'Cut',
    copy: 'Copy',
    paste: 'Paste',
    selectAll: 'Select all',
    fullScreen: 'Full screen',
    minimize: 'Minimize',
    close: 'Close window',
    quit: 'Quit',
    developerTools: 'Developer tools',
    openLogs: 'Open the folder with the log',
    about: 'About Alexia Desk',
  },
  commands: {
    palette: 'Find anything…',
    inbox: 'Inbox',
    contacts: 'Contacts',
    leads: 'Leads',
    analytics: 'Analytics',
    settings: 'Settings…',
    search: 'Search all messages…',
    linkAccount: 'Link WhatsApp account…',
    lock: 'Lock',
    textLarger: 'Larger text',
    textSmaller: 'Smaller text',
    textUsual: 'Usual size of text',
    sheet: 'What the keyboard does',
    find: 'Find in it…',
    note: 'Note for the team',
    panel: 'Details',
    resolve: 'Resolve, or open again',
    assignToMe: 'Assign to me',
    snooze: 'Snooze until…',
  },
  linkTitle: 'Link WhatsApp',
  open: 'Open Alexia Desk',
  quit: 'Quit',
  unread: (count) => (count === 1 ? '1 unread conversation' : `${count} unread conversations`),
  newAccount: 'New account',
  accountStates: {
    connected: 'connected',
    read_only: 'connected, read-only',
    starting: 'connecting',
    authenticating: 'connecting',
    syncing: 'connecting',
    qr: 'being linked',
    qr_expired: 'being linked',
    pairing_code: 'being linked',
    passkey_needed: 'being linked',
    asleep: 'asleep',
    reconnecting: 'connecting again',
    standby: 'runs on another computer',
    disconnected: 'not connected',
    banned: 'blocked by WhatsApp',
    incompatible: 'does not fit WhatsApp any more',
    failed: 'could not be started',
  },
  pause: 'Pause notifications',
  forAnHour: 'For an hour',
  untilTomorrow: 'Until tomorrow',
  resume: (until) => `Resume notifications (paused until ${until})`,
  duringSleep: (count) => `While this computer slept: ${count} conversations`,
  fromSeveral: (names, more) =>
    more === 0 ? names.join(', ') : `${names.join(', ')} and ${more} more`,
  replyPlaceholder: 'Answer…',
  mentioned: (author, conversation) => `${author} mentioned you in a note: ${conversation}`,
  mentionedText: 'Internal note',
  stepDue: (name) => (name === '' ? 'Next step' : `Next step: ${name}`),
  stepDueText: 'It is due now.',
  stepsDue: (count) => `${count} next steps are due`,
  stepsDueText: 'They are among your leads.',
  stillWaits: (name) => `${name} still waits for an answer`,
  answerDue: (time) => `It is due by ${time}.`,
  newMessages: (count) => (count === 1 ? 'New message' : `${count} new messages`),
  call: 'Call',
  lockedNews: 'There is something new. Unlock Alexia Desk to see it.',
  testNotification: 'This is how a message is announced.',
  place: {
    question: 'Open this place on the map?',
    detail: 'Your browser opens openstreetmap.org, which learns that somebody looks at this place.',
    open: 'Open the map',
    cancel: 'Cancel',
  },
  spelling: {
    noSuggestions: 'No suggestions',
    addToDictionary: (word) => `Add “${word}” to the dictionary`,
  },
  crashedTitle: 'Alexia Desk has to close',
  crashedText: 'Nothing that was received is lost. The log has the details.',
};

const spanish: DesktopWords = {
  menu: {
    file: '&Archivo',
    edit: '&Edición',
    view: '&Ver',
    conversation: '&Chat',
    help: 'A&yuda',
    window: 'Ve&ntana',
    undo: 'Deshacer',
    redo: 'Rehacer',
    cut: 'Cortar',
    copy: 'Copiar',
    paste: 'Pegar',
    selectAll: 'Seleccionar todo',
    fullScreen: 'Pantalla completa',
    minimize: 'Minimizar',
    close: 'Cerrar la ventana',
    quit: 'Salir',
    developerTools: 'Herramientas de desarrollo',
    openLogs: 'Abrir la carpeta del registro',
    about: 'Acerca de Alexia Desk',
  },
  commands: {
    palette: 'Buscar o hacer lo que sea…',
    inbox: 'Bandeja',
    contacts: 'Contactos',
    leads: 'Oportunidades',
    analytics: 'Estadísticas',
    settings: 'Ajustes…',
    search: 'Buscar en todos los mensajes…',
    linkAccount: 'Vincular una cuenta de WhatsApp…',
    lock: 'Bloquear',
    textLarger: 'Texto más grande',
    textSmaller: 'Texto más pequeño',
    textUsual: 'Tamaño normal del texto',
    sheet: 'Qué hace el teclado',
    find: 'Buscar en él…',
    note: 'Nota para el equipo',
    panel: 'Detalles',
    resolve: 'Resolver o volver a abrir',
    assignToMe: 'Asignármelo',
    snooze: 'Posponer hasta…',
  },
  linkTitle: 'Vincular WhatsApp',
  open: 'Abrir Alexia Desk',
  quit: 'Salir',
  unread: (count) => (count === 1 ? '1 chat no leído' : `${count} chats no leídos`),
  newAccount: 'Cuenta nueva',
  accountStates: {
    connected: 'conectada',
    read_only: 'conectada, solo lectura',
    starting: 'conectando',
    authenticating: 'conectando',
    syncing: 'conectando',
    qr: 'vinculándose',
    qr_expired: 'vinculándose',
    pairing_code: 'vinculándose',
    passkey_needed: 'vinculándose',
    asleep: 'en reposo',
    reconnecting: 'reconectando',
    standby: 'funciona en otro equipo',
    disconnected: 'sin conexión',
    banned: 'bloqueada por WhatsApp',
    incompatible: 'ya no es compatible con WhatsApp',
    failed: 'no se pudo iniciar',
  },
  pause: 'Pausar las notificaciones',
  forAnHour: 'Durante una hora',
  untilTomorrow: 'Hasta mañana',
  resume: (until) => `Reanudar las notificaciones (en pausa hasta: ${until})`,
  duringSleep: (count) => `Mientras el equipo dormía: ${count} chats`,
  fromSeveral: (names, more) =>
    more === 0 ? names.join(', ') : `${names.join(', ')} y ${more} más`,
  replyPlaceholder: 'Responder…',
  mentioned: (author, conversation) => `${author} te ha mencionado en una nota: ${conversation}`,
  mentionedText: 'Nota interna',
  stepDue: (name) => (name === '' ? 'Siguiente paso' : `Siguiente paso: ${name}`),
  stepDueText: 'Toca hacerlo ahora.',
  stepsDue: (count) => `${count} siguientes pasos pendientes`,
  stepsDueText: 'Están entre tus oportunidades.',
  stillWaits: (name) => `${name} aún espera respuesta`,
  answerDue: (time) => `Vence: ${time}.`,
  newMessages: (count) => (count === 1 ? 'Mensaje nuevo' : `${count} mensajes nuevos`),
  call: 'Llamada',
  lockedNews: 'Hay algo nuevo. Desbloquea Alexia Desk para verlo.',
  testNotification: 'Así se avisa de un mensaje.',
  place: {
    question: '¿Abrir este lugar en el mapa?',
    detail: 'Tu navegador abre openstreetmap.org, que sabrá que alguien mira este lugar.',
    open: 'Abrir el mapa',
    cancel: 'Cancelar',
  },
  spelling: {
    noSuggestions: 'Sin sugerencias',
    addToDictionary: (word) => `Añadir «${word}» al diccionario`,
  },
  crashedTitle: 'Alexia Desk tiene que cerrarse',
  crashedText: 'No se pierde nada de lo recibido. Los detalles están en el registro.',
};

const wordsOf: Record<Language, DesktopWords> = { en: english, es: spanish };
