import { waveformOf } from './waveform.ts';

export interface Playing {
  /** See `waveformOf`. */
  readonly levels: readonly number[];
  /** Calls `onEnd`, as its end does. */
  readonly stop: () => void;
}

/**
 * Plays a sound from memory: the window may load none from an address that is not WhatsApp's media. Rejects when it
 * is none that can be played.
 */
export async function playSound(
  bytes: ArrayBuffer,
  {
    bars,
    onProgress,
    onEnd,
  }: {
    /** Into how many values the waveform is put. */
    readonly bars: number;
    /** From 0 to 1. */
    readonly onProgress: (played: number) => void;
    readonly onEnd: () => void;
  },
): Promise<Playing> {
  const context = new AudioContext();
  try {
    const sound = await context.decodeAudioData(bytes);
    const source = new AudioBufferSourceNode(context, { buffer: sound });
    source.connect(context.destination);
    const begun = context.currentTime;
    let frame = 0;
    const draw = (): void => {
      onProgress(Math.min(1, (context.currentTime - begun) / sound.duration));
      frame = requestAnimationFrame(draw);
    };
    source.addEventListener('ended', () => {
      cancelAnimationFrame(frame);
      void context.close();
      onEnd();
    });
    source.start();
    draw();
    return { levels: waveformOf(sound.getChannelData(0), bars), stop: () => source.stop() };
  } catch (error) {
    await context.close();
    throw error;
  }
}
