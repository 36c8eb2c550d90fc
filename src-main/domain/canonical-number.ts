/**
 * The one form of a phone number (digits with the country code) that is written in several: Mexico's and Argentina's
 * mobiles with and without the digit that WhatsApp puts after the country code, Brazil's with and without the ninth
 * digit. Others stay as they are. Answers what numbers of the same person have in common; it is not for dialling.
 */
export function canonicalNumber(digits: string): string {
  // +52 1 55 1234 5678 and +52 55 1234 5678.
  const mexican = /^521(\d{10})$/.exec(digits);
  if (mexican) return `52${mexican[1]}`;
  // +54 9 11 1234 5678 and +54 11 1234 5678; at home it is written with a 15 after the area, which nobody dials so.
  const argentine = /^549(\d{10})$/.exec(digits);
  if (argentine) return `54${argentine[1]}`;
  // +55 11 9 8123 4567 and +55 11 8123 4567: mobiles began with 6 to 9 before they had the ninth digit.
  const brazilian = /^55(\d{2})9([6-9]\d{7})$/.exec(digits);
  if (brazilian) return `55${brazilian[1]}${brazilian[2]}`;
  return digits;
}
