import { afterAll, beforeAll, describe } from 'vitest';
import { directoryStoreTests } from './directory-store-tests.ts';
import { messageStoreTests } from './message-store-tests.ts';
import { openDatabases, type OpenDatabases } from './open-databases.ts';
import { sessionStoreTests } from './session-store-tests.ts';

let open: OpenDatabases;

beforeAll(async () => {
  open = await openDatabases();
});

afterAll(() => open.close());

// The sessions first: what they count must be theirs alone.
describe('sessions, users and figures', () => sessionStoreTests(() => open));
describe('conversations, contacts and leads', () => directoryStoreTests(() => open));
describe('messages', () => messageStoreTests(() => open));
