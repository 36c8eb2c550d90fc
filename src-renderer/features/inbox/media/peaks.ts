/** How many bars a waveform has. */
export const BARS = 44;

/**
 * How loud each of `bars` equal stretches is, from 0 to 1 where 1 is the loudest of them; the order is that of time.
 * Silence has no bars of its own height: everything is 0.
 */
export function peaksOf(samples: Float32Array, bars: number = BARS): readonly number[] {
  const width = samples.length / bars;
  const loudness = Array.from({ length: bars }, (_, bar) => {
    const stretch = samples.subarray(Math.floor(bar * width), Math.ceil((bar + 1) * width));
    const sum = stretch.reduce((total, sample) => total + sample * sample, 0);
    return stretch.length === 0 ? 0 : Math.sqrt(sum / stretch.length);
  });
  const loudest = Math.max(...loudness);
  return loudness.map((each) => (loudest > 0 ? each / loudest : 0));
}
