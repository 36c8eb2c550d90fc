import { ActionIcon } from '@mantine/core';
import { IconPlayerPlayFilled, IconPlayerStopFilled } from '@tabler/icons-react';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from '../../../../i18n/use-translation.tsx';
import type { ConversationId } from '../../../../../src-preload/contract/ids.ts';
import { useInbox } from '../../inbox-context.ts';
import { durationText } from '../../media/media-words.ts';
import type { AttachedFile } from '../attached-file.ts';
import { LevelBars } from './level-bars.tsx';
import { type Playing, playSound } from './play-sound.ts';
import styles from './voice.module.css';

const BARS = 60;

/** A voice note that was recorded and not sent: it can be listened to. */
export function VoicePlayer({
  conversationId,
  file,
}: {
  readonly conversationId: ConversationId;
  readonly file: AttachedFile;
}): ReactNode {
  const { t } = useTranslation();
  const soundOf = useInbox((state) => state.soundOf);
  const [playing, setPlaying] = useState<Playing | null>(null);
  const [levels, setLevels] = useState<readonly number[]>(() => Array<number>(BARS).fill(0.08));
  const [played, setPlayed] = useState(0);
  const [isBroken, setBroken] = useState(false);
  useEffect(() => () => playing?.stop(), [playing]);

  const play = async (): Promise<void> => {
    try {
      const bytes = await soundOf(conversationId, file.key);
      if (bytes === null) throw new Error('The voice note is no longer here');
      const started = await playSound(bytes, {
        bars: BARS,
        onProgress: setPlayed,
        onEnd: () => {
          setPlaying(null);
          setPlayed(0);
        },
      });
      setLevels(started.levels);
      setBroken(false);
      setPlaying(started);
    } catch {
      // It is said in its place; the file is as it was, and can be sent.
      setBroken(true);
    }
  };

  return (
    <>
      <ActionIcon
        variant="light"
        radius="xl"
        aria-label={t(playing === null ? 'composer.voice.play' : 'composer.voice.stopPlaying')}
        onClick={() => {
          if (playing === null) void play();
          else playing.stop();
        }}
      >
        {playing === null ? (
          <IconPlayerPlayFilled size="1rem" />
        ) : (
          <IconPlayerStopFilled size="1rem" />
        )}
      </ActionIcon>
      <LevelBars levels={levels} played={playing === null ? 0 : played} />
      <span className={styles.time}>{durationText(file.duration ?? 0)}</span>
      {isBroken ? (
        <span className={styles.broken} role="alert">
          {t('composer.voice.unplayable')}
        </span>
      ) : null}
    </>
  );
}
