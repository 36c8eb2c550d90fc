import { TeamPresence } from '../presence/team-presence.ts';
import type { PartInput } from './workplace-parts.ts';

/** Who of the team looks at what. */
export function wirePresence({
  user,
  stores,
  publish,
  clock,
  log,
  closers,
}: PartInput): TeamPresence {
  const presence = new TeamPresence({
    user,
    store: stores.presences,
    publish,
    clock,
    log: log.child('presence'),
  });
  closers.add(() => presence.stop());
  void presence.read();
  return presence;
}
