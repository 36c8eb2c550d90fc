import { ActionIcon } from '@mantine/core';
import { IconMicrophone, IconPlayerPauseFilled, IconPlayerPlayFilled } from '@tabler/icons-react';
import { type ReactNode, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Media } from '../../../../src-preload/contract/message-content.ts';
import type { Message } from '../../../../src-preload/contract/message.ts';
import { MediaState } from './media-state.tsx';
import { durationText } from './media-words.ts';
import styles from './media.module.css';

const speeds = [1, 1.5, 2] as const;

interface AudioPlayerProperties {
  readonly message: Message;
  readonly media: Media;
}

/** A voice note or a piece of music: play, pause, any place, and faster. */
export function AudioPlayer({ message, media }: AudioPlayerProperties): ReactNode {
  const { t } = useTranslation();
  const audio = useRef<HTMLAudioElement>(null);
  const [isPlaying, setPlaying] = useState(false);
  const [isDamaged, setDamaged] = useState(false);
  const [position, setPosition] = useState(0);
  const [length, setLength] = useState(media.duration ?? 0);
  const [speed, setSpeed] = useState<number>(1);
  if (media.state !== 'stored' || media.url === null || isDamaged) {
    const state = media.state === 'stored' ? 'failed' : media.state;
    return (
      <span className={styles.player} data-testid="media-audio">
        <IconMicrophone size="1.25rem" stroke={1.75} aria-hidden="true" />
        <MediaState message={message} state={state} />
      </span>
    );
  }
  const toggle = (): void => {
    const element = audio.current;
    if (element === null) return;
    // It refuses where the file cannot be played, which `onError` tells, too.
    if (element.paused) element.play().catch(() => setPlaying(false));
    else element.pause();
  };
  const seek = (seconds: number): void => {
    if (audio.current !== null) audio.current.currentTime = seconds;
    setPosition(seconds);
  };
  const changeSpeed = (): void => {
    const next = speeds[(speeds.findIndex((each) => each === speed) + 1) % speeds.length] ?? 1;
    if (audio.current !== null) audio.current.playbackRate = next;
    setSpeed(next);
  };
  return (
    <span className={styles.player} role="group" aria-label={t(`thread.types.${message.type}`)}>
      <audio
        ref={audio}
        src={media.url}
        preload="metadata"
        data-testid="media-audio"
        onPlay={() => setPlaying(true)}
        onPause={() => setPlaying(false)}
        onTimeUpdate={(event) => setPosition(event.currentTarget.currentTime)}
        onLoadedMetadata={({ currentTarget: { duration } }) => {
          // Of a recording that was streamed the browser knows no length.
          if (Number.isFinite(duration)) setLength(duration);
        }}
        onEnded={() => seek(0)}
        onError={() => setDamaged(true)}
      />
      <ActionIcon
        variant="filled"
        radius="xl"
        size="lg"
        aria-label={t(isPlaying ? 'media.pause' : 'media.play')}
        onClick={toggle}
      >
        {isPlaying ? <IconPlayerPauseFilled size="1rem" /> : <IconPlayerPlayFilled size="1rem" />}
      </ActionIcon>
      <span className={styles.track}>
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
        onClick={changeSpeed}
      >
        {speed}×
      </button>
    </span>
  );
}
