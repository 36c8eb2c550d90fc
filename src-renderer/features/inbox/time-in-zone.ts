/** As `locale` (BCP 47) writes it, in the time zone in which a person chose it, which is named where it is another than this computer's. */
export function timeIn(timeZone: string | undefined, timestamp: number, locale: string): string {
  const isOther =
    timeZone !== undefined && timeZone !== Intl.DateTimeFormat().resolvedOptions().timeZone;
  return new Intl.DateTimeFormat(locale, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    ...(timeZone !== undefined && { timeZone }),
    ...(isOther && { timeZoneName: 'short' }),
  }).format(timestamp);
}
