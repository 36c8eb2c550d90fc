import type { enDatabases } from './en-databases.ts';
import type { Translation } from './translation.ts';

/** The words about how the databases are reached, in Spanish. */
export const esDatabases = {
  title: 'Bases de datos',
  mongodb: 'MongoDB (chats)',
  postgres: 'PostgreSQL (oportunidades y cifras)',
  local:
    'Alexia Desk usa sus propias bases de datos en este equipo. Solo se puede acceder a ellas desde aquí.',
  up: 'Accesible',
  down: 'No accesible ahora',
  encryption: {
    tls: 'Cifrada (TLS)',
    plain: 'Sin cifrar',
    local: 'En este equipo',
  },
  ownAuthority: 'autoridad de certificación propia',
  clientCertificate: 'certificado de cliente',
  testNow: 'Probar ahora',
  change: 'Cambiar las direcciones',
  changeTitle: 'Otras direcciones',
  changeText:
    'Se prueban antes de guardar nada. Después, Alexia Desk cierra las bases de datos y las abre de nuevo: durante unos segundos la ventana muestra el inicio, y tus cuentas de WhatsApp se detienen.',
  unchanged: 'Vacío: se queda como está',
  keepSecurity: 'Conservar los certificados y el cifrado actuales',
  keep: 'Probar y guardar',
  kept: 'Ambas funcionan y se han guardado. Las bases de datos se están abriendo de nuevo.',
  notKept: 'No se cambió nada: una de ellas no funciona.',
  loadFailedTitle: 'No se pudo leer cómo se accede a las bases de datos',
  stepsLabel: 'Pasos de la prueba',
  plain: 'sin cifrar',
  milliseconds: '{{milliseconds}} ms',
  steps: {
    address: 'Dirección comprendida',
    host: 'Servidor encontrado',
    port: 'Puerto accesible',
    encryption: 'Cifrado',
    login: 'Inicio de sesión',
    rights: 'Permisos',
    server: 'Servidor',
    roundTrip: 'Ida y vuelta',
  },
  states: {
    ok: 'Listo',
    plain: 'Sin cifrar',
    failed: 'Falló',
    not_reached: 'Sin alcanzar',
  },
  problems: {
    address_shape:
      'Compárala con el ejemplo y codifica los caracteres especiales de la contraseña.',
    weakened_check:
      'La dirección desactiva la comprobación del certificado. Quita esa parte y elige en su lugar la autoridad de certificación.',
    file_parameter:
      'La dirección menciona un archivo de certificado. Quita esa parte y elige el archivo abajo: su contenido se guarda en tu llavero.',
    certificate_shape:
      'Los certificados elegidos no se pueden usar juntos. Elige archivos PEM y una clave que corresponda a su certificado.',
    plain_text:
      'Añade tls=true (MongoDB) o sslmode=verify-full (PostgreSQL) a la dirección, o permite la conexión sin cifrar con este servidor.',
    host_unknown:
      'Comprueba cómo está escrito el nombre del servidor y si necesitas la VPN de tu empresa.',
    port_closed:
      'El servidor existe, pero nada escucha en este puerto. Comprueba el puerto y que el servidor esté en marcha.',
    port_silent: 'Nada responde. Puede haber un cortafuegos, o el servidor está apagado.',
    no_tls:
      'El servidor no admite TLS. Actívalo allí, o permite la conexión sin cifrar si la red es tuya.',
    certificate_authority:
      'El certificado del servidor no está firmado por nadie de confianza. Elige la autoridad de certificación de tu equipo.',
    certificate_host:
      'El certificado es para otro nombre de servidor. Usa el nombre al que corresponde.',
    certificate_date:
      'El certificado ha caducado o aún no es válido. Pide que lo renueven, o comprueba el reloj de este equipo.',
    client_certificate:
      'El servidor quiere saber quién eres. Elige el certificado y la clave que te dieron.',
    tls_failed:
      'El servidor cortó la conexión cuando iba a empezar el cifrado. Comprueba que TLS esté activado en este puerto.',
    login: 'Comprueba el nombre de usuario y la contraseña en la dirección.',
    no_database: 'Crea primero la base de datos, o corrige su nombre en la dirección.',
    rights: 'Da al usuario el rol que está en resources/database-roles.',
    not_replica_set:
      'Inícialo como conjunto de réplicas (basta un miembro): sin él no hay transacciones.',
    too_old: 'Actualízalo a PostgreSQL 15 o posterior.',
    lost: 'La conexión se cortó a mitad de la prueba. Inténtalo de nuevo.',
    other: 'Ocurrió algo inesperado; los detalles están en el registro.',
  },
  security: {
    title: 'Certificados y cifrado',
    certificateAuthority: 'Autoridad de certificación (PEM)',
    clientCertificate: 'Tu certificado (PEM)',
    clientKey: 'Su clave privada (PEM)',
    choose: 'Elegir un archivo',
    remove: 'Quitar este archivo',
    allowPlainText: 'Este servidor puede usarse sin cifrar',
    allowPlainTextHelp:
      'Las contraseñas y los nombres cruzan entonces la red en claro. Solo para una red que sea tuya.',
    problems: {
      noCertificate: 'Este archivo no contiene ningún certificado en PEM.',
      noKey: 'Este archivo no contiene una clave privada en PEM, o está protegida con contraseña.',
      incomplete: 'El certificado y la clave van juntos: elige ambos.',
    },
  },
} satisfies Translation<typeof enDatabases>;
