import type { BusinessHours } from '../../src-preload/contract/business-hours.ts';
import type { BusinessId } from '../../src-preload/contract/ids.ts';

/** When a business is open; null where nobody has said: then it always is, by the days of the team's time zone. */
export type HoursOf = (businessId: BusinessId | null) => BusinessHours | null;
