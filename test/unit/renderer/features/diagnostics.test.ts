import { describe, expect, it } from 'vitest';
import {
  diagnosticsFacts,
  diagnosticsText,
} from '../../../../src-renderer/features/settings/diagnostics-facts.ts';
import { createI18n } from '../../../../src-renderer/i18n/create-i18n.ts';
import { createTimeFormats } from '../../../../src-renderer/ui/time/time-formats.ts';
import { sampleDiagnostics } from '../../../support/preview/sample-diagnostics.ts';
import { sampleFailedTest } from '../../../support/preview/sample-stores.ts';

const t = createI18n('en').t;
const formats = createTimeFormats({
  locale: 'en-GB',
  timeZone: 'UTC',
  words: { today: 'Today', yesterday: 'Yesterday' },
});
const factsOf = (change: Partial<ReturnType<typeof sampleDiagnostics>> = {}) =>
  new Map(
    diagnosticsFacts(t, formats, { ...sampleDiagnostics(), ...change }).map((fact) => [
      fact.name,
      fact,
    ]),
  );

describe('the diagnostics', () => {
  it('say versions and states', () => {
    const facts = factsOf();
    expect(facts.get('whatsapp-web.js')?.value).toBe('1.34.7');
    expect(facts.get('MongoDB')).toMatchObject({ isTrouble: false });
    expect(facts.get('MongoDB')?.value).toMatch(/^MongoDB 8\.0\.4, answers in \d+ ms$/);
    expect(facts.get('Account 2')?.value).toMatch(/^reconnecting \(/);
    expect(facts.get('Free on the disk')?.value).toBe('81,920 MB');
    expect(facts.get('Running since')?.value).toContain('13:05:40');
  });

  it('mark what is wrong', () => {
    const wrong = [...factsOf().values()].filter(({ isTrouble }) => isTrouble);
    expect(wrong.map(({ name, value }) => [name, value])).toEqual([
      ['To be sent', '2 waiting, 1 gave up'],
    ]);
    const away = factsOf({ stores: null, notifications: false });
    expect(away.get('MongoDB')).toMatchObject({ value: 'not open', isTrouble: true });
    expect(away.get('Notifications')).toMatchObject({ isTrouble: true });
    const { stores } = sampleDiagnostics();
    if (!stores) throw new Error('The sample has some');
    const refused = factsOf({ stores: { ...stores, postgres: sampleFailedTest } });
    expect(refused.get('PostgreSQL')?.value).toMatch(/^does not work: /);
    expect(refused.get('PostgreSQL')?.isTrouble).toBe(true);
  });

  it('are copied as they are shown, with the log after them', () => {
    const text = diagnosticsText(
      [{ name: 'Electron', value: '45.4.1', isTrouble: false }],
      ['one', 'two'],
    );
    expect(text).toBe('Electron: 45.4.1\n\none\ntwo');
  });
});
