/**
 * A recording of Chromium's (Opus in WebM) as the Ogg file that WhatsApp takes for a voice note. The sound is not
 * touched: its packets change their wrapping. Rejects when it is no such recording, or has no sound in it.
 *
 * @returns with its length in seconds
 */
export async function toOgg(recording: Blob): Promise<{ file: File; duration: number }> {
  // Only who records needs it.
  const {
    BlobSource,
    BufferTarget,
    EncodedAudioPacketSource,
    EncodedPacketSink,
    Input,
    OggOutputFormat,
    Output,
    WEBM,
  } = await import('mediabunny');
  const input = new Input({ source: new BlobSource(recording), formats: [WEBM] });
  try {
    const track = await input.getPrimaryAudioTrack();
    const config = await track?.getDecoderConfig();
    if (!track || config?.codec !== 'opus') throw new Error('The recording has no sound');
    const target = new BufferTarget();
    const output = new Output({ format: new OggOutputFormat(), target });
    const sound = new EncodedAudioPacketSource('opus');
    output.addAudioTrack(sound);
    await output.start();
    const start = await track.getFirstTimestamp();
    let duration = 0;
    for await (const packet of new EncodedPacketSink(track).packets()) {
      const timestamp = Math.max(0, packet.timestamp - start);
      await sound.add(packet.clone({ timestamp }), { decoderConfig: config });
      duration = Math.max(duration, timestamp + packet.duration);
    }
    await output.finalize();
    if (target.buffer === null || duration === 0) throw new Error('The recording is empty');
    const file = new File([target.buffer], 'voice-note.ogg', { type: 'audio/ogg; codecs=opus' });
    return { file, duration };
  } finally {
    input.dispose();
  }
}
