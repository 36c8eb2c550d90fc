import { useMemo } from 'react';
import { useTranslation } from '../i18n/use-translation.tsx';
import { currencyDigits, decimalOf } from '../../src-preload/contract/money.ts';

/** Writes an amount, given in the smallest unit of its currency. */
export type WriteMoney = (minor: number | string, currency: string) => string;

/** In the words of the user's locale: every digit of an amount, decimals only where there are some. */
export function useMoney(): WriteMoney {
  const { i18n } = useTranslation();
  return useMemo(() => createMoneyFormat(i18n.language), [i18n.language]);
}

/** @param locale BCP 47 */
export function createMoneyFormat(locale: string): WriteMoney {
  const formats = new Map<string, Intl.NumberFormat>();
  const formatOf = (currency: string): Intl.NumberFormat => {
    const known = formats.get(currency);
    if (known) return known;
    const format = new Intl.NumberFormat(locale, {
      style: 'currency',
      currency,
      minimumFractionDigits: currencyDigits(currency),
      trailingZeroDisplay: 'stripIfInteger',
    });
    formats.set(currency, format);
    return format;
  };
  return (minor, currency) =>
    formatOf(currency).format(decimalOf(minor, currency) as Intl.StringNumericLiteral);
}
