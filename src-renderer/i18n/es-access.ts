import type { enAccess } from './en-access.ts';
import type { Translation } from './translation.ts';

export const esAccess: Translation<typeof enAccess> = {
  roles: { owner: 'Propietario', manager: 'Responsable', agent: 'Agente', read_only: 'Solo leer' },
  roleHelp: {
    owner: 'Puede hacerlo todo: también personas, roles, claves y bases de datos.',
    manager:
      'Atiende a clientes, decide cómo trabaja el equipo, y exporta e importa contactos y oportunidades.',
    agent:
      'Atiende a clientes. Lo que vale para todo el equipo queda para responsables y propietarios.',
    read_only: 'Lo lee todo, y no cambia ni envía nada.',
  },
  role: 'Rol',
  roleOf: 'Rol de {{name}}',
  email: 'Correo electrónico',
  readOnlyNote: 'Tu rol es leer: puedes seguir este chat, y no escribir en él.',
  managersOnly: 'Algunos ajustes son para responsables o propietarios, y no se muestran.',

  accountTitle: 'Tú y este equipo',
  password: 'Contraseña',
  currentPassword: 'Contraseña hasta ahora',
  newPassword: 'Contraseña nueva',
  show: 'Mostrarla u ocultarla',
  passwordHelp: 'Al menos {{length}} caracteres. Varias palabras se recuerdan bien.',
  tooShort: 'Al menos {{length}} caracteres.',
  noPassword: 'aún sin contraseña',
  needsPassword: 'Con una contraseña este ordenador se puede bloquear, a mano o por sí mismo.',
  choosePassword: 'Elegir una contraseña…',
  changePassword: 'Cambiar la contraseña…',
  keepPassword: 'Guardarla',
  chooseText: 'Con ella se puede bloquear este ordenador, y se pide en todos los demás.',
  chooseTextOwner:
    'Desde entonces todos necesitan una contraseña en un ordenador nuevo, y los nuevos tu invitación.',
  changeText: 'Tus otros ordenadores piden la nueva enseguida.',
  needs: {
    ownerTitle:
      'Puede entrar cualquiera que tenga las direcciones de las bases de datos y la frase de contraseña',
    owner:
      'Elige una contraseña: desde entonces los nuevos necesitan una invitación, y nadie se hace pasar por ti.',
    memberTitle: 'Tu espacio de trabajo pide una contraseña a todos',
    member: 'Elige la tuya, para que nadie trabaje en tu nombre.',
  },
  lockNow: 'Bloquear ahora',
  lockAfter: 'Bloquear cuando nadie trabaja aquí',
  lockAfterHelp: 'Tras este tiempo sin ratón ni teclado, y con el bloqueo del propio ordenador.',
  never: 'Nunca',
  minutes_one: 'Tras {{count}} minuto',
  minutes_other: 'Tras {{count}} minutos',
  asksAtStart: 'Pedir la contraseña en cada inicio',
  asksAtStartHelp: 'Si no, el llavero de este ordenador recuerda que has entrado.',

  endedTitle: 'Este ordenador ya no trabaja aquí',
  setUpAnew: 'Configurarlo de nuevo',

  lockedTitle: 'Alexia Desk está bloqueado',
  locked: {
    start: 'Aquí trabaja {{name}}. Los mensajes se reciben mientras está bloqueado.',
    idle: 'Aquí trabaja {{name}}. Nadie ha usado este ordenador desde hace un rato.',
    asked: 'Aquí trabaja {{name}}. Los mensajes se reciben mientras está bloqueado.',
    revoked:
      'Aquí trabaja {{name}}. La contraseña se cambió o se restableció, o este ordenador aún no la ha pedido.',
  },
  unlock: 'Desbloquear',
  haveCode: 'Tengo un código',
  havePassword: 'Tengo mi contraseña',
  code: 'Código',
  codeHelp: 'De un propietario del espacio de trabajo.',

  haveEntry: 'Tengo una invitación o una contraseña',
  invitationCode: 'Código de tu invitación',
  invitationHelp: 'Déjalo vacío si ya trabajas aquí.',
  entryHelp: 'Con una invitación la eliges ahora; si no, la que tienes.',

  peopleTitle: 'Personas y roles',
  peopleHelp:
    'Quién trabaja con estas bases de datos. Los propietarios cambian los roles e invitan.',
  peopleHelpProtected:
    'Quién trabaja con estas bases de datos. Los nuevos necesitan una invitación.',
  peopleHelpOpen:
    'Hasta que un propietario tenga contraseña, quien tiene las direcciones de las bases de datos y la frase de contraseña entra como agente.',
  invite: 'Invitar…',
  inviteTitle: 'Invitar a alguien',
  inviteText:
    'Necesita el código, las direcciones de las bases de datos y la frase de contraseña. Dale la frase de contraseña por otra vía que el código.',
  inviteConfirm: 'Crear un código',
  invitations: 'Invitaciones',
  holdsUntil: 'Vale hasta {{time}}, una vez',
  withdraw: 'Retirar',
  withdrawOf: 'Retirar la invitación de {{name}}',
  codeTitle: 'El código',
  codeText: 'Dáselo a {{name}}. Solo se muestra esta vez.',
  done: 'Hecho',
  reset: 'Restablecer contraseña…',
  resetOf: 'Restablecer la contraseña de {{name}}',
  resetTitle: '¿Restablecer la contraseña de {{name}}?',
  resetText:
    'Los ordenadores de {{name}} se bloquean enseguida. Con un código, que verás después, elige otra contraseña.',
  resetConfirm: 'Restablecerla',
  remove: 'Quitar…',
  removeOf: 'Quitar a {{name}}',
  removeTitle: '¿Quitar a {{name}}?',
  removeText:
    'Los ordenadores de {{name}} terminan enseguida y olvidan lo que saben. Lo que escribió e hizo conserva su nombre. Sus chats siguen asignados hasta que alguien lo cambie.',
  removeConfirm: 'Quitar',

  desktopsTitle: 'Ordenadores',
  desktopsHelp:
    'Todos los ordenadores que han trabajado con estas bases de datos. Cierra el paso al que se perdió.',
  desktopsFailed: 'No se pudieron cargar los ordenadores',
  thisDesktop: '{{name}} (este)',
  seen: '{{name}}, visto por última vez {{time}}',
  shutOut: 'Cerrar el paso…',
  shutOutOf: 'Cerrar el paso a {{name}} de {{person}}',
  shutOutTitle: '¿Cerrar el paso a {{name}}?',
  shutOutText:
    'Este ordenador de {{name}} se rechaza desde ahora, y olvida sus claves y lo que recuerda en cuanto llega a las bases de datos. La clave del espacio de trabajo se renueva: los demás ordenadores piden una vez la frase de contraseña.',
  shutOutConfirm: 'Cerrar el paso',
  wasShutOut: 'Paso cerrado {{time}}',
  wasShutOutTitle: '{{name}} ya no tiene paso',
  wasShutOutText:
    'La clave ya es otra. Termina también su WhatsApp en el teléfono: Ajustes, Dispositivos vinculados. Un ordenador que se queda sin red muestra lo que recuerda durante siete días como mucho.',
  login: {
    ended: 'Su acceso a PostgreSQL ({{login}}) se terminó. Termina a mano el de MongoDB.',
    shared:
      'Otros ordenadores usan también su acceso a PostgreSQL ({{login}}): cambia su contraseña, y la de MongoDB.',
    by_hand:
      'Quien cuida las bases de datos tiene que terminar sus accesos: {{login}} en PostgreSQL, y el de MongoDB.',
  },
};
