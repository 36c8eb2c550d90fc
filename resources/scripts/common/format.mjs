/**
 * @param {number} milliseconds
 * @returns {string} for people: `0.3 s`, `12 s`, `2 min 5 s`
 */
export function formatDuration(milliseconds) {
  if (milliseconds < 9_950) return `${(milliseconds / 1000).toFixed(1)} s`;
  const seconds = Math.round(milliseconds / 1000);
  if (seconds < 60) return `${seconds} s`;
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/**
 * @param {number} bytes
 * @returns {string} for people, in units of 1,000,000 bytes: `196 MB`
 */
function formatMegabytes(bytes) {
  const megabytes = bytes / 1_000_000;
  return `${megabytes < 10 ? megabytes.toFixed(1) : Math.round(megabytes)} MB`;
}

/**
 * @param {number} done bytes so far
 * @param {number | null | undefined} total bytes in all, when they are known
 */
export function formatBytesOf(done, total) {
  if (!total) return formatMegabytes(done);
  return `${formatMegabytes(Math.min(done, total))} of ${formatMegabytes(total)}`;
}
