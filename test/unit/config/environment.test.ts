import { describe, expect, it } from 'vitest';
import { readEnvironment } from '../../../src-main/config/environment.ts';
import { keychainService } from '../../../src-main/config/keychain-service.ts';

describe('the environment', () => {
  it('may be empty', () => {
    expect(readEnvironment({}, false)).toEqual({
      ALEXIA_BROWSER_ARGUMENTS: [],
      ALEXIA_LOG_LEVEL: 'info',
    });
  });

  it('gives the browser further arguments', () => {
    const { ALEXIA_BROWSER_ARGUMENTS } = readEnvironment(
      { ALEXIA_BROWSER_ARGUMENTS: '["--a=b", "--c"]' },
      false,
    );
    expect(ALEXIA_BROWSER_ARGUMENTS).toEqual(['--a=b', '--c']);
  });

  it('is not listened to by an installed app, however wrong it is', () => {
    const variables = {
      ALEXIA_BROWSER_ARGUMENTS: '["--host-resolver-rules=MAP * 127.0.0.1"]',
      ALEXIA_LOG_LEVEL: 'nonsense',
    };
    expect(readEnvironment(variables, true)).toEqual(readEnvironment({}, false));
  });

  it.each([
    ['ALEXIA_LOG_LEVEL', 'loud'],
    ['ELECTRON_RENDERER_URL', 'nowhere'],
    ['ALEXIA_BROWSER_ARGUMENTS', '{"a":1}'],
    ['ALEXIA_BROWSER_ARGUMENTS', 'not JSON'],
  ])('is refused when %s is %s, naming the variable', (name, value) => {
    expect(() => readEnvironment({ [name]: value }, false)).toThrow(
      `The environment cannot be used: ${name}`,
    );
  });
});

describe('the name in the keychain', () => {
  it('is another for every data folder, and always the same for one', () => {
    expect(keychainService('/home/ana/desk')).toBe(keychainService('/home/ana/desk'));
    expect(keychainService('/home/ana/desk')).not.toBe(keychainService('/home/ana/trial'));
  });
});
