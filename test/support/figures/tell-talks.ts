import { seededRandom } from '../replay/seeded-random.ts';
import type { FigureDesk } from './figure-desk.ts';
import type { PlainTalk } from './plain-talks.ts';

/** Conversations whose messages are told together. */
const AT_ONCE = 64;

/** Tells everything once, and some of it twice, in an order of chance; now and then figures are brought up to date. */
export async function tellInAnyOrder(
  desk: FigureDesk,
  talks: readonly PlainTalk[],
  seed: number,
): Promise<void> {
  const random = seededRandom(seed);
  const happenings = talks.flatMap((talk) => [
    ...talk.messages.flatMap((message) => {
      const tell = () => desk.tell([{ talk, messages: [{ ...message, isRevoked: false }] }]);
      const revoke = () => desk.revoke(talk, [message.id]);
      if (!message.isRevoked) return random() < 0.2 ? [tell, tell] : [tell];
      return [
        async () => {
          await tell();
          return random() < 0.5 ? revoke() : desk.tell([{ talk, messages: [message] }]);
        },
        ...(random() < 0.3 ? [() => desk.tell([{ talk, messages: [message] }])] : []),
      ];
    }),
    ...talk.closings.map(
      (at) => () => desk.figures.noteClosed(desk.meet(talk).facts.conversationId, at),
    ),
    ...talk.leads.map((at) => () => desk.makeLead(talk, at)),
  ]);
  const shuffled = happenings
    .map((happen) => ({ happen, place: random() }))
    .sort((a, b) => a.place - b.place);
  for (const { happen } of shuffled) {
    await happen();
    if (random() < 0.05) await desk.keeper.finish();
  }
  await desk.keeper.finish();
}

/** Tells everything in the order in which a history is read: many messages of many conversations together. */
export async function tellAll(desk: FigureDesk, talks: readonly PlainTalk[]): Promise<void> {
  for (let start = 0; start < talks.length; start += AT_ONCE) {
    const some = talks.slice(start, start + AT_ONCE);
    await desk.tell(some.map((talk) => ({ talk, messages: talk.messages })));
    for (const talk of some) {
      const { conversationId } = desk.meet(talk).facts;
      for (const at of talk.closings) await desk.figures.noteClosed(conversationId, at);
      for (const at of talk.leads) await desk.makeLead(talk, at);
    }
  }
  await desk.keeper.finish();
}
