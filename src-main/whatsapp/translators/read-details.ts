import type { MessageDetails } from '../../../src-preload/contract/message-content.ts';
import type { RawMessage } from './raw-message.ts';
import { readCards } from './read-cards.ts';

type DetailsOf<Kind extends MessageDetails['kind']> = Extract<MessageDetails, { kind: Kind }>;

/** Undefined when there is no such place on earth. */
export function readLocation(message: RawMessage): DetailsOf<'location'> | undefined {
  const { lat, lng, loc } = message;
  if (typeof lat !== 'number' || typeof lng !== 'number') return undefined;
  if (!(Math.abs(lat) <= 90) || !(Math.abs(lng) <= 180)) return undefined;
  // The first line is the place's name, the rest its address.
  const [name = '', ...rest] = (loc ?? '').split('\n');
  const address = rest.join('\n').trim();
  return {
    kind: 'location',
    latitude: lat,
    longitude: lng,
    ...(name.trim() ? { name: name.trim() } : {}),
    ...(address ? { address } : {}),
    isLive: message.type === 'live_location' || message.isLive === true,
  };
}

export function readContactCards(message: RawMessage): DetailsOf<'contact'> | undefined {
  const cards = readCards(message);
  return cards.length > 0 ? { kind: 'contact', cards } : undefined;
}

export function readPoll(message: RawMessage): DetailsOf<'poll'> | undefined {
  const { pollName, pollOptions, pollSelectableOptionsCount } = message;
  if (!pollOptions) return undefined;
  return {
    kind: 'poll',
    question: pollName ?? '',
    options: pollOptions.map(({ name }) => ({ name, votes: 0 })),
    // WhatsApp says 1, or nothing in particular.
    allowsMultiple: pollSelectableOptionsCount !== 1,
  };
}

type CallOutcome = DetailsOf<'call'>['outcome'];

/** WhatsApp's words for how a call ended, and the numbers that its protocol has for them. */
const outcomes: ReadonlyMap<string, CallOutcome> = new Map<string, CallOutcome>([
  ['connected', 'answered'],
  ['0', 'answered'],
  ['acceptedelsewhere', 'answered'],
  ['4', 'answered'],
  ['missed', 'missed'],
  ['1', 'missed'],
  ['silencedbydnd', 'missed'],
  ['6', 'missed'],
  ['silencedunknowncaller', 'missed'],
  ['7', 'missed'],
  ['rejected', 'rejected'],
  ['3', 'rejected'],
]);

export function readCall(message: RawMessage): DetailsOf<'call'> {
  const { callOutcome, callDuration, subtype, isVideoCall } = message;
  const word = String(callOutcome ?? '')
    .toLowerCase()
    .replaceAll('_', '');
  const spoken = callDuration ? { duration: callDuration } : {};
  const outcome =
    outcomes.get(word) ??
    (subtype?.startsWith('miss') ? 'missed' : callDuration ? 'answered' : 'unknown');
  return {
    kind: 'call',
    isVideo: isVideoCall === true || (subtype ?? '').includes('video'),
    outcome,
    ...spoken,
  };
}
