/** Those that are chosen most often, in front of all others. */
const common = ['EUR', 'USD', 'GBP', 'MXN', 'COP', 'ARS', 'CLP', 'PEN', 'BRL', 'INR'];
const remembered = 'alexia.leadCurrency';

/** All currencies that this computer knows, the common ones first; the one that is asked for among them. */
export function currenciesWith(currency: string): string[] {
  return [...new Set([...common, currency, ...Intl.supportedValuesOf('currency')])];
}

/** The one that was chosen last on this computer. */
export function usualCurrency(): string {
  const last = localStorage.getItem(remembered);
  return last !== null && Intl.supportedValuesOf('currency').includes(last) ? last : 'EUR';
}

export function rememberCurrency(currency: string): void {
  localStorage.setItem(remembered, currency);
}
