import { afterAll, beforeAll, describe } from 'vitest';
import { type CommandTap, commandTap } from '../../support/databases/command-tap.ts';
import { careStoreTests } from './care-store-tests.ts';
import { contactStoreTests } from './contact-store-tests.ts';
import { directoryStoreTests } from './directory-store-tests.ts';
import { messageChangeTests } from './message-change-tests.ts';
import { messageStoreTests } from './message-store-tests.ts';
import { openDatabases, type OpenDatabases } from './open-databases.ts';
import { mongoRightsTests } from './mongo-rights-tests.ts';
import { sessionStoreTests } from './session-store-tests.ts';

let open: OpenDatabases;
/** What the stores send to MongoDB. */
let tap: CommandTap;

beforeAll(async () => {
  open = await openDatabases(async (url) => {
    tap = await commandTap(url);
    return tap.url;
  });
});

afterAll(async () => {
  await open.close();
  await tap.stop();
});

// The sessions first: what they count must be theirs alone.
describe('sessions, users and figures', () => sessionStoreTests(() => open));
describe('conversations and leads', () => directoryStoreTests(() => open));
describe('contacts', () => contactStoreTests(() => open));
describe('messages', () => messageStoreTests(() => open));
describe('changes of messages', () => messageChangeTests(() => open));
describe('assignments, labels and colleagues', () => careStoreTests(() => open));
// The last: it judges what all of them have sent, whichever server that was.
describe('the rights of a desktop in MongoDB', () => mongoRightsTests(() => ({ ...open, tap })));
