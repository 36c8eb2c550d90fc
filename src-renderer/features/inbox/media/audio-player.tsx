import { ActionIcon } from '@mantine/core';
import { IconMicrophone, IconPlayerPauseFilled, IconPlayerPlayFilled } from '@tabler/icons-react';
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from '../../../i18n/use-translation.tsx';
import type { Media } from '../../../../src-preload/contract/message-content.ts';
import type { Message } from '../../../../src-preload/contract/message.ts';
import { useInbox } from '../inbox-context.ts';
import { rememberedSpeed } from './audio-slice.ts';
import { MediaState } from './media-state.tsx';
import { durationText } from './media-words.ts';
import styles from './media.module.css';
import { Waveform } from './waveform.tsx';

/** How far an arrow key leads, in seconds. */
const keyStep = 5;

interface AudioPlayerProperties {
  readonly message: Message;
  readonly media: Media;
}

/** A voice note or a piece of music: play, pause, any place, and faster. The next voice note plays on. */
export function AudioPlayer({ message, media }: AudioPlayerProperties): ReactNode {
  const { t } = useTranslation();
  const audio = useRef<HTMLAudioElement>(null);
  const [isPlaying, setPlaying] = useState(false);
  const [isDamaged, setDamaged] = useState(false);
  const [position, setPosition] = useState(0);
  const [length, setLength] = useState(media.duration ?? 0);
  const { conversationId, messageId } = message;
  const speed = useInbox((state) => state.audioSpeed ?? rememberedSpeed(localStorage));
  const changeSpeed = useInbox((state) => state.changeSpeed);
  const isWanted = useInbox((state) => state.playingId === messageId);
  const play = useInbox((state) => state.play);
  const playOn = useInbox((state) => state.playOn);
  const waveform = useInbox((state) => state.waveforms.get(messageId));
  const wantWaveform = useInbox((state) => state.wantWaveform);
  const isDrawn = message.type === 'voice_note' && media.state === 'stored';
  useEffect(() => {
    if (isDrawn) void wantWaveform(message);
  }, [isDrawn, wantWaveform, message]);
  useEffect(() => {
    const element = audio.current;
    if (element === null) return;
    // It refuses where the file cannot be played, which `onError` tells, too.
    if (isWanted) element.play().catch(() => play(null));
    else element.pause();
  }, [isWanted, play]);
  useEffect(() => {
    if (audio.current !== null) audio.current.playbackRate = speed;
  }, [speed, isPlaying]);
  // What is scrolled out of sight falls silent.
  const isHeard = useRef(isWanted);
  useEffect(() => {
    isHeard.current = isWanted;
  }, [isWanted]);
  useEffect(
    () => () => {
      if (isHeard.current) play(null);
    },
    [play],
  );
  if (media.state !== 'stored' || media.url === null || isDamaged) {
    const state = media.state === 'stored' ? 'failed' : media.state;
    return (
      <span className={styles.player} data-testid="media-audio">
        <IconMicrophone size="1.25rem" stroke={1.75} aria-hidden="true" />
        <MediaState message={message} state={state} />
      </span>
    );
  }
  const seek = (seconds: number): void => {
    if (audio.current !== null) audio.current.currentTime = seconds;
    setPosition(seconds);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const by = { ArrowRight: keyStep, ArrowLeft: -keyStep }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    seek(Math.min(length, Math.max(0, position + by)));
  };
  return (
    <span className={styles.player} role="group" aria-label={t(`thread.types.${message.type}`)}>
      <audio
        ref={audio}
        src={media.url}
        preload="metadata"
        data-testid="media-audio"
        onPlay={() => setPlaying(true)}
        onPause={({ currentTarget }) => {
          setPlaying(false);
          // Not by us, as when the system's own keys do it.
          if (!currentTarget.ended && isWanted) play(null);
        }}
        onTimeUpdate={(event) => setPosition(event.currentTarget.currentTime)}
        onLoadedMetadata={({ currentTarget: { duration } }) => {
          // Of a recording that was streamed the browser knows no length.
          if (Number.isFinite(duration)) setLength(duration);
        }}
        onEnded={() => {
          seek(0);
          playOn(conversationId, messageId);
        }}
        onError={() => setDamaged(true)}
      />
      <ActionIcon
        variant="filled"
        radius="xl"
        size="lg"
        aria-label={t(isPlaying ? 'media.pause' : 'media.play')}
        onClick={() => play(isPlaying ? null : messageId)}
      >
        {isPlaying ? <IconPlayerPauseFilled size="1rem" /> : <IconPlayerPlayFilled size="1rem" />}
      </ActionIcon>
      <span className={styles.track} data-drawn={waveform !== undefined}>
        {waveform === undefined ? null : (
          <Waveform bars={waveform} heard={length > 0 ? position / length : 0} />
        )}
        <input
          type="range"
          className={styles.seek}
          min={0}
          max={Math.max(length, position, 0.1)}
          step={0.1}
          value={position}
          aria-label={t('media.position')}
          aria-valuetext={t('media.positionOf', {
            position: durationText(position),
            length: durationText(length),
          })}
          onKeyDown={onKeyDown}
          onChange={(event) => seek(Number(event.currentTarget.value))}
        />
        <span className={styles.times}>
          <span>{durationText(position)}</span>
          <span>{length > 0 ? durationText(length) : ''}</span>
        </span>
      </span>
      <button
        type="button"
        className={styles.speed}
        aria-label={t('media.speed', { speed })}
        onClick={() => changeSpeed(localStorage)}
      >
        {speed}×
      </button>
    </span>
  );
}
