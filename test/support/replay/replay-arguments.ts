import { parseArgs } from 'node:util';
import type { ReplayMode } from './replay.ts';

export const USAGE = `npm run replay -- FILE [--dialogues N] [--kill N] [--mode interleaved|same-instant] [--seed N]

Plays the dialogues of FILE (one JSON object a line: {id, turns: [{from: 'customer'|'agent', text}]}) to the built app,
all customers new, as fast as it goes; without --mode once in each. --kill kills the app N times at random points.`;

const MODES: readonly ReplayMode[] = ['interleaved', 'same-instant'];

export interface ReplayArguments {
  file: string;
  modes: readonly ReplayMode[];
  kills: number;
  /** How many dialogues are played at most. */
  limit: number;
  /** Undefined when none was chosen. */
  seed: number | undefined;
}

/** Null when they make no sense. */
export function replayArguments(given: readonly string[]): ReplayArguments | null {
  const parsed = parse(given);
  const file = parsed?.positionals[0];
  if (!parsed || !file || parsed.positionals.length > 1) return null;
  const { values } = parsed;
  const modes = MODES.filter((mode) => values.mode === undefined || values.mode === mode);
  const kills = Number(values.kill);
  const limit = values.dialogues === undefined ? Infinity : Number(values.dialogues);
  const seed = values.seed === undefined ? undefined : Number(values.seed);
  const isSensible =
    modes.length > 0 && Number.isInteger(kills) && kills >= 0 && limit > 0 && !Number.isNaN(seed);
  return isSensible ? { file, modes, kills, limit, seed } : null;
}

function parse(given: readonly string[]) {
  try {
    return parseArgs({
      args: [...given],
      allowPositionals: true,
      options: {
        dialogues: { type: 'string' },
        kill: { type: 'string', default: '0' },
        mode: { type: 'string' },
        seed: { type: 'string' },
      },
    });
  } catch {
    // An option that does not exist, or lacks its value: the caller says what there is.
    return null;
  }
}
