import type { enMedia } from './en-media.ts';
import type { Translation } from './translation.ts';

/** What is said of files in a conversation, in Spanish. */
export const esMedia = {
  waiting: 'Obteniéndolo de WhatsApp',
  failed: 'No se pudo obtener.',
  expired: 'WhatsApp ya no lo tiene.',
  too_large: 'Mayor de 64 MB: está en el teléfono.',
  retry: 'Reintentar',
  download: 'Descargar',
  downloadSize: 'Descargar ({{size}})',
  open: 'Abrir: {{name}}',
  play: 'Reproducir',
  pause: 'Pausar',
  position: 'Posición',
  positionOf: '{{position}} de {{length}}',
  speed: 'Velocidad: {{speed}} veces',
  save: 'Guardar',
  saveNamed: 'Guardar {{name}}',
  unnamed: 'Documento sin nombre',
  zoom: '{{percent}} %',
  zoomIn: 'Ampliar (+)',
  zoomOut: 'Reducir (-)',
} satisfies Translation<typeof enMedia>;
