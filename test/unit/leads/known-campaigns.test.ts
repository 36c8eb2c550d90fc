import { expect, it } from 'vitest';
import { AppError } from '../../../src-main/common/app-error.ts';
import { KnownCampaigns } from '../../../src-main/leads/known-campaigns.ts';
import type { Campaign } from '../../../src-preload/contract/campaign.ts';
import { recordedLog } from '../../support/databases/recorded-log.ts';
import { sampleCampaigns } from '../../support/preview/sample-campaigns.ts';

function team() {
  const world = { now: 1_800_000_000_000, asked: 0, isAway: false, known: [] as Campaign[] };
  const campaigns = new KnownCampaigns({
    campaigns: {
      list: () => {
        world.asked += 1;
        return world.isAway
          ? Promise.reject(new AppError('database_unreachable', 'It is away'))
          : Promise.resolve(world.known);
      },
    },
    clock: { now: () => world.now, after: () => () => {} },
    log: recordedLog(),
  });
  const named = async (text: string): Promise<string | undefined> =>
    (await campaigns.finder())(text, { businessId: null, at: world.now })?.name;
  return { world, campaigns, named };
}

it('campaigns are read once, and again when they were changed or after a while', async () => {
  const { world, campaigns, named } = team();
  expect(await named('black26')).toBeUndefined();
  world.known = sampleCampaigns(world.now);
  expect(await named('black26')).toBeUndefined();
  expect(world.asked).toBe(1);
  campaigns.forget();
  expect(await named('black26')).toBe('Black Friday');
  world.known = [];
  expect(await named('black26')).toBe('Black Friday');
  world.now += 11 * 60_000;
  expect(await named('black26')).toBeUndefined();
});

it('they are remembered while the database is away, which is not asked each time', async () => {
  const { world, campaigns, named } = team();
  world.known = sampleCampaigns(world.now);
  expect(await named('black26')).toBe('Black Friday');
  world.isAway = true;
  campaigns.forget();
  expect(await named('black26')).toBe('Black Friday');
  expect(await named('black26')).toBe('Black Friday');
  expect(world.asked).toBe(2);
  world.isAway = false;
  world.known = [];
  world.now += 60_000;
  expect(await named('black26')).toBeUndefined();
});

it('no message is judged by campaigns that were never known: it waits', async () => {
  const { world, named } = team();
  world.isAway = true;
  await expect(named('black26')).rejects.toMatchObject({ code: 'database_unreachable' });
  world.isAway = false;
  world.known = sampleCampaigns(world.now);
  expect(await named('black26')).toBe('Black Friday');
});
