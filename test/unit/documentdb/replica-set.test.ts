import { describe, expect, it, vi } from 'vitest';
import { encode, type BsonDocument } from '../../support/documentdb/gateway/bson-codec.ts';
import { parseCommand } from '../../support/documentdb/gateway/command.ts';
import { ReplicaSet } from '../../support/documentdb/gateway/replica-set.ts';

const ADDRESS = '127.0.0.1:5000';

function command(document: BsonDocument) {
  const request = {
    body: encode(document),
    sequences: new Map<string, Buffer>(),
    wantsReply: true,
    encodeReply: () => [],
  };
  return parseCommand(request, 1);
}

describe('a replica set of one', () => {
  it('is primary once it was initiated, and says so to be kept', () => {
    const save = vi.fn();
    const set = new ReplicaSet('team', null, save);
    expect(set.role(ADDRESS)).toMatchObject({ isWritablePrimary: false });
    set.initiate({ _id: 'team', members: [{ _id: 0, host: ADDRESS }] }, ADDRESS);
    expect(save).toHaveBeenCalledExactlyOnceWith({ name: 'team', version: 1 });
    expect(set.role(ADDRESS)).toMatchObject({ setName: 'team', me: ADDRESS, hosts: [ADDRESS] });
  });

  it('takes its own name and address when the configuration is empty', () => {
    const set = new ReplicaSet('team', null, () => undefined);
    set.initiate({}, ADDRESS);
    expect(set.configuration(ADDRESS)).toMatchObject({ _id: 'team', members: [{ host: ADDRESS }] });
  });

  it.each<[string, BsonDocument, number]>([
    ['another name', { _id: 'other' }, 93],
    ['another member', { members: [{ host: ADDRESS }, { host: 'b:1' }] }, 93],
    ['another address', { members: [{ host: '127.0.0.1:5001' }] }, 74],
  ])('refuses a configuration with %s', (_what, configuration, code) => {
    const set = new ReplicaSet('team', null, () => undefined);
    expect(() => set.initiate(configuration, ADDRESS)).toThrow(expect.objectContaining({ code }));
  });

  it('serves no data before, and everything after', () => {
    const set = new ReplicaSet('team', null, () => undefined);
    const admit = (document: BsonDocument) => () => set.admit(command(document));
    expect(admit({ insert: 'a' })).toThrow(expect.objectContaining({ code: 10107 }));
    expect(admit({ find: 'a' })).toThrow(expect.objectContaining({ code: 13435 }));
    expect(admit({ ping: 1 })).not.toThrow();
    set.initiate({}, ADDRESS);
    expect(admit({ insert: 'a' })).not.toThrow();
  });

  it('does not open the data of another set', () => {
    const kept = { name: 'other', version: 1 };
    expect(() => new ReplicaSet('team', kept, () => undefined)).toThrow(
      /belongs to the replica set other/,
    );
  });

  it('goes to a higher version when it is reconfigured', () => {
    const save = vi.fn();
    const set = new ReplicaSet('team', { name: 'team', version: 4 }, save);
    set.reconfigure({ _id: 'team', members: [{ host: ADDRESS }] }, ADDRESS);
    expect(save).toHaveBeenCalledExactlyOnceWith({ name: 'team', version: 5 });
  });
});

describe('a server without a replica set', () => {
  it('takes no transaction numbers', () => {
    const alone = new ReplicaSet(null, null, () => undefined);
    expect(() => alone.admit(command({ insert: 'a', txnNumber: 1 }))).toThrow(
      expect.objectContaining({ code: 20 }),
    );
    expect(() => alone.status(ADDRESS)).toThrow(expect.objectContaining({ code: 76 }));
  });
});
