import type { enTeam } from './en-team.ts';
import type { Translation } from './translation.ts';

export const esTeam: Translation<typeof enTeam> = {
  title: 'Equipo',
  help: 'Todas las personas que entran con estas bases de datos.',
  loadFailedTitle: 'No se pudo cargar el equipo',
  away: 'Estoy ausente',
  awayHelp: 'No se te asigna nada nuevo hasta que vuelvas. Lo que atiendes sigue siendo tuyo.',
  isAway: 'Ausente',
  you: '{{name}} (tú)',
  open_one: '{{count}} conversación abierta',
  open_other: '{{count}} conversaciones abiertas',
  openMany: '{{number}} conversaciones abiertas o más',
  turns: 'Conversaciones nuevas por turnos',
  turnsHelp:
    'Si escribe un cliente y nadie atiende la conversación, se asigna a quien lleva más tiempo sin recibir una. El historial, los grupos y lo archivado o pendiente se dejan como están.',
  turnsByManagers: 'Lo deciden responsables y propietarios.',
  noBusiness: 'Conversaciones sin negocio',
  allConversations: 'Todas las conversaciones',
  give: '{{name}}: asignar las conversaciones nuevas por turnos',
  members: '{{name}}: quién participa',
  nobody: 'No participa nadie, así que no se asigna nada.',
  allAway: 'Quienes participan están ausentes, así que no se asigna nada.',
};
