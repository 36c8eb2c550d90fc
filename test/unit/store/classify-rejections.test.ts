import { MongoBulkWriteError, MongoNetworkError, MongoNotConnectedError } from 'mongodb';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src-main/common/app-error.ts';
import { classifyRejections } from '../../../src-main/store/classify-rejections.ts';
import { describeStores } from '../../../src-main/store/describe-stores.ts';
import { classifyMongoError } from '../../../src-main/store/mongo/mongo-connection.ts';
import { classifyPostgresError } from '../../../src-main/store/postgres/postgres-connection.ts';
import { memorySecretStore } from '../../support/databases/memory-secret-store.ts';

describe('a store whose failures are classified', () => {
  const store = {
    figure: 7,
    greet: async (name: string) => `Hello ${name}`,
    fail: () => Promise.reject(new Error('of the driver')),
    failAtOnce: (): Promise<void> => {
      throw new Error('of the driver');
    },
    async callsAnother(): Promise<string> {
      return this.greet('again');
    },
  };
  const classified = classifyRejections(
    store,
    (cause) => new AppError('database_unreachable', 'x', { cause }),
  );

  it('answers as before', async () => {
    expect(await classified.greet('Ana')).toBe('Hello Ana');
    expect(await classified.callsAnother()).toBe('Hello again');
    expect(classified.figure).toBe(7);
  });

  it('rejects with what the failure means', async () => {
    for (const call of [classified.fail, classified.failAtOnce]) {
      await expect(call()).rejects.toMatchObject({
        code: 'database_unreachable',
        cause: { message: 'of the driver' },
      });
    }
  });
});

describe('a failure of MongoDB', () => {
  /** As the driver makes it; what was written before does not matter here. */
  const ofBulk = (error: unknown): MongoBulkWriteError =>
    Reflect.construct(MongoBulkWriteError, [error, null]) as MongoBulkWriteError;

  it('of the line is an outage, also when it broke under a bulk of writes', () => {
    for (const error of [
      new MongoNetworkError('connection 1 closed'),
      new MongoNotConnectedError('Client must be connected'),
    ]) {
      for (const thrown of [error, ofBulk(error)]) {
        expect(classifyMongoError(thrown)).toMatchObject({ code: 'database_unreachable' });
      }
    }
  });

  it('of a single write in a bulk stays what it is', () => {
    const error = ofBulk({ message: 'E11000', code: 11000, writeErrors: [] });
    expect(classifyMongoError(error)).toBe(error);
  });

  it('of a server that steps down under a bulk is an outage', () => {
    const error = ofBulk({ message: 'x', code: 189, writeErrors: [] });
    expect(classifyMongoError(error)).toMatchObject({ code: 'database_unreachable' });
  });
});

describe('a failure of PostgreSQL', () => {
  const failure = (code: string, message = 'x'): Error =>
    Object.assign(new Error(message), { code });

  it.each(['08006', '25006', '40001', '53100', '53300', '57P01', '57014', '58030', 'ECONNREFUSED'])(
    'with the code %s may pass: the same call may succeed later',
    (code) => {
      expect(classifyPostgresError(failure(code))).toMatchObject({ code: 'database_unreachable' });
    },
  );

  it.each([
    ['28P01', 'database_refused_login'],
    ['28000', 'database_refused_login'],
    ['3D000', 'database_address_invalid'],
  ])('with the code %s means %s', (code, meaning) => {
    expect(classifyPostgresError(failure(code))).toMatchObject({ code: meaning });
  });

  it.each(['22021', '23505', '42P01', ''])(
    'with the code %s is the fault of the statement',
    (code) => {
      const error = failure(code);
      expect(classifyPostgresError(error)).toBe(error);
    },
  );

  it('without a code is known by its words', () => {
    for (const words of ['Query read timeout', 'Connection terminated unexpectedly']) {
      expect(classifyPostgresError(new Error(words))).toMatchObject({
        code: 'database_unreachable',
      });
    }
  });

  it('a PostgreSQL without the TLS that was asked for is no outage: nobody waits for it', () => {
    const words = 'The server does not support SSL connections';
    expect(classifyPostgresError(new Error(words))).toMatchObject({
      code: 'database_plain_text_refused',
    });
  });
});

describe('where the data lives, for people', () => {
  it('is the hosts, never the login', async () => {
    const secrets = memorySecretStore();
    await secrets.set(
      'stores.mongodbUrl',
      'mongodb://ana:secret@one:27017,two:27017/desk?tls=true',
    );
    await secrets.set('stores.postgresUrl', 'postgres://ana:secret@three:5432/desk');
    expect(await describeStores({ kind: 'servers' }, secrets)).toEqual({
      mongodb: 'one:27017,two:27017',
      postgres: 'three:5432',
    });
    expect(await describeStores({ kind: 'local' }, secrets)).toEqual({
      mongodb: 'local',
      postgres: 'local',
    });
  });
});
