import type { enSending } from './en-sending.ts';
import type { Translation } from './translation.ts';

/** What waits to be sent, what can be done to a message, and how fast may be written, in Spanish. */
export const esSending = {
  outbox: {
    takeBack: 'Recuperar',
    undo: 'Deshacer',
    title: 'Pendiente de envío',
    empty: 'No hay nada en espera.',
    waiting_one: '{{count}} mensaje en espera',
    waiting_other: '{{count}} mensajes en espera',
    gaveUp_one: '{{count}} sin enviar',
    gaveUp_other: '{{count}} sin enviar',
    retryAll: 'Volver a enviar todos los que fallaron',
    discardAll: 'Descartar todos los que fallaron',
    discardAllReally_one: 'Descartar de verdad {{count}} mensaje',
    discardAllReally_other: 'Descartar de verdad {{count}} mensajes',
    keep: 'Conservarlos',
    unknownConversation: 'Un chat',
    cancel: 'Cancelar',
    sendNow: 'Enviar ahora',
    scheduled: 'Sale: {{time}}',
    goesAt: '{{reason}}: sale hacia {{time}}',
    sentLateTitle: 'Un mensaje salió tarde',
    sentLate:
      'Debía salir el {{scheduled}} y salió el {{sent}}: el equipo estaba en reposo o sin conexión, o el ritmo no permitía que saliera antes.',
    plannedFor: 'Programado: {{time}}',
    wentLate:
      'Programado: {{time}}; enviado tarde: el equipo estaba en reposo o sin conexión, o el ritmo no permitía que saliera antes.',
    reasons: {
      turn: 'Espera su turno',
      undo: 'Sale enseguida',
      connection: 'Espera la conexión',
      schedule: 'Espera su hora',
      account_limit: 'Esta cuenta ya envió sus mensajes de esta hora',
      user_limit: 'Ya enviaste tus mensajes de esta hora',
      recipient_limit: 'Este chat recibió muchos mensajes en una hora',
      warm_up: 'Este número se vinculó hace poco',
      first_contact_limit: 'Los primeros mensajes de hoy a personas nuevas ya salieron',
      retry: 'Se está intentando de nuevo',
    },
  },

  actions: {
    open: 'Qué se puede hacer con este mensaje',
    reply: 'Responder',
    copy: 'Copiar el texto',
    edit: 'Editar el texto',
    revoke: 'Eliminar para todos',
    react: 'Reaccionar con {{emoji}}',
    reactOther: 'Reaccionar con otro emoji',
    unreact: 'Quitar {{emoji}}',
  },

  pace: {
    title: 'Ritmo',
    intro:
      'WhatsApp bloquea los números que escriben demasiado rápido o a demasiados desconocidos, y no dice dónde están sus límites. Estos valores son estimaciones prudentes. No se pierde nada: lo que aún no puede salir espera e indica cuándo saldrá.',
    loadFailedTitle: 'No se pudo cargar el ritmo',
    accountPerHour: 'Mensajes por hora: {{account}}',
    accountPerHourHelp: 'Para esta cuenta, escriba quien escriba.',
    userPerHour: 'Mensajes tuyos por hora',
    userPerHourHelp: 'En todas tus cuentas y equipos.',
    recipientPerHour: 'Mensajes por hora a un mismo chat',
    recipientPerHourHelp: 'Para no inundar a nadie por error.',
    shortestGap: 'Pausa más corta, en segundos',
    shortestGapHelp:
      'Entre dos mensajes de una cuenta pasa un tiempo al azar: nadie escribe como una máquina.',
    longestGap: 'Pausa más larga, en segundos',
    longestGapHelp: 'Al menos tan larga como la más corta.',
    warmUpDays: 'Días de adaptación de un número nuevo',
    warmUpDaysHelp: 'Desde que se vinculó aquí. Con 0 se desactiva.',
    warmUpPerDay: 'Mensajes al día por cada día de antigüedad',
    warmUpPerDayHelp: 'El primer día esta cantidad, el segundo el doble, y así sucesivamente.',
    firstContactsPerDay: 'Mensajes al día a personas que nunca escribieron',
    firstContactsPerDayHelp:
      'Escribir a desconocidos es lo que más bloqueos causa. Las respuestas a clientes no cuentan nunca.',
  },
} satisfies Translation<typeof enSending>;
