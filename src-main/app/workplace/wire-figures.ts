import { FigureKeeper } from '../../analytics/figure-keeper.ts';
import { FigureRecorder } from '../../analytics/figure-recorder.ts';
import { TeamCalendars } from '../../analytics/team-calendars.ts';
import { OwedFigures } from '../../journal/owed-figures.ts';
import type { PartInput } from './workplace-parts.ts';

/** The figures: where their facts are written, and what keeps them up to date; it is not started yet. */
export async function wireFigures({
  stores,
  device: { database },
  publish,
  clock,
  log,
  closers,
}: PartInput): Promise<{
  recorder: FigureRecorder;
  figures: FigureKeeper;
  calendars: TeamCalendars;
}> {
  const recorder = new FigureRecorder({
    figures: stores.figures,
    owed: await OwedFigures.open(database),
    onRecorded: () => figures.wake(),
  });
  const calendars = new TeamCalendars({
    businesses: stores.businesses,
    readHours: async () => {
      const rules = await stores.businessHours.list();
      const hours = new Map(rules.map((rule) => [rule.businessId, rule.hours]));
      return (businessId) => hours.get(businessId) ?? null;
    },
  });
  const figures = new FigureKeeper({
    stores,
    calendars,
    recorder,
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    publish,
    clock,
    random: Math.random,
    log: log.child('figures'),
  });
  closers.add(() => figures.stop());
  return { recorder, figures, calendars };
}
