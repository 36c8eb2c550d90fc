import type { enNotes } from './en-notes.ts';
import type { Translation } from './translation.ts';

export const esNotes: Translation<typeof enNotes> = {
  modes: 'Qué escribir',
  message: 'Mensaje',
  note: 'Nota',
  private: 'Solo la ve tu equipo',
  label: 'Nota sobre {{name}}',
  placeholder: 'Escribe una nota para tu equipo; con @ mencionas a alguien',
  people: 'Personas del equipo',
  save: 'Guardar la nota',
  saveEdit: 'Guardar los cambios',
  edit: 'Editar la nota',
  delete: 'Borrar la nota',
  edited: 'editada',
  by: 'Nota de {{name}}; solo la ve tu equipo',
  mentioned: 'Te han mencionado',
  unreadable: 'Esta nota ya no se puede abrir.',
  loadFailed: 'No se han podido cargar las notas.',
};
