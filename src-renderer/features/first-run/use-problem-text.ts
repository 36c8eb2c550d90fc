import { useTranslation } from '../../i18n/use-translation.tsx';
import type { FieldProblem } from './first-run-store.ts';

/** The words for what is wrong with a field; null when nothing is. */
export function useProblemText(): (problem: FieldProblem | undefined) => string | null {
  const { t } = useTranslation();
  return (problem) => (problem === undefined ? null : t(`firstRun.${problem}`));
}
