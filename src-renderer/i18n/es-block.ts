import type { enBlock } from './en-block.ts';
import type { Translation } from './translation.ts';

export const esBlock: Translation<typeof enBlock> = {
  block: 'Bloquear…',
  unblock: 'Desbloquear',
  confirm: 'Bloquear',
  title: '¿Bloquear a {{name}}?',
  explain:
    'No llegará ningún mensaje ni llamada de esta persona, y no se le podrá enviar nada. No se le avisa. Puedes deshacerlo cuando quieras.',
  explainAccount:
    'A través de {{account}} no llegará ningún mensaje ni llamada de esta persona, y no se le podrá enviar nada. No se le avisa. Puedes deshacerlo cuando quieras.',
  stopped: 'Has bloqueado a {{name}}: no llega nada de su parte ni se le puede enviar nada.',
  mark: 'Bloqueado',
  accounts: 'Cuentas',
  blockIn: 'Bloquear en {{account}}',
  unblockIn: 'Desbloquear en {{account}}',
};
