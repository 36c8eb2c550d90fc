import { describe, expect, it } from 'vitest';
import {
  missingPackages,
  parseInstalled,
  SYSTEM_PACKAGES,
} from '../../../resources/scripts/setup/system-packages.mjs';

describe('system packages', () => {
  it('that were removed and left their configuration do not count as installed', () => {
    const output = 'xvfb installed\ngnome-keyring config-files\nlibnss3 installed\n';
    expect(parseInstalled(output)).toEqual(new Set(['xvfb', 'libnss3']));
  });

  it('are found under the name of any release', () => {
    const asound = SYSTEM_PACKAGES.filter(({ names }) => names.includes('libasound2'));
    expect(missingPackages(asound, new Set(['libasound2']))).toEqual([]);
    expect(missingPackages(asound, new Set(['libasound2t64']))).toEqual([]);
    expect(missingPackages(asound, new Set(['libasound2-data']))).toEqual(asound);
  });
});
