import type { OutgoingContent, SendResult, WhatsAppClient } from '../whatsapp/whatsapp-client.ts';
import type { FileSpool } from './file-spool.ts';
import { type OutboxItem, type OutboxPayload, textOf } from './outbox-item.ts';
import { toVcard } from '../domain/vcard.ts';

/** Hands a message to WhatsApp's page: its file first, in pieces. Rejects as `WhatsAppClient.send`. */
export async function sendItem(
  client: WhatsAppClient,
  files: FileSpool,
  { chatId, messageId, payload, replyTo, mentions, isForwarded }: OutboxItem,
): Promise<SendResult> {
  if (payload.kind === 'file') {
    let offset = 0;
    for await (const bytes of files.read(payload.uploadId, payload.fileSize)) {
      await client.stageFile({ fileId: payload.uploadId, offset, bytes });
      offset += bytes.length;
    }
  }
  return client.send({
    chatId,
    messageId,
    content: contentOf(payload),
    ...(replyTo && { quotedMessageId: replyTo.messageId }),
    mentions: mentions ?? [],
    isForwarded: isForwarded ?? false,
  });
}

function contentOf(payload: OutboxPayload): OutgoingContent {
  switch (payload.kind) {
    case 'text':
    case 'location':
    case 'poll':
      return payload;
    case 'file': {
      const { uploadId, form, fileName, mimeType, fileSize } = payload;
      return {
        kind: 'file',
        fileId: uploadId,
        form,
        fileName,
        mimeType,
        fileSize,
        caption: textOf(payload),
      };
    }
    case 'contact':
      return {
        kind: 'contact',
        cards: payload.cards.map((card) => ({ name: card.name, vcard: toVcard(card) })),
      };
  }
}
