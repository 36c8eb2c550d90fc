import {
  type ErasureCounts,
  type ErasurePart,
  erasureParts,
} from '../../../src-preload/contract/erasure.ts';
import { useTranslation } from '../../i18n/use-translation.tsx';
import { sizeText } from '../../ui/size-text.ts';
import { useTimeFormats } from '../../ui/time/time-context.tsx';

interface CountedPart {
  readonly part: ErasurePart;
  readonly name: string;
  readonly amount: string;
}

/** What there is of a person, part by part; what there is none of is left out. */
export function useCountedParts(counts: ErasureCounts): readonly CountedPart[] {
  const { t, i18n } = useTranslation();
  const formats = useTimeFormats();
  return erasureParts
    .filter((part) => counts[part] > 0)
    .map((part) => ({
      part,
      name: t(`erasure.parts.${part}`),
      amount:
        part === 'fileBytes' ? sizeText(counts[part], i18n.language) : formats.number(counts[part]),
    }));
}

/** As it is typed: neither case nor blanks around it decide whether somebody meant it. */
export function isTyped(typed: string, wanted: string): boolean {
  const plain = (text: string): string =>
    text.normalize('NFKC').replaceAll(/\s+/g, ' ').trim().toLowerCase();
  return plain(typed) === plain(wanted);
}
