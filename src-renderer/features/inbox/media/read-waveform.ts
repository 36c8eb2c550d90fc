import { peaksOf } from './peaks.ts';

/** Samples a second: enough to see how loud speech is, and little to keep. */
const sampleRate = 8000;

/** The waveform of a file of sound. Rejects where it cannot be read as such. */
export async function readWaveform(bytes: Uint8Array<ArrayBuffer>): Promise<readonly number[]> {
  const context = new OfflineAudioContext(1, 1, sampleRate);
  // It takes the buffer with it.
  const sound = await context.decodeAudioData(bytes.slice().buffer);
  return peaksOf(sound.getChannelData(0));
}
