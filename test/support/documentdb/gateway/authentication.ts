import { createHash, createHmac, pbkdf2Sync, randomBytes, timingSafeEqual } from 'node:crypto';
import { Binary } from 'bson';
import { asText, type BsonDocument } from './bson-codec.ts';
import type { Command } from './command.ts';
import { ERROR_CODES, ServerError } from './server-error.ts';

/** MongoDB's default (scramSHA256IterationCount). */
const ITERATIONS = 15_000;
const MECHANISM = 'SCRAM-SHA-256';
const WITHOUT_LOGIN = new Set(
  'hello buildInfo ping saslStart saslContinue logout endSessions connectionStatus'.split(' '),
);
/** While there is no user the local machine may do this (MongoDB's localhost exception). */
const LOCALHOST_EXCEPTION = new Set('replSetInitiate createUser'.split(' '));

/** What is kept of a user: enough to check a password, not the password. */
export interface StoredUser {
  readonly name: string;
  readonly salt: string;
  readonly storedKey: string;
  readonly serverKey: string;
}

interface Conversation {
  readonly user: StoredUser;
  readonly nonce: string;
  readonly messages: string;
}

/** SCRAM-SHA-256 (RFC 7677) as MongoDB speaks it, and who may do what before logging in. */
export class Authentication {
  readonly #isRequired: boolean;
  readonly #save: (users: readonly StoredUser[]) => void;
  readonly #loggedIn = new Set<number>();
  readonly #conversations = new Map<number, Conversation>();
  #users: readonly StoredUser[];

  constructor(
    isRequired: boolean,
    users: readonly StoredUser[],
    save: (users: readonly StoredUser[]) => void,
  ) {
    this.#isRequired = isRequired;
    this.#users = users;
    this.#save = save;
  }

  /** Throws Unauthorized where mongod --auth would. */
  admit({ name, connectionId }: Command): void {
    if (!this.#isRequired || this.#loggedIn.has(connectionId) || WITHOUT_LOGIN.has(name)) return;
    if (this.#users.length === 0 && LOCALHOST_EXCEPTION.has(name)) return;
    throw new ServerError(ERROR_CODES.Unauthorized, `Command ${name} requires authentication`);
  }

  forget(connectionId: number): void {
    this.#loggedIn.delete(connectionId);
    this.#conversations.delete(connectionId);
  }

  /** For `hello`: which mechanisms the user that it names can use. */
  mechanisms(document: BsonDocument): BsonDocument {
    const asked = document.saslSupportedMechs;
    return typeof asked === 'string' ? { saslSupportedMechs: [MECHANISM] } : {};
  }

  createUser(document: BsonDocument): BsonDocument {
    const name = asText(document.createUser);
    if (this.#users.some((user) => user.name === name)) {
      throw new ServerError(ERROR_CODES.UserAlreadyExists, `User "${name}@admin" already exists`);
    }
    const salt = randomBytes(28);
    const salted = pbkdf2Sync(asText(document.pwd), salt, ITERATIONS, 32, 'sha256');
    const storedKey = createHash('sha256').update(hmac(salted, 'Client Key')).digest();
    const user: StoredUser = {
      name,
      salt: salt.toString('base64'),
      storedKey: storedKey.toString('base64'),
      serverKey: hmac(salted, 'Server Key').toString('base64'),
    };
    this.#users = [...this.#users, user];
    this.#save(this.#users);
    return {};
  }

  start({ document, connectionId }: Command): BsonDocument {
    if (document.mechanism !== MECHANISM) {
      throw new ServerError(ERROR_CODES.BadValue, `Only ${MECHANISM} is supported`);
    }
    const bare = payloadOf(document).replace(/^n,,/, '');
    const { n: escaped = '', r: clientNonce = '' } = attributesOf(bare);
    const name = escaped.replaceAll('=2C', ',').replaceAll('=3D', '=');
    const user = this.#users.find((each) => each.name === name);
    if (user === undefined) throw failed();
    const nonce = clientNonce + randomBytes(24).toString('base64');
    const answer = `r=${nonce},s=${user.salt},i=${ITERATIONS}`;
    this.#conversations.set(connectionId, { user, nonce, messages: `${bare},${answer}` });
    return { conversationId: 1, done: false, payload: new Binary(Buffer.from(answer)) };
  }

  continue({ document, connectionId }: Command): BsonDocument {
    const conversation = this.#conversations.get(connectionId);
    this.#conversations.delete(connectionId);
    if (conversation === undefined) {
      // The driver's empty last word, where it was not told to skip it.
      if (!this.#loggedIn.has(connectionId)) throw failed();
      return { conversationId: 1, done: true, payload: new Binary(Buffer.alloc(0)) };
    }
    const text = payloadOf(document);
    const { r: nonce, p: proof = '' } = attributesOf(text);
    const signed = `${conversation.messages},${text.slice(0, text.lastIndexOf(',p='))}`;
    const storedKey = Buffer.from(conversation.user.storedKey, 'base64');
    const signature = hmac(storedKey, signed);
    const given = Buffer.from(proof, 'base64');
    if (nonce !== conversation.nonce || given.length !== signature.length) throw failed();
    const clientKey = given.map((byte, index) => byte ^ (signature[index] ?? 0));
    const isRight = timingSafeEqual(createHash('sha256').update(clientKey).digest(), storedKey);
    if (!isRight) throw failed();
    this.#loggedIn.add(connectionId);
    const verifier = hmac(Buffer.from(conversation.user.serverKey, 'base64'), signed);
    return {
      conversationId: 1,
      done: true,
      payload: new Binary(Buffer.from(`v=${verifier.toString('base64')}`)),
    };
  }
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

function payloadOf(document: BsonDocument): string {
  const payload = document.payload;
  if (payload instanceof Binary) return Buffer.from(payload.buffer).toString();
  throw new ServerError(ERROR_CODES.TypeMismatch, 'The payload has to be binary');
}

function attributesOf(text: string): Partial<Record<string, string>> {
  return Object.fromEntries(text.split(',').map((part) => [part.slice(0, 1), part.slice(2)]));
}

function failed(): ServerError {
  return new ServerError(ERROR_CODES.AuthenticationFailed, 'Authentication failed.');
}
