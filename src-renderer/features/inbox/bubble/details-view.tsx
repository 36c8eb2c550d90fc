import type { ReactNode } from 'react';
import type { MessageDetails } from '../../../../src-preload/contract/message-content.ts';
import type { Message } from '../../../../src-preload/contract/message.ts';
import { assertNever } from '../../../bridge/assert-never.ts';
import { CallLine } from './call-line.tsx';
import { ContactCards } from './contact-card.tsx';
import { LocationCard } from './location-card.tsx';
import { PollCard } from './poll-card.tsx';

/** What a message says besides text and files; it takes the place of the text, which says the same in one line. */
export function DetailsView({
  message: { conversationId, messageId },
  details,
}: {
  readonly message: Pick<Message, 'conversationId' | 'messageId'>;
  readonly details: MessageDetails;
}): ReactNode {
  switch (details.kind) {
    case 'location':
      return <LocationCard message={{ conversationId, messageId }} location={details} />;
    case 'contact':
      return <ContactCards message={{ conversationId, messageId }} contact={details} />;
    case 'poll':
      return <PollCard poll={details} />;
    case 'call':
      return <CallLine call={details} />;
    case 'group_event':
      // It has a line of its own: see `group-event-line.tsx`.
      return null;
    default:
      return assertNever(details);
  }
}
