import { describe, expect, it } from 'vitest';
import {
  byName,
  rememberedSort,
  rememberSort,
  sortAfterPress,
} from '../../../../../src-renderer/features/contacts/contact-sort.ts';

describe('the order of the directory', () => {
  it('begins where people look for something, and turns round when pressed again', () => {
    const byLeads = sortAfterPress(byName, 'leads');
    expect(byLeads).toEqual({ by: 'leads', isDescending: true });
    expect(sortAfterPress(byLeads, 'leads')).toEqual({ by: 'leads', isDescending: false });
    expect(sortAfterPress(byLeads, 'company')).toEqual({ by: 'company', isDescending: false });
    expect(sortAfterPress(byName, 'name')).toEqual({ by: 'name', isDescending: true });
  });

  it('is remembered on this computer, and is by name where what was kept is not understood', () => {
    const kept = new Map<string, string>();
    const storage = {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
    };
    expect(rememberedSort(storage)).toEqual(byName);
    rememberSort(storage, { by: 'company', isDescending: true });
    expect(rememberedSort(storage)).toEqual({ by: 'company', isDescending: true });
    for (const key of kept.keys()) kept.set(key, '{"by":"shoe size","isDescending":true}');
    expect(rememberedSort(storage)).toEqual(byName);
  });
});
