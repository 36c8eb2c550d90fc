import type { Credentials } from '../protocol/page-events.ts';
import { randomBytes, toBase64 } from './bytes.ts';

interface Keys {
  readonly noise: Uint8Array;
  readonly identity: Uint8Array;
  readonly advSecret: string;
}

const databaseName = 'wawc';
const storeName = 'user';
const widItem = 'last-wid-md';

function openDatabase(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(databaseName, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(storeName);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('cannot open the database'));
  });
}

/** Runs one request in a transaction that is on the disk when the promise resolves. */
async function transact(
  mode: IDBTransactionMode,
  run: (store: IDBObjectStore) => { readonly result: unknown },
): Promise<unknown> {
  const database = await openDatabase();
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(storeName, mode, { durability: 'strict' });
    const request = run(transaction.objectStore(storeName));
    transaction.oncomplete = () => {
      database.close();
      resolve(request.result);
    };
    transaction.onerror = () => reject(transaction.error ?? new Error('transaction failed'));
  });
}

/** The key pairs a QR is made of; made once per profile. */
export async function loadKeys(): Promise<Keys> {
  // Nobody but this page writes the store.
  const stored = (await transact('readonly', (store) => store.get('keys'))) as Keys | undefined;
  if (stored !== undefined) return stored;
  const keys: Keys = {
    noise: randomBytes(32),
    identity: randomBytes(32),
    advSecret: toBase64(randomBytes(32)),
  };
  await transact('readwrite', (store) => store.put(keys, 'keys'));
  return keys;
}

/** Both halves are needed, as on the real page: IndexedDB and localStorage. */
export async function loadCredentials(): Promise<Credentials | null> {
  const stored = (await transact('readonly', (store) => store.get('credentials'))) as
    Credentials | undefined;
  return stored !== undefined && localStorage.getItem(widItem) !== null ? stored : null;
}

export async function saveCredentials(credentials: Credentials): Promise<void> {
  await transact('readwrite', (store) => store.put(credentials, 'credentials'));
  localStorage.setItem(widItem, JSON.stringify(credentials.me.pn));
}

export async function wipeCredentials(): Promise<void> {
  await transact('readwrite', (store) => store.clear());
  localStorage.removeItem(widItem);
}
