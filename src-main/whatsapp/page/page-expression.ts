type Json = string | number | boolean | null | { readonly [key: string]: Json } | readonly Json[];

/**
 * The source of a call of `script` inside the page. `script` must be self-contained: it is sent as text, so it sees
 * the page's globals and its arguments, and nothing of the module around it.
 *
 * Compilers that keep function names wrap functions in a helper `__name`; it is given to the script here, so that
 * a page script survives every compiler that this project meets.
 */
export function pageExpression<Arguments extends readonly Json[]>(
  script: (...args: Arguments) => unknown,
  ...args: Arguments
): string {
  const values = args.map((value) => JSON.stringify(value)).join(', ');
  return `((__name) => (${script.toString()})(${values}))((script) => script)`;
}
