const KEY = 'recent-emoji';
/** One row of them. */
export const MOST_RECENT = 9;

/** Those that were chosen last on this computer, the last one first. What cannot be read counts as none. */
export function recentEmoji(storage: Pick<Storage, 'getItem'>): string[] {
  try {
    const kept: unknown = JSON.parse(storage.getItem(KEY) ?? '[]');
    return Array.isArray(kept)
      ? kept.filter((each) => typeof each === 'string').slice(0, MOST_RECENT)
      : [];
  } catch {
    // Damaged: it is a convenience, and begins anew.
    return [];
  }
}

export function noteRecentEmoji(
  storage: Pick<Storage, 'getItem' | 'setItem'>,
  emoji: string,
): void {
  const others = recentEmoji(storage).filter((each) => each !== emoji);
  storage.setItem(KEY, JSON.stringify([emoji, ...others].slice(0, MOST_RECENT)));
}
