import { peaksOf } from './peaks.ts';

/** Samples a second: enough to see how loud speech is, and little to keep. */
const sampleRate = 8000;

/** The waveform of a file of sound at an address of the private protocol. Rejects where it cannot be read as sound. */
export async function readWaveform(url: string): Promise<readonly number[]> {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`The sound could not be read: ${answer.status}`);
  const context = new OfflineAudioContext(1, 1, sampleRate);
  const sound = await context.decodeAudioData(await answer.arrayBuffer());
  return peaksOf(sound.getChannelData(0));
}
