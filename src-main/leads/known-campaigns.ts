import type { Clock } from '../common/clock.ts';
import { campaignFinder, type FindCampaign } from '../domain/leads/campaign-code.ts';
import type { Log } from '../log/log.ts';
import type { CampaignStore } from '../store/campaign-store.ts';

/** How long campaigns are used before they are read again, in milliseconds: a change is told, but a line may be down. */
const READ_AGAIN_MS = 10 * 60_000;
/** How long the database is not asked again after it did not answer, in milliseconds. */
const PAUSE_MS = 10_000;

/** The team's campaigns as this desktop last knew them, whose codes the pipeline looks for. */
export class KnownCampaigns {
  readonly #campaigns: Pick<CampaignStore, 'list'>;
  readonly #clock: Clock;
  readonly #log: Log;
  #known: FindCampaign | null = null;
  #readAgainAt = 0;

  constructor(input: { campaigns: Pick<CampaignStore, 'list'>; clock: Clock; log: Log }) {
    this.#campaigns = input.campaigns;
    this.#clock = input.clock;
    this.#log = input.log;
  }

  /** They were changed: they are read before the next message is looked at. */
  forget(): void {
    this.#readAgainAt = 0;
  }

  /** Rejects while they were never known. */
  async finder(): Promise<FindCampaign> {
    if (this.#known && this.#clock.now() < this.#readAgainAt) return this.#known;
    // What changes while they are read is read once more.
    this.#readAgainAt = this.#clock.now() + READ_AGAIN_MS;
    try {
      this.#known = campaignFinder(await this.#campaigns.list());
    } catch (error) {
      this.#readAgainAt = this.#known ? this.#clock.now() + PAUSE_MS : 0;
      if (!this.#known) throw error;
      this.#log.debug('The campaigns are taken from memory', { error });
    }
    return this.#known;
  }
}
