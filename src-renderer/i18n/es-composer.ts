import type { enComposer, enQuickReplies } from './en-composer.ts';
import type { Translation } from './translation.ts';

/** What is said around the field in which messages are written, in Spanish. */
export const esComposer = {
  draft: 'Borrador:',
  hints: {
    enter: 'Entrar envía, Mayús + Entrar empieza una línea nueva',
    ctrl_enter: '{{command}} + Entrar envía, Entrar empieza una línea nueva',
  },
  earlier: 'Enviar {{name}} antes',
  later: 'Enviar {{name}} después',
  caption: 'Añadir un pie',
  captionOf: 'Pie de {{name}}',
  goesWithText: 'Lo que escribas abajo va con él',
  preparing: 'Preparando {{name}}',
  fileFailed: 'No se ha podido leer. Al enviar se intenta de nuevo.',
  voice: {
    name: 'Nota de voz',
    record: 'Grabar una nota de voz',
    recording: 'Grabando una nota de voz',
    time: 'Tiempo grabado',
    pause: 'Pausar',
    resume: 'Seguir grabando',
    cancel: 'Descartar la grabación',
    stop: 'Parar y escuchar antes',
    send: 'Enviar la nota de voz',
    play: 'Escuchar la nota de voz',
    stopPlaying: 'Dejar de escuchar',
    unplayable: 'Aquí no se puede reproducir.',
    problems: {
      none: 'No se ha encontrado ningún micrófono. Conecta uno e inténtalo de nuevo.',
      refused:
        'Este equipo no permite que la aplicación use el micrófono. Permítelo en los ajustes de privacidad del sistema.',
      failed: 'La grabación no ha funcionado. Inténtalo de nuevo.',
    },
  },
  emoji: {
    open: 'Emojis',
    search: 'Buscar emojis',
    recent: 'Elegidos hace poco',
    skinTone: 'Tono de piel',
    none: 'Ningún emoji se llama así.',
    hint: 'Flechas para moverse, Entrar para elegir',
  },
  quickReplies: {
    label: 'Respuestas rápidas',
    hint: '↑ ↓ para elegir, Entrar para insertar, Escape para salir',
    none: 'Aún no hay respuestas rápidas. Escribe algunas en los ajustes.',
    failed: 'Ahora mismo no se pueden leer las respuestas rápidas.',
    unfilled: 'Completa {{variable}} antes de enviar.',
    marketing: 'Publicidad: solo se envía a quien la quiere.',
  },
} satisfies Translation<typeof enComposer>;

/** The card of quick replies in the settings, in Spanish. */
export const esQuickReplies = {
  title: 'Respuestas rápidas',
  help: 'Textos que todo el equipo envía a menudo. Escribe / y el atajo al redactar un mensaje.',
  loadFailedTitle: 'No se pudieron cargar las respuestas rápidas',
  none: 'Aún no hay ninguna.',
  add: 'Nueva respuesta rápida',
  edit: 'Cambiar /{{shortcut}}',
  delete: 'Eliminar /{{shortcut}}',
  changedBy: 'Último cambio de {{name}}',
  addTitle: 'Nueva respuesta rápida',
  editTitle: 'Cambiar la respuesta rápida',
  shortcut: 'Atajo',
  shortcutInvalid: 'Un atajo solo puede tener letras, cifras, - y _.',
  shortcutTaken: 'Ya hay una respuesta rápida con este atajo. Elige otro.',
  business: 'Para los chats de',
  allBusinesses: 'Todas las empresas',
  content: 'Texto',
  insert: 'Inserta lo que se completa al usarla:',
  variables: {
    contact: {
      name: 'nombre del cliente',
      firstName: 'nombre de pila del cliente',
      phone: 'número del cliente',
    },
    me: { name: 'tu nombre', firstName: 'tu nombre de pila' },
    business: { name: 'empresa' },
  },
  preview: 'Así puede quedar',
  marketing: 'Es publicidad',
  marketingHint: 'Solo se envía a quien quiere publicidad, y la conversación lo dice.',
  isMarketing: 'Publicidad',
  sampleContact: 'María García',
  sampleMe: 'Ana Torres',
  sampleBusiness: 'La Tienda de la Esquina',
  save: 'Guardar',
  deleteTitle: '¿Eliminar /{{shortcut}}?',
  deleteText:
    'Desaparecerá para todo el equipo. Los mensajes que se enviaron con ella se conservan.',
  deleteConfirm: 'Eliminar',
} satisfies Translation<typeof enQuickReplies>;
