/** How loud a sound is along its length: so many values from 0 to 1, the loudest being 1. */
export function waveformOf(samples: Float32Array, count: number): number[] {
  const length = Math.max(1, Math.floor(samples.length / count));
  const values = Array.from({ length: count }, (_, index) => {
    let loudest = 0;
    for (const sample of samples.subarray(index * length, (index + 1) * length)) {
      loudest = Math.max(loudest, Math.abs(sample));
    }
    return loudest;
  });
  const highest = Math.max(...values);
  return highest === 0 ? values : values.map((value) => value / highest);
}
