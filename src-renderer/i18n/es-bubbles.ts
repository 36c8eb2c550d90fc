import type { enBubbles, enMessageTypes } from './en-bubbles.ts';
import type { Translation } from './translation.ts';

/** What stands for a message that has no text of its own, in Spanish. */
export const esMessageTypes = {
  text: 'Mensaje vacío',
  image: 'Imagen',
  video: 'Video',
  audio: 'Audio',
  document: 'Documento',
  location: 'Ubicación',
  contact: 'Contacto',
  sticker: 'Sticker',
  voice_note: 'Mensaje de voz',
  poll: 'Encuesta',
  reaction: 'Reacción',
  call_log: 'Llamada',
  group_event: 'Algo cambió en el grupo',
  revoked: 'Se eliminó este mensaje',
  unknown: 'Un mensaje de un tipo que aún no se muestra',
} satisfies Translation<typeof enMessageTypes>;

/** The words in and around the bubbles of a thread, in Spanish. */
export const esBubbles = {
  forwarded: 'Reenviado',
  edited: 'Editado',
  editedAt: 'Editado: {{time}}',
  you: 'Tú',
  linkWarning: {
    careful: 'Cuidado: este enlace puede engañar.',
    mixedScripts: 'Su nombre mezcla letras de varios alfabetos.',
    lookAlike: 'Sus letras parecen latinas y no lo son.',
    oddCharacters: 'Su nombre tiene caracteres que solo se parecen a otros.',
    hidden: 'Tiene caracteres que no se ven.',
    credentials: 'Lo que está antes de la @ no es adonde lleva.',
    otherTarget: 'Lo que se dice de él nombra otra dirección.',
    leadsTo: 'Lleva a',
  },

  opensOnce: 'Se puede abrir una sola vez',

  showOriginal: 'Mostrar el mensaje al que responde',
  originalNotStored: 'El mensaje al que responde no está guardado aquí.',
  originalMissing: 'Un mensaje que no está guardado aquí',

  reactedWith: '{{emoji}} {{names}}',

  liveLocation: 'Ubicación en tiempo real',
  openPlace: 'Abrir en el mapa',
  copyCoordinates: 'Copiar coordenadas',
  copyNumber: 'Copiar {{number}}',
  copied: 'Copiado',
  card: {
    file: 'Guardar como archivo',
    save: 'Guardar en los contactos',
    saved: 'Guardado en los contactos',
    known: 'Ya está en los contactos',
  },
  noName: 'Sin nombre',
  noNumber: 'Sin número de teléfono',

  pollOne: 'Elige una opción',
  pollSeveral: 'Elige una o varias opciones',
  votes_one: '{{count}} voto',
  votes_other: '{{count}} votos',

  calls: {
    voice: {
      missed: 'Llamada perdida',
      answered: 'Llamada',
      rejected: 'Llamada rechazada',
      unknown: 'Llamada',
    },
    video: {
      missed: 'Videollamada perdida',
      answered: 'Videollamada',
      rejected: 'Videollamada rechazada',
      unknown: 'Videollamada',
    },
  },

  groupEvents: {
    created: {
      by: '{{by}} creó el grupo',
      byUs: 'Creaste el grupo',
      without: 'Se creó el grupo',
    },
    added: {
      by: '{{by}} añadió al grupo: {{people}}',
      byUs: 'Añadiste al grupo: {{people}}',
      without: 'Incorporación al grupo: {{people}}',
      us: 'Te añadieron al grupo',
    },
    joined: {
      by: 'Incorporación al grupo: {{people}}',
      byUs: 'Incorporación al grupo: {{people}}',
      without: 'Incorporación al grupo: {{people}}',
    },
    left: {
      by: 'Salida del grupo: {{people}}',
      byUs: 'Salida del grupo: {{people}}',
      without: 'Salida del grupo: {{people}}',
    },
    removed: {
      by: '{{by}} eliminó del grupo: {{people}}',
      byUs: 'Eliminaste del grupo: {{people}}',
      without: 'Salida del grupo: {{people}}',
      us: 'Te eliminaron del grupo',
    },
    promoted: {
      by: '{{by}} dio permisos de administración: {{people}}',
      byUs: 'Diste permisos de administración: {{people}}',
      without: 'Ahora con permisos de administración: {{people}}',
    },
    demoted: {
      by: '{{by}} quitó permisos de administración: {{people}}',
      byUs: 'Quitaste permisos de administración: {{people}}',
      without: 'Ya sin permisos de administración: {{people}}',
      us: 'Ya no administras el grupo',
    },
    subject_changed: {
      by: '{{by}} cambió el nombre del grupo a «{{value}}»',
      byUs: 'Cambiaste el nombre del grupo a «{{value}}»',
      without: 'El grupo se llama ahora «{{value}}»',
    },
    description_changed: {
      by: '{{by}} cambió la descripción del grupo',
      byUs: 'Cambiaste la descripción del grupo',
      without: 'Se cambió la descripción del grupo',
    },
    picture_changed: {
      by: '{{by}} cambió la foto del grupo',
      byUs: 'Cambiaste la foto del grupo',
      without: 'Se cambió la foto del grupo',
    },
    settings_changed: {
      by: '{{by}} cambió los ajustes del grupo',
      byUs: 'Cambiaste los ajustes del grupo',
      without: 'Se cambiaron los ajustes del grupo',
    },
    unknown: {
      by: '{{by}} cambió algo en el grupo',
      byUs: 'Cambiaste algo en el grupo',
      without: 'Algo cambió en el grupo',
    },
  },
  somebody: 'Alguien',
  youInside: 'tú',
  twoOrMore: '{{list}} y {{last}}',
} satisfies Translation<typeof enBubbles>;
