import type { StoreProblem, StoreTestStep } from '../../src-preload/contract/store-connection.ts';

/** The words about how the databases are reached. */
export const enDatabases = {
  title: 'Databases',
  mongodb: 'MongoDB (conversations)',
  postgres: 'PostgreSQL (leads and figures)',
  local: 'Alexia Desk runs its own databases on this computer. They are reached from here only.',
  up: 'Reached',
  down: 'Cannot be reached now',
  encryption: {
    tls: 'Encrypted (TLS)',
    plain: 'Not encrypted',
    local: 'On this computer',
  },
  ownAuthority: 'own certificate authority',
  clientCertificate: 'client certificate',
  testNow: 'Test now',
  change: 'Change the addresses',
  changeTitle: 'Other addresses',
  changeText:
    'They are tested before anything is kept. Then Alexia Desk leaves the databases and opens them anew: for some seconds the window shows the start, and your WhatsApp accounts pause.',
  unchanged: 'Empty: stays as it is',
  keepSecurity: 'Keep certificates and encryption as they are',
  keep: 'Test and keep',
  kept: 'Both work, and are kept. The databases are being opened anew.',
  notKept: 'Nothing was changed: one of them does not work.',
  loadFailedTitle: 'How the databases are reached could not be read',
  stepsLabel: 'Steps of the test',
  plain: 'not encrypted',
  milliseconds: '{{milliseconds}} ms',
  steps: {
    address: 'Address understood',
    host: 'Host found',
    port: 'Port reached',
    encryption: 'Encryption',
    login: 'Login',
    rights: 'Rights',
    server: 'Server',
    roundTrip: 'Round trip',
  } satisfies Record<StoreTestStep['step'], string>,
  states: {
    ok: 'Done',
    plain: 'Not encrypted',
    failed: 'Failed',
    not_reached: 'Not reached',
  } satisfies Record<StoreTestStep['state'], string>,
  problems: {
    address_shape: 'Compare it with the example, and encode special characters in the password.',
    weakened_check:
      'The address switches the check of the certificate off. Leave that out, and choose the certificate authority instead.',
    file_parameter:
      'The address names a certificate file. Leave that out, and choose the file below: what is in it is kept in your keychain.',
    certificate_shape:
      'The certificates that were chosen cannot be used together. Choose PEM files, and a key that belongs to its certificate.',
    plain_text:
      'Add tls=true (MongoDB) or sslmode=verify-full (PostgreSQL) to the address, or allow plain text for this server.',
    host_unknown: 'Check the spelling of the host name, and whether you need your company’s VPN.',
    port_closed:
      'The host is there, and nothing listens at this port. Check the port, and that the server runs.',
    port_silent: 'Nothing answers. A firewall may be in between, or the server is switched off.',
    no_tls:
      'The server speaks no TLS. Turn it on there, or allow plain text if the network is your own.',
    certificate_authority:
      'Nobody you trust has signed the server’s certificate. Choose the certificate authority of your team.',
    certificate_host: 'The certificate is for another host name. Use the name that it is for.',
    certificate_date:
      'The certificate has expired or is not valid yet. Have it renewed, or check this computer’s clock.',
    client_certificate:
      'The server wants to know who you are. Choose the certificate and the key you were given.',
    tls_failed:
      'The server broke off when encryption was to begin. Check that TLS is turned on at this port.',
    login: 'Check the user name and the password in the address.',
    no_database: 'Make the database first, or correct its name in the address.',
    rights: 'Give the user the role from resources/database-roles.',
    not_replica_set:
      'Start it as a replica set (one member is enough): without one there are no transactions.',
    too_old: 'Update it to PostgreSQL 15 or newer.',
    lost: 'The connection broke in the middle of the test. Try again.',
    other: 'Something unexpected happened; the log has the details.',
  } satisfies Record<StoreProblem, string>,
  security: {
    title: 'Certificates and encryption',
    certificateAuthority: 'Certificate authority (PEM)',
    clientCertificate: 'Your certificate (PEM)',
    clientKey: 'Its private key (PEM)',
    choose: 'Choose a file',
    remove: 'Take this file out',
    allowPlainText: 'Plain text is fine for this server',
    allowPlainTextHelp:
      'Passwords and names then cross the network readable. Only for a network that is your own.',
    problems: {
      noCertificate: 'This file holds no certificate in PEM.',
      noKey: 'This file holds no private key in PEM, or one with a passphrase.',
      incomplete: 'Certificate and key go together: choose both.',
    },
  },
} as const;
