import { type ReactNode, useEffect, useState } from 'react';
import type { ConversationSummary } from '../../../src-preload/contract/conversation.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { usePicture } from './use-picture.ts';

/**
 * How long a row has to be in view before its picture is asked for, in milliseconds: each costs two questions to the
 * database, and whoever scrolls past a thousand rows looks at none of them.
 */
const IN_VIEW_MS = 250;

/** The face of a conversation in the list: the initials at once, the picture where somebody may look at it. */
export function RowFace({
  conversation: { conversationId, name, isGroup },
}: {
  readonly conversation: ConversationSummary;
}): ReactNode {
  const url = usePicture(conversationId);
  const [isInView, setInView] = useState(false);
  useEffect(() => {
    if (isGroup) return;
    const timer = setTimeout(() => setInView(true), IN_VIEW_MS);
    return () => clearTimeout(timer);
  }, [isGroup]);
  return (
    <Avatar
      name={name}
      colourKey={conversationId}
      isGroup={isGroup}
      pictureUrl={isInView ? url : undefined}
    />
  );
}
