import { setImmediate as nextTurnOfEventLoop, setTimeout as delay } from 'node:timers/promises';
import type { z } from 'zod';
import type { Chat } from '../world/chat.ts';
import { composeMessage } from '../world/compose-message.ts';
import type { World } from '../world/world.ts';
import type { WireContact } from '../protocol/wire-message.ts';
import type { ReplayCounts } from './commands.ts';
import {
  castCustomer,
  type Dialogue,
  type loadOptionsSchema,
  type replayOptionsSchema,
} from './dialogues.ts';

type Turn = Dialogue['turns'][number];

interface Casting {
  readonly firstCustomer: number;
  readonly addressing: 'pn' | 'lid' | 'mixed';
}

interface Scene {
  readonly turns: readonly Turn[];
  readonly customer: WireContact;
  readonly chat: Chat;
}

const anHour = 3_600;
const readAck = 3;
/** Messages between two breaths of the event loop, so that the sockets can send while a replay runs. */
const breath = 50;

function stage(world: World, dialogues: readonly Dialogue[], casting: Casting): Scene[] {
  return dialogues.map(({ turns }, index) => {
    const customer = world.meet(castCustomer(casting.firstCustomer + index, casting.addressing));
    return { turns, customer, chat: world.resolveChat(world.chatIdOf(customer)) };
  });
}

function countTurns(dialogues: readonly Dialogue[]): ReplayCounts {
  const turns = dialogues.flatMap((dialogue) => dialogue.turns);
  const customerTurns = turns.filter(({ from }) => from === 'customer').length;
  return {
    dialogues: dialogues.length,
    customerTurns,
    agentTurns: turns.length - customerTurns,
    messages: turns.length,
  };
}

/** Puts dialogues into the past: no page hears of them, a page that starts later finds them. */
export function loadDialogues(
  world: World,
  dialogues: readonly Dialogue[],
  options: z.output<typeof loadOptionsSchema>,
): ReplayCounts {
  const { secondsBetweenDialogues, secondsBetweenTurns } = options;
  const timeOf = (scene: number, turn: number): number =>
    scene * secondsBetweenDialogues + turn * secondsBetweenTurns;
  const length = dialogues.reduce(
    (latest, { turns }, index) => Math.max(latest, timeOf(index, turns.length)),
    0,
  );
  const startAt = options.startAt ?? world.nowSeconds() - anHour - length;
  for (const [index, { turns, customer, chat }] of stage(world, dialogues, options).entries()) {
    const lastAnswer = turns.findLastIndex(({ from }) => from === 'agent');
    for (const [position, { from, text }] of turns.entries()) {
      const message = composeMessage(world, chat, {
        author: from === 'customer' ? customer : null,
        text,
        at: startAt + timeOf(index, position),
        ack: from === 'customer' ? 1 : readAck,
      });
      const read = !(options.leaveLastTurnsUnread && position > lastAnswer);
      world.add(chat, message, { read });
    }
  }
  return countTurns(dialogues);
}

interface Cue {
  readonly scene: Scene;
  readonly turn: Turn;
}

function cuesInOrder(scenes: readonly Scene[], mode: 'interleaved' | 'same-instant'): Cue[][] {
  const perScene = scenes.map((scene) => scene.turns.map((turn): Cue => ({ scene, turn })));
  if (mode === 'same-instant') return perScene;
  const rounds = Math.max(0, ...perScene.map((cues) => cues.length));
  return Array.from({ length: rounds }, (_, round) =>
    perScene.flatMap((cues) => cues[round] ?? []),
  );
}

/** Plays dialogues live: customers write from their phones, the agent from the owner's phone. */
export async function replayDialogues(
  world: World,
  dialogues: readonly Dialogue[],
  options: z.output<typeof replayOptionsSchema>,
): Promise<ReplayCounts> {
  const { mode, perSecond } = options;
  const startedAt = performance.now();
  let pushed = 0;
  for (const cues of cuesInOrder(stage(world, dialogues, options), mode)) {
    const instant = world.nowSeconds();
    for (const { scene, turn } of cues) {
      const message = composeMessage(world, scene.chat, {
        author: turn.from === 'customer' ? scene.customer : null,
        text: turn.text,
        ...(mode === 'same-instant' ? { at: instant } : {}),
      });
      world.announce(scene.chat, message);
      pushed += 1;
      if (perSecond !== undefined) {
        const due = startedAt + (pushed * 1000) / perSecond;
        await delay(Math.max(0, due - performance.now()));
      } else if (pushed % breath === 0) await nextTurnOfEventLoop();
    }
  }
  return countTurns(dialogues);
}
