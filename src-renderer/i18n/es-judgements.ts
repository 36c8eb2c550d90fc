import type { enJudgements, enLearning } from './en-judgements.ts';
import type { Translation } from './translation.ts';

export const esJudgements = {
  buying: 'Es un mensaje de compra',
  notBuying: 'No es un mensaje de compra',
  confirmed: 'Anotado. El chat tiene ahora una oportunidad.',
  notALead: 'No es una oportunidad',
  notALeadNamed: 'No es una oportunidad: {{name}}',
  dismissed: '{{name}} ya no es una oportunidad. Sus mensajes no abrirán otra.',
  undo: 'Deshacer',
  restored: '{{name}} vuelve a ser una oportunidad.',
  restore: 'Sí es una oportunidad',
  restoreNamed: 'Sí es una oportunidad: {{name}}',
  dismissedNote:
    'Alguien dijo que no es una oportunidad. No está en el tablero ni en las cifras, y sus mensajes no abrirán otra.',
  gone: 'Ya no hay ninguna oportunidad de este mensaje.',
  saidNoLead: 'dijo que no es una oportunidad',
  saidLead: 'dijo que sí es una oportunidad',
  new: 'Nueva oportunidad',
  newFor: 'Nueva oportunidad de este chat',
  make: 'Crear la oportunidad',
  phoneHelp:
    'Con el prefijo del país, como +34 600 111 222. En cuanto escriba alguien con este número, la oportunidad será suya.',
  phoneLinked: 'Por él se encuentra el chat con este número.',
  badPhone: 'No es un número con prefijo de país, como +34 600 111 222.',
  badValue: 'No es un importe, como 1250.50.',
  anotherOpen: 'El chat ya tiene una oportunidad abierta. Aquí está.',
} satisfies Translation<typeof enJudgements>;

export const esLearning = {
  title: 'Aprendido de tu equipo',
  help: 'Lo que tu equipo dice de los mensajes y las oportunidades («Es un mensaje de compra», «No es una oportunidad») puede corregir los puntos de los mensajes. Verás qué cambiaría antes de que cambie nada; después cuenta para todo el equipo, a partir del siguiente mensaje. Lo aprendido es una pequeña lista de números: no guarda ningún mensaje.',
  loadFailedTitle: 'No se ha podido cargar lo aprendido',
  judgements_one: '{{count}} opinión hasta ahora: {{leads}} a favor, {{others}} en contra.',
  judgements_other: '{{count}} opiniones hasta ahora: {{leads}} a favor, {{others}} en contra.',
  needs: 'Hacen falta al menos {{count}} para poder aprender algo.',
  modelOnly: 'Se usa tal cual el modelo que trae la aplicación.',
  backToModel: 'Se usa tal cual el modelo que trae la aplicación, desde {{date}} ({{name}}).',
  applied_one:
    'Versión {{version}}, aprendida de {{count}} opinión, aplicada {{date}} por {{name}}.',
  applied_other:
    'Versión {{version}}, aprendida de {{count}} opiniones, aplicada {{date}} por {{name}}.',
  somebody: 'alguien que ya no está',
  outdated: 'Se aprendió con una versión anterior del modelo y ya no cuenta: aprende de nuevo.',
  learn: 'Aprender de las opiniones',
  toModel: 'Volver al modelo de la aplicación',
  reading: 'Leyendo lo que escribieron los clientes el último mes…',
  tooFew_one:
    'De {{count}} opinión todavía se puede leer el mensaje; hacen falta {{needed}}. Opina antes sobre más oportunidades.',
  tooFew_other:
    'De {{count}} opiniones todavía se pueden leer los mensajes; hacen falta {{needed}}. Opina antes sobre más oportunidades.',
  learnTitle: 'Qué cambiarían vuestras opiniones',
  modelTitle: 'Qué cambiaría con solo el modelo de la aplicación',
  effect:
    'De {{messages}} mensajes de los últimos {{days}} días, {{gained}} más y {{lost}} menos serían oportunidades.',
  noEffect: 'De {{messages}} mensajes de los últimos {{days}} días no cambiaría ninguno.',
  limited: 'Solo se han mirado los {{most}} más nuevos.',
  right_one: 'De vuestra {{count}} opinión acertaría {{after}}, en lugar de {{before}}.',
  right_other: 'De vuestras {{count}} opiniones acertaría {{after}}, en lugar de {{before}}.',
  unseen: 'Probado con opiniones de las que no ha aprendido: acierta {{right}} de {{count}}.',
  notBetter:
    'Con lo que no ha visto no acierta más que ahora. Convendría opinar más antes de aplicarlo.',
  changes: 'Mensajes que se juzgarían de otro modo',
  listed: 'Los {{count}} más nuevos:',
  becomes: 'sería una oportunidad',
  ceases: 'dejaría de serlo',
  change: '{{before}} → {{after}}',
  changeLabel: '{{before}} puntos ahora, {{after}} después',
  apply: 'Aplicar para todo el equipo',
  discard: 'Descartar',
  appliedDone: 'Aplicado. Cuenta desde el siguiente mensaje; las oportunidades siguen como están.',
  outdatedDone:
    'Alguien ha aplicado otra cosa mientras tanto, así que no se ha cambiado nada. Prueba de nuevo.',
} satisfies Translation<typeof enLearning>;
