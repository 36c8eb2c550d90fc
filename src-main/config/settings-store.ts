import { UserId } from '../../src-preload/contract/ids.ts';
import { Theme } from '../../src-preload/contract/app.ts';
import { AppearanceSettings, defaultAppearance } from '../../src-preload/contract/appearance.ts';
import { LanguageChoice } from '../../src-preload/contract/language.ts';
import { MAXIMUM_MEDIA_MB } from '../../src-preload/contract/message-content.ts';
import { BrowserName } from '../../src-preload/contract/session.ts';
import { defaultPace, PaceSettings } from '../../src-preload/contract/pace.ts';
import {
  defaultDesktop,
  defaultNotifications,
  DesktopSettings,
  NotificationSettings,
} from '../../src-preload/contract/desktop.ts';
import { defaultWriting, WritingSettings } from '../../src-preload/contract/writing.ts';
import { z } from 'zod';

/** What the app remembers on this device. No secret is among it: addresses with passwords are in the keychain. */
export const StoredSettings = z.object({
  theme: Theme.default('system'),
  language: LanguageChoice.default('system'),
  appearance: AppearanceSettings.default(defaultAppearance),
  /** After how many months without a message a conversation goes to the archive. */
  archiveAfterMonths: z.number().int().min(6).max(12).default(12),
  /** See `Settings` of the contract. */
  sleepAfterMinutes: z.number().int().min(5).max(240).nullable().default(null),
  wakeEveryMinutes: z.number().int().min(5).max(240).default(15),
  browserMemoryLimitMb: z.number().int().min(500).max(8000).default(1500),
  /** The browser in which an account was linked, where it is not our own: its profile fits no other. */
  accountBrowsers: z.record(z.string(), BrowserName).default({}),
  /** How fast this desktop's accounts may write. */
  pace: PaceSettings.default(defaultPace),
  /** How far back an account's history is read from WhatsApp by itself, in days. */
  historyDays: z.number().int().min(1).max(3650).default(90),
  /** How often an account is compared with WhatsApp by itself, in minutes. */
  sweepMinutes: z.number().int().min(5).max(240).default(15),
  /** Files up to this size, in MiB, are fetched by themselves. */
  autoDownloadMb: z.number().int().min(0).max(MAXIMUM_MEDIA_MB).default(MAXIMUM_MEDIA_MB),
  notifications: NotificationSettings.default(defaultNotifications),
  /** See `muted-words.ts`. */
  mutedWords: z.array(z.string()).default([]),
  desktop: DesktopSettings.default(defaultDesktop),
  writing: WritingSettings.default(defaultWriting),
  /** Where the data lives; null until the first run has ended. */
  stores: z
    .discriminatedUnion('kind', [
      z.object({ kind: z.literal('local') }),
      z.object({
        kind: z.literal('servers'),
        /** A person has said that the line to this server need not be encrypted. */
        plainTextAllowed: z
          .object({ mongodb: z.boolean(), postgres: z.boolean() })
          .default({ mongodb: false, postgres: false }),
      }),
    ])
    .nullable()
    .default(null),
  /** The person who uses this desktop. */
  userId: UserId.nullable().default(null),
  /** This installation; made at the first start. What it writes to the databases bears it. */
  deskId: z.uuid().nullable().default(null),
  window: z
    .object({
      width: z.number().int().positive(),
      height: z.number().int().positive(),
      x: z.number().int().optional(),
      y: z.number().int().optional(),
      isMaximized: z.boolean().optional(),
    })
    .optional(),
});
export type StoredSettings = z.infer<typeof StoredSettings>;

export interface SettingsStore {
  get(): StoredSettings;
  /** Written when it returns. */
  set(change: Partial<StoredSettings>): StoredSettings;
}
