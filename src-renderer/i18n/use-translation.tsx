import { createContext, type ReactNode, useContext } from 'react';
import { useTranslation as useTranslationAnew, type UseTranslationResponse } from 'react-i18next';

type Words = UseTranslationResponse<'translation', undefined>;

const WordsContext = createContext<Words | null>(null);

/** Looks the words up once for everything below; drawn again when the language changes. Inside `I18nextProvider`. */
export function WordsProvider({ children }: { readonly children: ReactNode }): ReactNode {
  return <WordsContext value={useTranslationAnew()}>{children}</WordsContext>;
}

/**
 * The words of the interface (`t`) and their language. What react-i18next has under this name listens to the language
 * and copies the whole of i18next in each component that calls it: a conversation has hundreds of those.
 */
export function useTranslation(): Words {
  const words = useContext(WordsContext);
  if (words === null) throw new Error('WordsProvider is missing above this component.');
  return words;
}
