import type { ReactNode } from 'react';
import type { Message } from '../../../../src-preload/contract/message.ts';
import { AudioPlayer } from './audio-player.tsx';
import { DocumentRow } from './document-row.tsx';
import { ImageView } from './image-view.tsx';
import { VideoView } from './video-view.tsx';

/** The file of a message, in its bubble. */
export function MediaView({ message }: { readonly message: Message }): ReactNode {
  const { media } = message;
  if (media === null) return null;
  switch (message.type) {
    case 'image':
    case 'sticker':
      return <ImageView message={message} media={media} />;
    case 'video':
      return <VideoView message={message} media={media} />;
    case 'audio':
    case 'voice_note':
      return <AudioPlayer message={message} media={media} />;
    case 'document':
    case 'text':
    case 'location':
    case 'contact':
    case 'poll':
    case 'reaction':
    case 'call_log':
    case 'group_event':
    case 'revoked':
    case 'unknown':
      return <DocumentRow message={message} media={media} />;
  }
}
