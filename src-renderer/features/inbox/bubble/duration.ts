/** Seconds as clocks show them: `1:35`, `1:02:05`. */
export function duration(seconds: number): string {
  const whole = Math.round(seconds);
  const parts = [Math.floor(whole / 60) % 60, whole % 60].map((part) => String(part));
  const hours = Math.floor(whole / 3600);
  const [minutes = '0', rest = '0'] = parts;
  return hours > 0
    ? `${hours}:${minutes.padStart(2, '0')}:${rest.padStart(2, '0')}`
    : `${minutes}:${rest.padStart(2, '0')}`;
}
