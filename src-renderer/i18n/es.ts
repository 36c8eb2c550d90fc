import type { en } from './en.ts';
import { esAnonymisedCopy } from './es-anonymised-copy.ts';
import { esAccessLog } from './es-access-log.ts';
import { esAccounts } from './es-accounts.ts';
import { esBrowsers } from './es-browsers.ts';
import { esBlock } from './es-block.ts';
import { esBubbles, esMessageTypes } from './es-bubbles.ts';
import { esComposer, esQuickReplies } from './es-composer.ts';
import { esDuplicates } from './es-duplicates.ts';
import { esContactCard, esContactFiles } from './es-contacts.ts';
import { esDatabases } from './es-databases.ts';
import { esDesktop } from './es-desktop.ts';
import { esSettingsPage } from './es-settings-page.ts';
import { esDiagnostics } from './es-diagnostics.ts';
import { esErrors } from './es-errors.ts';
import { esFirstRun } from './es-first-run.ts';
import { esHistory, esIdentities } from './es-history.ts';
import { esInboxList } from './es-inbox-list.ts';
import { esAnalytics } from './es-analytics.ts';
import { esFigures } from './es-figures.ts';
import { esPresence } from './es-presence.ts';
import { esNotes } from './es-notes.ts';
import { esAccess } from './es-access.ts';
import { esDataExport } from './es-data-export.ts';
import { esErasure } from './es-erasure.ts';
import { esHold, esRetention } from './es-retention.ts';
import { esTeam } from './es-team.ts';
import { esHours } from './es-hours.ts';
import { esUnread } from './es-unread.ts';
import { esConsent, esSidePanel, esTags } from './es-side-panel.ts';
import { esTeamLabels } from './es-labels.ts';
import { esJudgements, esLearning } from './es-judgements.ts';
import { esLeadReasons, esLeadRules } from './es-lead-rules.ts';
import { esMedia } from './es-media.ts';
import { esLook } from './es-look.ts';
import { esCampaigns } from './es-campaigns.ts';
import { esLeadViews } from './es-lead-views.ts';
import { esPipeline } from './es-pipeline.ts';
import { esSearchPage } from './es-search-page.ts';
import { esPalette, esShortcuts } from './es-palette.ts';
import { esFind, esSelect } from './es-thread.ts';
import { esPairing } from './es-pairing.ts';
import { esSending } from './es-sending.ts';
import { esWorkspace } from './es-workspace.ts';
import { esWriting } from './es-writing.ts';
import type { Translation } from './translation.ts';

/** Every word that the user reads, in Spanish. */
export const es = {
  common: {
    appName: 'Alexia Desk',
    back: 'Atrás',
    cancel: 'Cancelar',
    close: 'Cerrar',
    continue: 'Continuar',
    loading: 'Cargando…',
    loadFailedTitle: 'No se ha podido cargar',
    loadMoreFailed: 'No se pudo cargar la parte siguiente.',
    retry: 'Reintentar',
    refreshFailed: 'Puede que esto no esté actualizado.',
    whenBack: 'Aparecerá cuando vuelva la base de datos.',
    oldUntilBack: 'Puede que esto no esté actualizado hasta que vuelva la base de datos.',
    notDone: 'No se ha podido hacer: la base de datos no responde.',
    notDoneAdvice:
      'Hazlo de nuevo cuando vuelva. Los mensajes se conservan en este equipo y se envían solos.',
    reference: 'Referencia {{reference}}',
    today: 'Hoy',
    yesterday: 'Ayer',
  },
  errors: esErrors,
  databases: esDatabases,
  workspace: esWorkspace,
  writing: esWriting,
  notes: esNotes,
  access: esAccess,
  team: esTeam,
  pipeline: esPipeline,
  analytics: esAnalytics,
  campaigns: esCampaigns,
  leadViews: esLeadViews,
  figures: esFigures,
  hours: esHours,
  unread: esUnread,
  sidePanel: esSidePanel,
  tags: esTags,
  consent: esConsent,
  accessLog: esAccessLog,
  retention: esRetention,
  hold: esHold,
  erasure: esErasure,
  dataExport: esDataExport,
  anonymisedCopy: esAnonymisedCopy,
  block: esBlock,
  media: esMedia,
  find: esFind,
  select: esSelect,
  history: esHistory,
  identities: esIdentities,
  quickReplies: esQuickReplies,
  teamLabels: esTeamLabels,
  leadRules: esLeadRules,
  leadReasons: esLeadReasons,
  judgements: esJudgements,
  learning: esLearning,
  inboxList: esInboxList,
  presence: esPresence,
  contactCard: esContactCard,
  contactFiles: esContactFiles,
  duplicates: esDuplicates,

  areas: {
    navigation: 'Áreas',
    inbox: 'Bandeja',
    search: 'Buscar',
    contacts: 'Contactos',
    leads: 'Oportunidades',
    analytics: 'Estadísticas',
    settings: 'Ajustes',
    withShortcut: '{{area}} ({{shortcut}})',
    unread_one: '{{count}} chat no leído',
    unread_other: '{{count}} chats no leídos',
  },

  start: {
    title: 'Iniciando Alexia Desk',
    failedTitle: 'Alexia Desk no se pudo iniciar',
    failedDuring: 'Se detuvo en: {{step}}',
    retry: 'Iniciar de nuevo',
    setUpAgain: 'Cambiar dónde se guardan los datos',
    percent: '{{percent}} %',
    steps: {
      settings: 'Leyendo los ajustes',
      local_postgres: 'Iniciando el PostgreSQL local',
      local_mongo_download: 'Descargando MongoDB (solo esta vez)',
      local_mongo: 'Iniciando el MongoDB local',
      connecting: 'Conectando con las bases de datos',
      migrations: 'Actualizando las bases de datos',
      journal: 'Abriendo el diario',
      sessions: 'Activando tus cuentas de WhatsApp',
    },
  },

  health: {
    mongoDown: 'No se puede acceder a MongoDB.',
    postgresDown: 'No se puede acceder a PostgreSQL.',
    bothDown: 'No se puede acceder a las bases de datos.',
    nothingLost:
      'No se pierde nada: lo que llega se conserva en este equipo hasta que se pueda guardar.',
    waiting_one: '{{count}} evento en espera.',
    waiting_other: '{{count}} eventos en espera.',
    setAside_one: '{{count}} evento de WhatsApp no se pudo entender y se conserva para examinarlo.',
    setAside_other:
      '{{count}} eventos de WhatsApp no se pudieron entender y se conservan para examinarlos.',
    keychain:
      'El llavero del sistema no está disponible. Hasta que lo esté no se pueden vincular ni conservar cuentas; las contraseñas nunca se guardan en otro lugar.',
    hide: 'Ocultar este aviso',
  },

  accounts: esAccounts,

  inbox: {
    conversations: 'Chats',
    loadFailedTitle: 'No se pudieron cargar los chats',
    unread_one: '{{count}} no leído',
    unread_other: '{{count}} no leídos',
    group: 'Grupo',
    lead: 'Oportunidad',
    moreLabels: '+{{number}}',
    assignedTo: 'A cargo de {{name}}',
    via: 'por {{account}}',
    noMessages: 'Aún no hay mensajes',
    offline: 'Esto es lo que recuerda este equipo.',
    noAccountTitle: 'Vincula tu WhatsApp',
    noAccountText:
      'Escanea un código QR con tu teléfono y tus chats aparecerán aquí y en las bases de datos de tu equipo. Tu teléfono sigue siendo el dueño de la cuenta.',
    waitingTitle: 'Tus chats aparecerán aquí',
    waitingText: 'Los mensajes nuevos llegan por sí solos.',
    syncingTitle: 'Obteniendo tus chats',
    syncingText: 'WhatsApp está enviando el historial a este equipo: {{percent}} %.',
    linkingTitle: 'Termina la vinculación',
    linkingText: 'Una cuenta espera a ser vinculada: escanea el código con tu teléfono.',
    showPairing: 'Mostrar el código',
    noneSelectedTitle: 'Elige un chat',
    noneSelectedText: 'Usa las flechas y Entrar, o haz clic en uno.',
  },

  thread: {
    messagesWith: 'Mensajes con {{name}}',
    loadFailedTitle: 'No se pudieron cargar los mensajes',
    olderFailed: 'No se pudieron cargar los mensajes anteriores.',
    newerFailed: 'No se pudieron cargar los mensajes posteriores.',
    loadingNewer: 'Cargando mensajes posteriores',
    loadingOlder: 'Cargando mensajes anteriores',
    beginning: 'Este es el comienzo del historial guardado.',
    empty: 'Aún no hay mensajes en este chat.',
    newMessages_one: '{{count}} mensaje nuevo',
    newMessages_other: '{{count}} mensajes nuevos',
    toNewest: 'Al mensaje más reciente',
    laterNotShown: 'Ir a los mensajes más recientes',
    showAll: 'Mostrar todo',
    showLess: 'Mostrar menos',
    leadMark: 'Oportunidad: en este mensaje quería comprar',
    you: 'Tú',
    assignedTo: 'A cargo de {{name}}',
    assign: 'Asignar',
    assignTitle: '¿Quién se ocupa de este chat?',
    assignFailed: 'No se pudo cargar la lista de compañeros.',
    nobody: 'Nadie',
    somebody: 'Alguien del equipo',
    labels: 'Etiquetas',
    labelsHint: 'Entrar añade una etiqueta',
    removeLabel: 'Quitar la etiqueta {{label}}',
    close: 'Cerrar el chat',
    announcement: '{{name}}: {{text}}',
    statusAt: '{{status}}: {{time}}',
    notSent: 'No enviado. {{reason}}',
    retry: 'Reintentar',
    discard: 'Descartar',
    unreadable: {
      erased: 'Este mensaje se borró.',
      damaged: 'Este mensaje no se puede descifrar: lo guardado se modificó o se dañó.',
    },
    types: esMessageTypes,
    statuses: {
      sending: 'Enviando',
      sent: 'Enviado',
      delivered: 'Entregado',
      read: 'Leído',
      played: 'Reproducido',
      failed: 'Falló',
    },
  },

  bubble: esBubbles,

  composer: {
    ...esComposer,
    label: 'Mensaje para {{name}}',
    placeholder: 'Escribe un mensaje',
    send: 'Enviar',
    obstacles: {
      offline: 'Se enviará cuando WhatsApp esté conectado.',
      wakes: 'La cuenta está en reposo. Se activa para enviar lo que escribas.',
      read_only:
        'No se puede enviar nada: WhatsApp ha cambiado y esta versión no puede enviar. Lo que escribas queda en espera.',
      not_linked:
        'No se puede enviar nada: esta cuenta ya no está vinculada a WhatsApp. Lo que escribas queda en espera hasta que se vincule de nuevo.',
      conflict:
        'No se puede enviar nada: WhatsApp está abierto en otro lugar con esta cuenta. Lo que escribas queda en espera.',
      line_lost:
        'No se puede enviar nada: la cuenta no está conectada y no se conecta por sí sola. Lo que escribas queda en espera.',
      elsewhere: 'Esta cuenta funciona en otro equipo: solo allí se puede responder.',
      banned:
        'No se puede enviar nada: WhatsApp ha bloqueado esta cuenta. Lo que escribas queda en espera.',
      incompatible:
        'No se puede enviar nada: WhatsApp ha cambiado y esta versión ya no es compatible. Lo que escribas queda en espera.',
      failed:
        'No se puede enviar nada: la cuenta no se pudo iniciar. Lo que escribas queda en espera.',
    },
    remaining_one: 'Queda {{count}} carácter',
    remaining_other: 'Quedan {{count}} caracteres',
    tooLong_one: 'Sobra {{count}} carácter',
    tooLong_other: 'Sobran {{count}} caracteres',
    attach: 'Adjuntar archivos',
    files: 'Archivos para enviar',
    detach: 'No enviar {{name}}',
    replying: 'Responder a:',
    editing: 'Editar:',
    leaveReply: 'Dejarlo (Escape)',
    schedule: 'Enviar más tarde',
    inAnHour: 'Dentro de una hora',
    tomorrow: 'Mañana a las 9:00',
    pickTime: 'Elegir fecha y hora…',
    sendAt: 'Enviar el',
  },
  ...esSending,

  search: {
    title: 'Buscar',
    field: 'Buscar en todos los mensajes',
    fieldIn: 'Buscar en los mensajes con {{name}}',
    placeholder: 'Palabras, o cómo empiezan',
    clear: 'Borrar la búsqueda',
    filters: 'Filtros',
    everywhere: 'Buscar en todos los chats',
    business: 'Empresa',
    allBusinesses: 'Todas las empresas',
    direction: 'Dirección',
    directions: { both: 'Ambas', incoming: 'Recibidos', outgoing: 'Enviados' },
    from: 'Desde',
    until: 'Hasta',
    withoutFilters: 'Buscar sin filtros',
    results: 'Mensajes encontrados',
    found_one: '{{number}} mensaje encontrado',
    found_other: '{{number}} mensajes encontrados',
    foundFirst_one: 'Más de {{number}} mensaje encontrado',
    foundFirst_other: 'Más de {{number}} mensajes encontrados',
    foundNone: 'No se encontró ningún mensaje',
    failedTitle: 'La búsqueda no funcionó',
    hintTitle: 'Busca en todos los mensajes',
    hintBeginnings:
      'Basta el principio de una palabra, a partir de dos letras: «cat» encuentra «catálogo».',
    hintSeveral: 'Varias palabras encuentran los mensajes que las tienen todas.',
    hintFolded: 'Da igual usar mayúsculas o acentos.',
    hintMiddle:
      'No se puede encontrar el medio de una palabra: los mensajes se guardan cifrados, con un índice de cómo empiezan las palabras.',
    noneTitle: 'Ningún mensaje coincide con «{{query}}»',
    noneText: 'La búsqueda mira el principio de las palabras, y todas deben estar en el mensaje.',
  },

  contacts: {
    title: 'Contactos',
    search: 'Buscar contactos',
    searchPlaceholder: 'Nombre, número, empresa',
    clearSearch: 'Borrar la búsqueda',
    loadFailedTitle: 'No se pudieron cargar los contactos',
    emptyTitle: 'Aún no hay contactos',
    emptyText: 'Llegan con tu cuenta de WhatsApp vinculada.',
    noMatchTitle: 'Ningún contacto coincide con «{{search}}»',
    noMatchText:
      'La búsqueda mira el principio de nombres, empresas, cargos y direcciones de correo, y las cifras de los números.',
    columns: {
      name: 'Nombre',
      number: 'Número',
      business: 'Empresa',
      leads: 'Oport.',
      lastInteraction: 'Último contacto',
      created: 'Conocido desde',
      company: 'Compañía',
      actions: 'Chat',
    },
    businessTitle: 'Pertenece a',
    chooseBusiness: 'Elegir la empresa de {{name}}',
    businessOf: 'Empresa de {{name}}: {{business}}',
    noBusiness: 'Sin empresa',
    noBusinesses: 'Aún no hay ninguna: añade una en Ajustes.',
    businessesFailed: 'No se pudieron cargar las empresas.',
    business: 'Empresa',
    blocked: 'Bloqueado',
    never: 'Nunca',
    pushname: '~{{name}}',
    open: 'Abrir',
    openConversation: 'Abrir el chat con {{name}}',
  },

  leads: {
    title: 'Oportunidades',
    loadFailedTitle: 'No se pudieron cargar las oportunidades',
    emptyTitle: 'Aún no hay oportunidades',
    emptyText: 'Cuando un cliente pregunte por un precio, un pedido o una entrega, aparecerá aquí.',
    reasons: 'Encontrado: {{reasons}}',
    stages: {
      new: 'Nuevo',
      contacted: 'Contactado',
      qualified: 'Calificado',
      proposal: 'Propuesta',
      won: 'Ganado',
      lost: 'Perdido',
    },
  },

  businesses: {
    title: 'Empresas',
    help: 'Una cuenta habla en nombre de una empresa, y sus chats y oportunidades le pertenecen. Una empresa con muchísimos mensajes tiene colecciones propias para no hacer más lentas a las demás.',
    highVolume: 'Muchísimos mensajes',
    highVolumeOf: '{{name}} tiene muchísimos mensajes',
    speaksFor: '{{account}} habla en nombre de',
    unnamed: 'Cuenta sin nombre',
    none: 'Ninguna empresa',
    name: 'Empresa nueva',
    add: 'Añadir',
    loadFailedTitle: 'No se pudieron cargar las empresas',
  },

  storage: {
    title: 'Almacenamiento',
    archive: 'Archivar los chats inactivos',
    archiveHelp:
      'Tras este tiempo sin mensajes, lo que se comprueba cada seis horas. Se abren y se encuentran como antes; un mensaje nuevo los recupera.',
    months_one: '{{count}} mes',
    months_other: '{{count}} meses',
    redis: 'Caché compartida (Redis), opcional',
    redisNone: 'Ninguna: lo leído recientemente se conserva solo en esta aplicación.',
    redisUsed: 'En uso: {{host}}. Allí solo van valores sellados y seudónimos.',
    redisKeep: 'Usar esta dirección',
    redisForget: 'No usar ninguna',
    redisLater: 'Guardado. Se aplica en el próximo inicio.',
  },

  settings: {
    title: 'Ajustes',
    appearance: 'Apariencia',
    theme: 'Tema',
    themeHelp: 'Sigue a tu sistema, o se queda como elijas. Se aplica al momento.',
    themes: { system: 'Sistema', light: 'Claro', dark: 'Oscuro' },
    language: 'Idioma',
    languageHelp:
      'De los textos, las fechas y los números, también en el menú y en la bandeja del sistema. Se aplica al momento.',
    languages: { system: 'Sistema', en: 'English', es: 'Español' },
    loadFailedTitle: 'No se pudieron cargar los ajustes',
    about: 'Acerca de',
    user: 'Tú',
    version: 'Versión',
    electron: 'Electron',
    platform: 'Sistema',
    platforms: { darwin: 'macOS', win32: 'Windows', linux: 'Linux' },
    conversationsAt: 'Chats (MongoDB)',
    leadsAt: 'Oportunidades y cifras (PostgreSQL)',
    onThisComputer: 'En este equipo',
    shortcuts: 'Teclado',
  },

  firstRun: esFirstRun,

  pairing: esPairing,
  browsers: esBrowsers,
  desktop: esDesktop,
  settingsPage: esSettingsPage,
  diagnostics: esDiagnostics,
  shortcuts: esShortcuts,
  look: esLook,
  palette: esPalette,
  searchPage: esSearchPage,
} satisfies Translation<typeof en>;
