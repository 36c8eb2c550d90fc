import ElectronStore from 'electron-store';
import { withMutedWords } from './muted-words.ts';
import { type SettingsStore, StoredSettings } from './settings-store.ts';

/**
 * Settings in `settings.json` of `folder`. A file that is damaged, or that another version wrote, loses only the
 * settings that cannot be read.
 */
export function electronSettingsStore(folder: string): SettingsStore {
  const file = new ElectronStore<Record<string, unknown>>({
    cwd: folder,
    name: 'settings',
    clearInvalidConfig: true,
  });
  const read = (): StoredSettings => {
    const stored = withMutedWords(file.store);
    const readable = Object.entries(StoredSettings.shape).flatMap(([name, field]) =>
      field.safeParse(stored[name]).success ? [[name, stored[name]] as const] : [],
    );
    return StoredSettings.parse(Object.fromEntries(readable));
  };
  let settings = read();
  return {
    get: () => settings,
    set: (change) => {
      settings = StoredSettings.parse({ ...settings, ...change });
      file.store = settings;
      return settings;
    },
  };
}
