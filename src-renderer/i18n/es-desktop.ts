import type { enDesktop } from './en-desktop.ts';
import type { Translation } from './translation.ts';

/** The words about notifications, and how the app behaves on the system's desktop, in Spanish. */
export const esDesktop = {
  notifications: 'Notificaciones',
  announce: 'Avisar de los mensajes nuevos',
  announceHelp:
    'De los chats que tienes asignados, y de los de tus cuentas que nadie tiene asignados. Nunca de lo que estás viendo.',
  showText: 'Mostrar lo que se escribió',
  showTextHelp: 'Si no, solo de quién es el mensaje: otras personas pueden ver tu pantalla.',
  sound: 'Reproducir un sonido',
  soundHelp: 'El sonido que tu sistema usa para las notificaciones.',
  systemSound: 'Sonido',
  systemSoundHelp: 'Tu sistema decide si una notificación suena: se configura allí.',
  quiet: 'Horas de silencio',
  quietHelp: 'Todos los días según el reloj de este equipo. Los mensajes siguen llegando.',
  quietFrom: 'Silencio desde',
  quietTo: 'Silencio hasta',
  mutedLabels: 'Etiquetas de las que no se avisa',
  noLabels: 'El equipo no tiene ninguna etiqueta así.',
  mutedLabelsHelp:
    'Los chats con una de estas etiquetas. Lo que cambia de nombre sigue silenciado.',
  muted_one: '{{count}} chat está silenciado.',
  muted_other: '{{count}} chats están silenciados.',
  unmuteAll: 'Volver a avisar de todos',
  paused: 'En pausa hasta: {{time}}.',
  resume: 'Reanudar ahora',
  test: 'Mostrar una notificación de prueba',
  testShown: 'Tu sistema ha mostrado una.',
  testNotShown: 'No se ha mostrado.',
  unavailable:
    'Tu sistema no muestra notificaciones: están desactivadas, o no hay ningún servicio que las muestre.',
  title: 'En este equipo',
  closeToTray: 'Seguir funcionando al cerrar la ventana',
  closeToTrayHelp:
    'Los mensajes siguen llegando, y el icono de la bandeja del sistema vuelve a abrir la ventana. Si no, al cerrar la ventana se cierra la aplicación.',
  startAtLogin: 'Iniciar cuando inicio sesión en este equipo',
  startAtLoginHelp: 'Los mensajes entran, y se avisa de ellos, desde que empieza tu jornada.',
  startHidden: 'Iniciar en la bandeja del sistema, sin ventana',
  startHiddenHelp:
    'Solo al iniciar sesión: si la abres tú, la aplicación siempre muestra su ventana.',
  mute: 'Silenciar este chat',
  unmute: 'Volver a avisar de este chat',
} satisfies Translation<typeof enDesktop>;
