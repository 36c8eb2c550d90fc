import { z } from 'zod';

/** A language in which what is written can be checked. */
export const SpellingLanguage = z.enum(['en', 'es']);
export type SpellingLanguage = z.infer<typeof SpellingLanguage>;

/** How messages are written on this computer. */
export const WritingSettings = z.object({
  /** The key that sends; where it is Ctrl+Enter (⌘ Enter on a Mac), Enter alone starts a new line. */
  sendKey: z.enum(['enter', 'ctrl_enter']),
  /**
   * In which languages spelling is checked; none to begin with, because on Windows and Linux a language's dictionary
   * is fetched from Google once it is chosen. macOS uses its own dictionaries and finds the language by itself.
   */
  spelling: z.array(SpellingLanguage).max(2),
  /** For how many seconds a text that was sent is held, so that it can be taken back; 0 for none. */
  undoSeconds: z.literal([0, 3, 5, 10]),
});
export type WritingSettings = z.infer<typeof WritingSettings>;

export const defaultWriting: WritingSettings = {
  sendKey: 'enter',
  spelling: [],
  undoSeconds: 0,
};

/** What there is of the dictionary of each language that was chosen. */
export const Dictionaries = z.array(
  z.object({
    language: SpellingLanguage,
    state: z.enum(['fetching', 'ready', 'failed']),
  }),
);
export type Dictionaries = z.infer<typeof Dictionaries>;

const none = z.object({});

export const writingCommands = {
  'settings.dictionaries': { input: none, output: Dictionaries },
  /** Tries again to fetch those that could not be had. */
  'settings.fetchDictionaries': { input: none, output: z.null() },
} as const;

export const writingEvents = {
  'settings.dictionariesChanged': Dictionaries,
} as const;
