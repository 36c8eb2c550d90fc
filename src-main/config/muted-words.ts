import { z } from 'zod';
import { LabelId } from '../../src-preload/contract/ids.ts';
import { findLabel, type Label } from '../../src-preload/contract/label.ts';
import type { SettingsStore } from './settings-store.ts';

/** What a version that muted labels by their names has stored. */
const ByNames = z.looseObject({
  notifications: z.looseObject({ mutedLabels: z.array(z.string()) }),
});

/** Stored settings, in which the names of muted labels stand on their own until it is known whose they are. */
export function withMutedWords(stored: Record<string, unknown>): Record<string, unknown> {
  const { success, data } = ByNames.safeParse(stored);
  if (!success) return stored;
  const isId = (each: string): boolean => LabelId.safeParse(each).success;
  const { mutedLabels } = data.notifications;
  const words = mutedLabels.filter((each) => !isId(each));
  if (words.length === 0) return stored;
  return {
    ...stored,
    notifications: { ...data.notifications, mutedLabels: mutedLabels.filter(isId) },
    mutedWords: words,
  };
}

/**
 * Mutes the team's labels whose names were muted, by their ids. A word that is no label of the team is forgotten: what
 * is put on a conversation is one. Answers whether anything was changed.
 */
export function adoptMutedWords(settings: SettingsStore, labels: readonly Label[]): boolean {
  const { notifications, mutedWords } = settings.get();
  if (mutedWords.length === 0) return false;
  const adopted = mutedWords.flatMap((word) => findLabel(labels, word)?.labelId ?? []);
  const mutedLabels = [...new Set([...notifications.mutedLabels, ...adopted])];
  settings.set({ notifications: { ...notifications, mutedLabels }, mutedWords: [] });
  return true;
}
