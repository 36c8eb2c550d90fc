/**
 * Advisories of `npm audit --json` that nobody has answered, or whose answer has run out.
 *
 * @param {{ vulnerabilities: Record<string, { via: (string | { url: string, title: string, name: string })[] }> }} report
 * @param {Record<string, { answer: string, until: string }>} answers by the advisory's id
 * @param {Date} now
 * @returns {{ id: string, title: string, name: string }[]} each advisory once
 */
export function unanswered(report, answers, now) {
  const found = new Map();
  for (const { via } of Object.values(report.vulnerabilities)) {
    for (const each of via) {
      // A name alone says that it has a dependency with a finding, which is listed itself.
      if (typeof each === 'string') continue;
      const id = each.url.slice(each.url.lastIndexOf('/') + 1);
      found.set(id, { id, title: each.title, name: each.name });
    }
  }
  return [...found.values()].filter(({ id }) => {
    const answer = answers[id];
    return !answer || answer.answer.trim() === '' || !(new Date(answer.until) > now);
  });
}
