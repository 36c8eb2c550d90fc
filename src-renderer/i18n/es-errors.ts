import type { enErrors } from './en-errors.ts';
import type { Translation } from './translation.ts';

/** For each error code, what happened and what the user can do about it, in Spanish. */
export const esErrors = {
  bad_input: {
    happened: 'No se pudo entender.',
    advice: 'Comprueba lo que has escrito e inténtalo de nuevo.',
  },
  not_allowed: {
    happened: 'Eso no está permitido aquí.',
    advice: 'Si lo necesitas, pregunta a quien configuró Alexia Desk para tu equipo.',
  },
  not_found: {
    happened: 'Ya no está.',
    advice: 'Puede que se haya cambiado o eliminado mientras tanto.',
  },
  not_ready: {
    happened: 'Alexia Desk todavía se está iniciando.',
    advice: 'Espera un momento e inténtalo de nuevo.',
  },
  cancelled: {
    happened: 'Se canceló.',
    advice: 'No se cambió nada.',
  },
  database_unreachable: {
    happened: 'No se puede acceder a la base de datos.',
    advice:
      'Comprueba la red y que el servidor esté en marcha. Lo que llegue mientras tanto se conserva.',
  },
  database_refused_login: {
    happened: 'La base de datos rechazó el inicio de sesión.',
    advice: 'Comprueba el nombre de usuario y la contraseña en la dirección.',
  },
  database_address_invalid: {
    happened: 'Esta no es la dirección de una base de datos.',
    advice: 'Debería parecerse al ejemplo que está bajo el campo.',
  },
  database_not_replica_set: {
    happened: 'Este MongoDB no es un conjunto de réplicas.',
    advice: 'Inícialo como conjunto de réplicas (basta un miembro) e inténtalo de nuevo.',
  },
  database_too_old: {
    happened: 'Este servidor de bases de datos es demasiado antiguo.',
    advice: 'Actualiza el servidor o usa otro.',
  },
  database_rights_missing: {
    happened: 'Este usuario no puede crear colecciones o tablas en esta base de datos.',
    advice: 'Dale el rol que viene con Alexia Desk (resources/database-roles).',
  },
  database_migration_failed: {
    happened: 'No se pudo actualizar la base de datos.',
    advice: 'Nada quedó a medias. Da la referencia a quien se ocupa de la base de datos.',
  },
  database_plain_text_refused: {
    happened: 'La conexión con esta base de datos no iría cifrada.',
    advice: 'Activa TLS en el servidor, o permite la conexión sin cifrar si la red es tuya.',
  },
  database_certificate_refused: {
    happened: 'El certificado de la base de datos no es de confianza.',
    advice:
      'Elige la autoridad de certificación que lo firmó, y comprueba el nombre del servidor y la fecha.',
  },
  local_database_failed: {
    happened: 'La base de datos local no se inició.',
    advice: 'Comprueba que haya espacio libre en el disco e inténtalo de nuevo.',
  },
  local_database_missing: {
    happened: 'MongoDB no está en este equipo y no se pudo descargar.',
    advice:
      'Conéctate a internet e inténtalo de nuevo, instala MongoDB, o usa los servidores de tu equipo.',
  },
  keychain_unavailable: {
    happened: 'El llavero del sistema no está disponible.',
    advice: 'Desbloquéalo (en Linux: inicia GNOME Keyring o KWallet) e inténtalo de nuevo.',
  },
  passphrase_wrong: {
    happened: 'Esta no es la frase de contraseña del espacio de trabajo.',
    advice: 'Pide a un compañero la frase que se eligió en el primer equipo.',
  },
  workspace_locked: {
    happened: 'El espacio de trabajo está bloqueado en este equipo.',
    advice: 'Escribe la frase de contraseña del espacio de trabajo para desbloquearlo.',
  },
  workspace_key_missing: {
    happened: 'Esta base de datos pertenece a otro espacio de trabajo o ha perdido su clave.',
    advice: 'Comprueba la dirección. No se cambió nada allí.',
  },
  data_unreadable: {
    happened: 'Algo de lo guardado no se puede descifrar.',
    advice: 'Se modificó o se dañó. Da la referencia a quien se ocupa de la base de datos.',
  },
  whatsapp_not_connected: {
    happened: 'WhatsApp no está conectado.',
    advice: 'Espera a la conexión, o vincula la cuenta de nuevo.',
  },
  whatsapp_incompatible: {
    happened: 'WhatsApp cambió su versión web.',
    advice: 'Actualiza Alexia Desk. Lo guardado se puede seguir leyendo.',
  },
  whatsapp_read_only: {
    happened: 'WhatsApp cambió algo que se necesita para enviar.',
    advice: 'Los mensajes siguen llegando. Lo que escribas queda en espera; actualiza Alexia Desk.',
  },
  whatsapp_wait_hours: {
    happened: 'WhatsApp no da más códigos por ahora.',
    advice: 'Escanea el código QR, o inténtalo de nuevo dentro de unas horas.',
  },
  whatsapp_browser_missing: {
    happened: 'El navegador en el que se vinculó esta cuenta no está en este equipo.',
    advice: 'Instálalo de nuevo, o cierra la sesión de la cuenta y vuelve a vincularla.',
  },
  whatsapp_number_unknown: {
    happened: 'Este número no está en WhatsApp.',
    advice: 'Comprueba el número.',
  },
  whatsapp_refused: {
    happened: 'WhatsApp lo rechazó.',
    advice: 'Puede que la otra persona haya bloqueado esta cuenta, o que el mensaje no se permita.',
  },
  whatsapp_contact_blocked: {
    happened: 'Esta persona está bloqueada.',
    advice: 'Desbloquéala primero: hasta entonces WhatsApp no le entrega nada.',
  },
  marketing_refused: {
    happened: 'No se envió: esta persona no quiere publicidad.',
    advice:
      'Su consentimiento está en los detalles de la conversación. Lo que no es una oferta no necesita código de campaña.',
  },
  marketing_not_agreed: {
    happened: 'No se envió: es publicidad y esta persona no la ha aceptado.',
    advice: 'Pide antes su consentimiento y anótalo en los detalles de la conversación.',
  },
  whatsapp_failed: {
    happened: 'WhatsApp no respondió como se esperaba.',
    advice: 'Inténtalo de nuevo dentro de un momento.',
  },
  file_not_written: {
    happened: 'No se pudo guardar el archivo.',
    advice: 'Elige otra carpeta, o libera espacio en el disco.',
  },
  whatsapp_no_longer_allowed: {
    happened: 'WhatsApp ya no lo permite.',
    advice:
      'Los textos se pueden editar durante 15 minutos, y los mensajes se pueden eliminar para todos durante dos días.',
  },
  contact_already_merged: {
    happened: 'Uno de estos contactos ya es parte de otro.',
    advice: 'Quizá lo combinó alguien de tu equipo. Mira la lista otra vez.',
  },
  person_held: {
    happened: 'Una retención conserva todo lo de esta persona.',
    advice: 'Levanta antes la retención, si ya no hace falta. No se borró nada.',
  },
  erasure_outdated: {
    happened: 'De esta persona hay más o menos de lo que decía la vista previa.',
    advice: 'Mira la vista previa otra vez. No se borró nada.',
  },
  person_erased: {
    happened: 'Esta persona fue borrada y no se vuelve a añadir a mano ni desde un archivo.',
    advice: 'Si te escribe por su cuenta, será un contacto nuevo.',
  },
  whatsapp_pins_full: {
    happened: 'WhatsApp fija tres chats como máximo, y ya hay tres fijados.',
    advice: 'Desfija antes otro.',
  },
  quoted_message_missing: {
    happened: 'WhatsApp ya no tiene el mensaje al que responde este.',
    advice: 'Descártalo y escríbelo sin la respuesta.',
  },
  file_too_large: {
    happened: 'Este archivo es mayor de 64 MB.',
    advice: 'Envíalo desde el teléfono, o envía un enlace.',
  },
  file_missing: {
    happened: 'El archivo ya no está en este equipo.',
    advice: 'Descarta el mensaje y adjunta el archivo de nuevo.',
  },
  sending_limit_reached: {
    happened: 'Ahora no puede salir ningún mensaje: el ritmo configurado no lo permite.',
    advice: 'Inténtalo más tarde, o cambia el ritmo en los ajustes.',
  },
  signed_out: {
    happened: 'Alexia Desk está bloqueado.',
    advice: 'Desbloquéalo con tu contraseña.',
  },
  password_wrong: {
    happened: 'Esta no es la contraseña.',
    advice: 'Inténtalo de nuevo, o pide a un propietario que la restablezca.',
  },
  password_needed: {
    happened: 'Hace falta una contraseña: la de este correo, o con un código una que elijas.',
    advice: 'Tiene al menos diez caracteres.',
  },
  too_many_attempts: {
    happened: 'Se ha intentado demasiadas veces.',
    advice: 'Espera un cuarto de hora e inténtalo de nuevo.',
  },
  invitation_needed: {
    happened: 'Hace falta un código: este espacio de trabajo no admite a nadie sin invitación.',
    advice: 'Pide uno a un propietario del espacio de trabajo.',
  },
  invitation_invalid: {
    happened: 'Este código no vale, o no para este correo.',
    advice: 'Puede estar usado, retirado o caducado. Pide otro.',
  },
  member_removed: {
    happened: 'Esta persona ya no trabaja en este espacio de trabajo.',
    advice: 'En este ordenador no queda nada de él. Un propietario puede volver a invitarla.',
  },
  desktop_shut_out: {
    happened: 'A este ordenador se le cerró el paso a su espacio de trabajo.',
    advice: 'En este ordenador no queda nada de él. Si fue un error, pregunta a un propietario.',
  },
  last_owner: {
    happened: 'Tiene que haber un propietario.',
    advice: 'Haz antes propietaria a otra persona.',
  },
  export_running: {
    happened: 'Ya se están exportando o importando datos.',
    advice: 'Espera a que termine, o cancélalo.',
  },
  archive_invalid: {
    happened: 'Esto no es una exportación de Alexia Desk, o está dañada.',
    advice: 'No se importó nada. Elige el archivo tal como se exportó.',
  },
  archive_password_wrong: {
    happened: 'Esta no es la contraseña del archivo.',
    advice: 'Se eligió al exportarlo y no se guarda en ninguna parte.',
  },
  workspace_not_empty: {
    happened: 'Este espacio de trabajo ya tiene clientes.',
    advice: 'Una exportación solo se puede importar en uno que aún no tenga ninguno.',
  },
  internal: {
    happened: 'Algo falló dentro de Alexia Desk.',
    advice: 'Inténtalo de nuevo; si continúa, da la referencia al servicio de soporte.',
  },
} satisfies Translation<typeof enErrors>;
