import type { enAccounts } from './en-accounts.ts';
import type { Translation } from './translation.ts';

/** The words about WhatsApp accounts, in Spanish. */
export const esAccounts = {
  title: 'Cuentas de WhatsApp',
  open: 'Cuentas de WhatsApp: {{summary}}',
  none: 'Ninguna cuenta vinculada',
  newAccount: 'Cuenta nueva',
  link: 'Vincula tu WhatsApp',
  linkAnother: 'Vincular otra cuenta',
  loadFailed: 'No se cargó',
  hideNotice: 'Ocultar el aviso sobre {{account}}',
  moreNotices_one: '{{count}} cuenta más te necesita: mira las cuentas abajo a la izquierda.',
  moreNotices_other: '{{count}} cuentas más te necesitan: mira las cuentas abajo a la izquierda.',
  states: {
    starting: 'Iniciando',
    qr: 'Esperando el escaneo',
    qr_expired: 'Código caducado',
    pairing_code: 'Esperando el código',
    passkey_needed: 'Esperando una llave de acceso',
    authenticating: 'Vinculando',
    syncing: 'Sincronizando {{percent}} %',
    connected: 'Conectada',
    read_only: 'Conectada, no puede enviar',
    asleep: 'En reposo',
    reconnecting: 'Reconectando',
    reconnectingIn: 'Reconexión en {{seconds}} s',
    disconnected: 'Sin conexión',
    held_elsewhere: 'Funciona en otro equipo',
    lease_unknown: 'Espera a la base de datos',
    banned: 'Bloqueada por WhatsApp',
    incompatible: 'WhatsApp ha cambiado',
    failed: 'No se pudo iniciar',
  },
  details: {
    logged_out: 'Cerraste la sesión de esta cuenta.',
    unlinked_by_phone:
      'El teléfono quitó este equipo de sus dispositivos vinculados. Lo guardado se conserva; vincúlala de nuevo para continuar.',
    cancelled: 'Se canceló la vinculación.',
    conflict: 'WhatsApp está abierto en otro lugar con esta cuenta.',
    line_lost: 'La conexión falló, y esta cuenta no se reconecta por sí sola.',
    held_elsewhere:
      'Una cuenta funciona en un solo equipo a la vez. Este toma el relevo por sí solo cuando el otro se detiene.',
    lease_unknown:
      'Se sabrá si otro equipo usa esta cuenta cuando se pueda acceder de nuevo a la base de datos.',
    banned:
      'WhatsApp no permite que esta cuenta se conecte. Abre WhatsApp en el teléfono para ver el motivo.',
    incompatible:
      'WhatsApp cambió su versión web y esta versión de Alexia Desk ya no es compatible. Lo guardado se puede seguir leyendo; actualiza Alexia Desk para volver a escribir.',
    incompatibleMissing: 'Falta: {{missing}}',
    read_only:
      'WhatsApp cambió algo que se necesita para enviar. Los mensajes siguen llegando y se guardan; lo que escribas queda en espera. Actualiza Alexia Desk o inténtalo más tarde.',
    readOnlyProblems: 'Ha cambiado: {{problems}}',
    memory: 'Su navegador ocupaba demasiada memoria y se está reiniciando. No se pierde nada.',
    hidden: 'La ventana está cerrada; la cuenta sigue funcionando sin ella.',
    asleep:
      'Nadie escribió durante un rato, así que su navegador está cerrado para ahorrar memoria. Buscará mensajes a esta hora: {{time}}; y se activa en cuanto envías algo.',
    passkey_needed:
      'WhatsApp pide una llave de acceso. Continúa en una ventana en la que puedas usarla.',
    phoneUnseen_one: 'No hay noticias del teléfono desde hace {{count}} día.',
    phoneUnseen_other: 'No hay noticias del teléfono desde hace {{count}} días.',
    phoneUnseenAdvice:
      'WhatsApp desvincula los equipos tras 14 días sin el teléfono: abre WhatsApp en él.',
    reconnecting_one: 'Se perdió la conexión; {{count}} intento hasta ahora. Continúa por sí sola.',
    reconnecting_other:
      'Se perdió la conexión; {{count}} intentos hasta ahora. Continúa por sí sola.',
  },
  actions: {
    showQr: 'Mostrar QR',
    linkAgain: 'Vincular de nuevo',
    retry: 'Reintentar',
    connect: 'Conectar',
    wake: 'Activar',
    takeOver: 'Usarla aquí',
    logOut: 'Cerrar sesión',
    forAccount: '{{action}}: {{account}}',
  },
  autoReconnect: 'Se reconecta por sí sola',
  autoReconnectFor: 'Se reconecta por sí sola: {{account}}',
  usage: {
    messages_one: '{{number}} mensaje',
    messages_other: '{{number}} mensajes',
    errors_one: '{{count}} fallo',
    errors_other: '{{count}} fallos',
    memory: '{{megabytes}} MB de memoria',
    lastActivity: 'último mensaje {{time}}',
    lastError: 'Último fallo ({{time}}): {{error}}',
    failed: 'No se pudieron cargar sus cifras.',
  },
  logOutTitle: '¿Cerrar la sesión de {{account}}?',
  logOutText:
    'WhatsApp olvida este equipo y se borra el perfil sellado. Los chats se quedan en tus bases de datos. Para volver a usar la cuenta aquí hay que vincularla con un nuevo código QR.',
  logOutConfirm: 'Cerrar sesión',
} satisfies Translation<typeof enAccounts>;
