import { describe, expect, it } from 'vitest';
import { installationMatches } from '../../../resources/scripts/setup/npm-packages.mjs';

const locked = {
  '': { version: '1.0.0' },
  'node_modules/zod': { version: '4.0.0', integrity: 'sha512-a' },
  'node_modules/other-system': { version: '1.0.0', integrity: 'sha512-b', optional: true },
};
const zod = { version: '4.0.0', integrity: 'sha512-a' };

describe('what npm has installed', () => {
  it('matches the lock file when only optional packages are missing', () => {
    expect(installationMatches(locked, { 'node_modules/zod': zod })).toBe(true);
  });

  it('does not match when a package is missing', () => {
    expect(installationMatches(locked, {})).toBe(false);
  });

  it('does not match when a package has another version', () => {
    const installed = { 'node_modules/zod': { ...zod, version: '3.9.0' } };
    expect(installationMatches(locked, installed)).toBe(false);
  });

  it('does not match when a package of the same version has other contents', () => {
    const installed = { 'node_modules/zod': { ...zod, integrity: 'sha512-c' } };
    expect(installationMatches(locked, installed)).toBe(false);
  });

  it('does not match when a package is left over', () => {
    const installed = { 'node_modules/zod': zod, 'node_modules/gone': zod };
    expect(installationMatches(locked, installed)).toBe(false);
  });
});
