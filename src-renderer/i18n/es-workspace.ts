import type { enWorkspace } from './en-workspace.ts';
import type { Translation } from './translation.ts';

/** The words about encryption and its passphrase, in Spanish. */
export const esWorkspace = {
  passphrase: 'Frase de contraseña del espacio de trabajo',
  passphraseHelp: 'Al menos 12 caracteres.',
  keepSafe:
    'Guárdala en un lugar seguro. Un equipo que ha perdido su llavero no puede leer nada sin ella, y nadie puede restablecerla.',
  tooShort: 'Una frase de contraseña tiene al menos 12 caracteres.',
  show: 'Mostrar u ocultar la frase de contraseña',
  suggest: 'Sugerir una',
  copy: 'Copiar',
  copied: 'Copiada',

  lockedTitle: 'Este espacio de trabajo está bloqueado',
  lockedText:
    'El llavero de este equipo no tiene la clave de los mensajes de tu equipo, o tiene una antigua. Escribe la frase de contraseña una vez y el llavero volverá a guardar la clave.',
  unlock: 'Desbloquear',

  title: 'Cifrado',
  text: 'Los textos de los mensajes, los nombres y los números se cifran en este equipo antes de llegar a las bases de datos.',
  loadFailedTitle: 'No se pudo leer el estado del cifrado',
  keyVersion: 'Clave del espacio de trabajo',
  version: 'Versión {{version}}',
  rotating: 'Se están protegiendo de nuevo las claves de datos: {{done}} de {{total}}',
  rotationFailed:
    'La renovación se ha detenido en {{done}} de {{total}} claves de datos. Todo se puede seguir leyendo; continúa al abrir la aplicación de nuevo, o si vuelves a renovar la clave.',
  rotated: 'La clave nueva protege ya las {{total}} claves de datos.',

  rotate: 'Renovar la clave',
  rotateTitle: '¿Renovar la clave del espacio de trabajo?',
  rotateText:
    'Se crea una clave nueva que toma el relevo en segundo plano; mientras tanto se puede trabajar. Los equipos que están abiertos, o que se perdieron una sola renovación, se actualizan por sí solos.',
  rotateConfirm: 'Renovar',

  changePassphrase: 'Cambiar la frase de contraseña',
  changeTitle: 'Cambiar la frase de contraseña del espacio de trabajo',
  changeText:
    'Los equipos que tienen la clave siguen funcionando. Quien configure un equipo a partir de ahora necesita la frase nueva.',
  current: 'Frase de contraseña actual',
  next: 'Frase de contraseña nueva',
  changeConfirm: 'Cambiar',
  changed: 'Se cambió la frase de contraseña.',
} satisfies Translation<typeof enWorkspace>;
