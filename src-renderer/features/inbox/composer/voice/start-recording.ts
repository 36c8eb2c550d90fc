import { toOgg } from './to-ogg.ts';

/** Why nothing can be recorded: no microphone, the system's settings, or anything else. */
export type RecordingProblem = 'none' | 'refused' | 'failed';

export interface Recording {
  readonly pause: () => void;
  readonly resume: () => void;
  /** Without the pauses. */
  readonly seconds: () => number;
  /** How loud it is just now, from 0 to 1. */
  readonly level: () => number;
  /** Ends it; the voice note, and its length in seconds. Rejects when nothing was recorded. */
  readonly finish: () => Promise<{ file: File; duration: number }>;
  readonly cancel: () => void;
}

/** Bits a second: what WhatsApp itself takes for a voice, and a little more. */
const BIT_RATE = 32_000;
/** About as long as it takes until the level is asked for again: a short sound is seen too. */
const LEVEL_SAMPLES = 4096;
/** How often the recorder hands over what it has, in milliseconds. */
const SLICE_MS = 1_000;

/**
 * Records from the microphone until it is told to end, or the microphone is taken away. Rejects as `getUserMedia`.
 *
 * @param onLost called when the microphone was taken away: what was recorded until then can be finished
 */
export async function startRecording(onLost: () => void): Promise<Recording> {
  const stream = await navigator.mediaDevices.getUserMedia({
    audio: { channelCount: 1, echoCancellation: true, noiseSuppression: true },
  });
  const tracks = stream.getTracks();
  const recorder = new MediaRecorder(stream, {
    mimeType: 'audio/webm;codecs=opus',
    audioBitsPerSecond: BIT_RATE,
  });
  const context = new AudioContext();
  const analyser = new AnalyserNode(context, { fftSize: LEVEL_SAMPLES });
  context.createMediaStreamSource(stream).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  const pieces: Blob[] = [];
  const stopped = new Promise<void>((resolve) => {
    recorder.addEventListener('stop', () => resolve());
  });
  let recorded = 0;
  let since = performance.now();
  const seconds = (): number =>
    (recorded + (recorder.state === 'recording' ? performance.now() - since : 0)) / 1000;
  const release = (): void => {
    for (const track of tracks) track.stop();
    if (context.state !== 'closed') void context.close();
  };
  recorder.addEventListener('dataavailable', ({ data }) => {
    if (data.size > 0) pieces.push(data);
  });
  for (const track of tracks) track.addEventListener('ended', onLost);
  recorder.start(SLICE_MS);

  return {
    seconds,
    pause() {
      recorded = seconds() * 1000;
      recorder.pause();
    },
    resume() {
      since = performance.now();
      recorder.resume();
    },
    level() {
      analyser.getFloatTimeDomainData(samples);
      const loudest = samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
      // A voice is far from the loudest that there can be.
      return Math.min(1, loudest * 1.5);
    },
    async finish() {
      if (recorder.state !== 'inactive') recorder.stop();
      await stopped;
      release();
      return toOgg(new Blob(pieces, { type: recorder.mimeType }));
    },
    cancel() {
      if (recorder.state !== 'inactive') recorder.stop();
      release();
    },
  };
}

export function problemOf(error: unknown): RecordingProblem {
  const name = error instanceof DOMException ? error.name : '';
  if (name === 'NotFoundError' || name === 'OverconstrainedError') return 'none';
  return name === 'NotAllowedError' || name === 'SecurityError' ? 'refused' : 'failed';
}
