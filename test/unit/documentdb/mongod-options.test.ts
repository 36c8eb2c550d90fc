import { describe, expect, it } from 'vitest';
import { parseMongodOptions } from '../../support/documentdb/mongod/mongod-options.ts';

describe('the command line of mongod', () => {
  it('has the defaults of mongod', () => {
    expect(parseMongodOptions([])).toEqual({
      kind: 'run',
      options: {
        dbPath: '/data/db',
        port: 27017,
        replicaSet: null,
        auth: false,
        quiet: false,
        logPath: null,
        ignored: [],
      },
    });
  });

  it('takes values after a space or an equals sign', () => {
    const request = parseMongodOptions(['--dbpath=/x', '--port', '1234', '--replSet', 'team/a:1']);
    expect(request).toMatchObject({ options: { dbPath: '/x', port: 1234, replicaSet: 'team' } });
  });

  it('names the options that change nothing here', () => {
    const request = parseMongodOptions([
      '--noauth',
      '--keyFile',
      '/k',
      '--storageEngine=wiredTiger',
    ]);
    expect(request).toMatchObject({ options: { ignored: ['keyFile', 'noauth', 'storageEngine'] } });
  });

  it.each([
    [['--port', '70000'], /invalid port/],
    [['--configsvr'], /Error parsing command line/],
    [['--bind_ip', '127.0.0.1,10.0.0.1'], /not on 10\.0\.0\.1/],
  ])('refuses %j', (args, reason) => {
    expect(() => parseMongodOptions(args)).toThrow(reason);
  });
});
