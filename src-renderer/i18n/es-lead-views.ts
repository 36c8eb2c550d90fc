import type { enLeadViews } from './en-lead-views.ts';
import type { Translation } from './translation.ts';

export const esLeadViews: Translation<typeof enLeadViews> = {
  views: 'Vistas',
  choose: 'Vista: {{name}}',
  mine: 'Tus vistas',
  shared: 'Las vistas del equipo',
  save: 'Guardar esta vista…',
  update: 'Actualizar {{name}}',
  edit: 'Editar las vistas…',
  saveTitle: 'Guardar esta vista',
  saveText: 'Los filtros, el orden y si es el tablero o la tabla.',
  name: 'Nombre',
  forTeam: 'Para todo el equipo',
  keep: 'Guardar',
  editTitle: 'Vistas',
  none: 'Todavía no se ha guardado ninguna vista.',
  nameOf: 'Nombre de {{name}}',
  share: 'Dar {{name}} a todo el equipo',
  remove: 'Quitar {{name}}',
};
