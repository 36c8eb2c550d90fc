// The window reckons with it as well, so it stands where both can reach it.
export { BusinessCalendar } from '../../src-preload/contract/business-calendar.ts';
