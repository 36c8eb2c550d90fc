// The role of Alexia Desk in MongoDB 6 or newer, with no more than the app needs.
//
// Run it as an administrator, in the database of the team, for example
//
//     mongosh 'mongodb://admin@host:27017/alexia?authSource=admin&replicaSet=rs0&tls=true' --file mongo-roles.js
//
// It makes the role, or brings it up to date, and may be run as often as you like. resources/docs/database-roles.md
// says how people get logins.

/* global db -- mongosh's name for the database of the address */

const role = 'alexiaDesk';

const privileges = [
  {
    // All collections of this database, those that a new month brings included.
    resource: { db: db.getName(), collection: '' },
    actions: [
      // What the app does all day.
      'find',
      'insert',
      'update',
      'remove',
      // Other desktops' changes, at once. Without it the app asks for them every second.
      'changeStream',
      // Migrations, and the messages of a new month.
      'listCollections',
      'createCollection',
      'createIndex',
      'collMod',
    ],
  },
];

if (db.getRole(role) === null) {
  db.createRole({ role, privileges, roles: [] });
} else {
  db.updateRole(role, { privileges, roles: [] });
}
