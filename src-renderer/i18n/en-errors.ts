/** For each error code, what happened and what the user can do about it. */
export const enErrors = {
  bad_input: {
    happened: 'That could not be understood.',
    advice: 'Check what you entered and try again.',
  },
  not_allowed: {
    happened: 'That is not allowed here, or not for your role.',
    advice: 'If you need it, ask an owner of your workspace.',
  },
  not_found: {
    happened: 'It is no longer there.',
    advice: 'It may have been changed or removed in the meantime.',
  },
  not_ready: {
    happened: 'Alexia Desk is still starting.',
    advice: 'Wait a moment and try again.',
  },
  cancelled: {
    happened: 'It was cancelled.',
    advice: 'Nothing was changed.',
  },
  database_unreachable: {
    happened: 'The database cannot be reached.',
    advice: 'Check the network and that the server runs. What arrives in the meantime is kept.',
  },
  database_refused_login: {
    happened: 'The database refused the login.',
    advice: 'Check the user name and the password in the address.',
  },
  database_address_invalid: {
    happened: 'This is not an address of a database.',
    advice: 'It should look like the example below the field.',
  },
  database_not_replica_set: {
    happened: 'This MongoDB is not a replica set.',
    advice: 'Start it with a replica set (one member is enough), then try again.',
  },
  database_too_old: {
    happened: 'This database server is too old.',
    advice: 'Update the server, or use another one.',
  },
  database_rights_missing: {
    happened: 'The login may not make collections or tables in this database.',
    advice: 'Give it the role that comes with Alexia Desk (resources/database-roles).',
  },
  database_migration_failed: {
    happened: 'The database could not be brought up to date.',
    advice: 'Nothing was left half done. Give the reference to whoever looks after the database.',
  },
  database_plain_text_refused: {
    happened: 'The connection to this database would not be encrypted.',
    advice: 'Turn TLS on at the server, or allow plain text for it if the network is your own.',
  },
  database_certificate_refused: {
    happened: 'The database’s certificate is not trusted.',
    advice:
      'Choose the certificate authority that signed it, and check the host name and the date.',
  },
  local_database_failed: {
    happened: 'The local database did not start.',
    advice: 'Check that there is free disk space, then try again.',
  },
  local_database_missing: {
    happened: 'MongoDB is not on this computer and could not be downloaded.',
    advice: 'Connect to the internet and try again, install MongoDB, or use your team’s servers.',
  },
  keychain_unavailable: {
    happened: 'The system’s keychain is not available.',
    advice: 'Unlock it (on Linux: start GNOME Keyring or KWallet), then try again.',
  },
  passphrase_wrong: {
    happened: 'This is not the workspace’s passphrase.',
    advice: 'Ask a colleague for the passphrase that was chosen on the first computer.',
  },
  workspace_locked: {
    happened: 'The workspace is locked on this computer.',
    advice: 'Type the workspace’s passphrase to unlock it.',
  },
  workspace_key_missing: {
    happened: 'This database belongs to another workspace, or has lost its key.',
    advice: 'Check the address. Nothing was changed there.',
  },
  data_unreadable: {
    happened: 'Something that is stored cannot be deciphered.',
    advice: 'It was changed or damaged. Give the reference to whoever looks after the database.',
  },
  whatsapp_not_connected: {
    happened: 'WhatsApp is not connected.',
    advice: 'Wait for the connection, or link the account again.',
  },
  whatsapp_incompatible: {
    happened: 'WhatsApp changed its web version.',
    advice: 'Update Alexia Desk. What is stored stays readable.',
  },
  whatsapp_read_only: {
    happened: 'WhatsApp changed something that sending needs.',
    advice: 'Messages still arrive. What you write waits; update Alexia Desk.',
  },
  whatsapp_wait_hours: {
    happened: 'WhatsApp gives no more codes for now.',
    advice: 'Scan the QR code, or try again in a few hours.',
  },
  whatsapp_browser_missing: {
    happened: 'The browser in which this account was linked is not on this computer.',
    advice: 'Install it again, or log the account out and link it anew.',
  },
  whatsapp_number_unknown: {
    happened: 'This number is not on WhatsApp.',
    advice: 'Check the number.',
  },
  whatsapp_refused: {
    happened: 'WhatsApp refused it.',
    advice: 'The other side may have blocked this account, or the message is not allowed.',
  },
  whatsapp_contact_blocked: {
    happened: 'This person is blocked.',
    advice: 'Unblock them first: until then WhatsApp delivers nothing to them.',
  },
  marketing_refused: {
    happened: 'It was not sent: this person wants no advertising.',
    advice:
      'Their consent is in the details of the conversation. What is no offer needs no campaign code.',
  },
  marketing_not_agreed: {
    happened: 'It was not sent: it is advertising, and this person has not agreed to any.',
    advice: 'Ask for their consent first, and note it in the details of the conversation.',
  },
  whatsapp_failed: {
    happened: 'WhatsApp did not answer as expected.',
    advice: 'Try again in a moment.',
  },
  file_not_written: {
    happened: 'The file could not be saved.',
    advice: 'Choose another folder, or make room on the disk.',
  },
  whatsapp_no_longer_allowed: {
    happened: 'WhatsApp no longer allows this.',
    advice: 'Texts can be changed for 15 minutes, and messages deleted for everybody for two days.',
  },
  contact_already_merged: {
    happened: 'One of these contacts is part of another one by now.',
    advice: 'A colleague may have merged it. Look at the list again.',
  },
  person_held: {
    happened: 'A hold keeps everything of this person.',
    advice: 'Lift the hold first, if what it is for is over. Nothing was erased.',
  },
  erasure_outdated: {
    happened: 'There is more or less of this person than the preview said.',
    advice: 'Look at the preview again. Nothing was erased.',
  },
  person_erased: {
    happened: 'This person was erased, and is not taken in again by hand or by a file.',
    advice: 'If they write to you of themselves, they are a new contact.',
  },
  whatsapp_pins_full: {
    happened: 'WhatsApp pins three chats at most, and three are pinned.',
    advice: 'Unpin another one first.',
  },
  quoted_message_missing: {
    happened: 'WhatsApp no longer has the message that this one answers.',
    advice: 'Discard it and write it without the answer.',
  },
  file_too_large: {
    happened: 'This file is larger than 64 MB.',
    advice: 'Send it from the phone, or send a link to it.',
  },
  file_missing: {
    happened: 'The file is no longer on this computer.',
    advice: 'Discard the message and attach the file again.',
  },
  sending_limit_reached: {
    happened: 'No message may go at this moment: the pace that was set does not allow it.',
    advice: 'Try again later, or change the pace in the settings.',
  },
  signed_out: {
    happened: 'Alexia Desk is locked.',
    advice: 'Unlock it with your password.',
  },
  password_wrong: {
    happened: 'This is not the password.',
    advice: 'Try again, or ask an owner of the workspace to reset it.',
  },
  password_needed: {
    happened: 'A password is needed: the one of this e-mail, or with a code one that you choose.',
    advice: 'It has at least ten characters.',
  },
  too_many_attempts: {
    happened: 'That was tried too often.',
    advice: 'Wait a quarter of an hour, then try again.',
  },
  invitation_needed: {
    happened: 'A code is needed: this workspace takes nobody without an invitation.',
    advice: 'Ask an owner of the workspace for one.',
  },
  invitation_invalid: {
    happened: 'This code does not hold, or not for this e-mail.',
    advice: 'It may have been used, withdrawn, or too old. Ask for another one.',
  },
  member_removed: {
    happened: 'This person does not work in this workspace any more.',
    advice: 'Nothing of it is kept on this computer. An owner can invite them again.',
  },
  desktop_shut_out: {
    happened: 'This desktop was shut out of its workspace.',
    advice: 'Nothing of it is kept on this computer. If it was a mistake, ask an owner.',
  },
  last_owner: {
    happened: 'Somebody has to be owner.',
    advice: 'Make somebody else an owner first.',
  },
  export_running: {
    happened: 'Data is being exported or imported already.',
    advice: 'Wait until that has ended, or cancel it.',
  },
  archive_invalid: {
    happened: 'This is not an export of Alexia Desk, or it is damaged.',
    advice: 'Nothing was imported. Choose the file as it was exported.',
  },
  archive_password_wrong: {
    happened: 'This is not the password of the file.',
    advice: 'It was chosen when the file was exported, and is kept nowhere.',
  },
  workspace_not_empty: {
    happened: 'This workspace has customers already.',
    advice: 'An export can only be imported into a workspace that has none yet.',
  },
  internal: {
    happened: 'Something went wrong inside Alexia Desk.',
    advice: 'Try again; if it stays, give the reference to support.',
  },
} as const;
