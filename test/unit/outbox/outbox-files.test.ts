import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ana, sessionId, userId, outboxDesk } from './outbox-desk.ts';

const desk = outboxDesk();

describe('a file', () => {
  const bytes = Buffer.alloc(1_500_000, 'a file of some size ');
  const handOver = async () => {
    const description = {
      fileName: 'menu.pdf',
      mimeType: 'application/pdf',
      fileSize: bytes.length,
    };
    const uploadId = await desk.spool.begin(description);
    for (let offset = 0; offset < bytes.length; offset += 1_000_000) {
      await desk.spool.append(uploadId, offset, bytes.subarray(offset, offset + 1_000_000));
    }
    return { uploadId, ...(await desk.spool.finish(uploadId)) };
  };
  const sendFile = async () => {
    const file = await handOver();
    await desk.outbox.enqueue({
      conversationId: ana,
      sessionId,
      chatId: '34600111222@c.us',
      payload: { kind: 'file', form: 'document', caption: 'the menu', ...file },
      userId,
    });
    return file;
  };
  const onDisk = () => readdir(join(desk.folder, 'files'));

  it('lies sealed until WhatsApp has it, over a restart, and then is gone', async () => {
    desk.isConnected = false;
    const { uploadId } = await sendFile();
    const [name = ''] = await onDisk();
    const sealed = await readFile(join(desk.folder, 'files', name));
    expect(sealed.length).toBeGreaterThan(bytes.length);
    expect(sealed.includes('a file of some size')).toBe(false);
    await desk.restart();
    expect(await onDisk()).toHaveLength(1);
    desk.isConnected = true;
    desk.outbox.wake(sessionId);
    await desk.quiet();
    expect(desk.account.staged.get(uploadId)?.equals(bytes)).toBe(true);
    expect(desk.account.outgoing).toMatchObject([
      { content: { kind: 'file', fileName: 'menu.pdf', caption: 'the menu' } },
    ]);
    await expect.poll(onDisk).toEqual([]);
  });

  it('that a crash left behind is wiped at the next start', async () => {
    await handOver();
    await desk.spool.begin({ fileName: 'half', mimeType: 'text/plain', fileSize: 10 });
    expect(await onDisk()).toHaveLength(2);
    await desk.restart();
    expect(await onDisk()).toEqual([]);
  });

  it('that goes with a draft stays over a restart, can be read, and is the outbox’s once it is sent', async () => {
    const { uploadId, ...description } = await handOver();
    expect(desk.spool.isKept(uploadId)).toBe(true);
    await desk.restart([{ uploadId, ...description }], false);
    expect(await onDisk()).toHaveLength(1);
    const pieces = [0, 1_000_000, bytes.length].map((at) => desk.spool.readKept(uploadId, at));
    expect(Buffer.concat(await Promise.all(pieces)).equals(bytes)).toBe(true);
    desk.isConnected = false;
    await desk.outbox.enqueue({
      ...{ conversationId: ana, sessionId, chatId: '34600111222@c.us', userId },
      payload: { kind: 'file', form: 'document', caption: '', uploadId, ...description },
    });
    expect(desk.spool.isKept(uploadId)).toBe(false);
    await desk.spool.discard(uploadId);
    expect(await onDisk()).toHaveLength(1);
    // The draft may not have been written anew before a crash: the file is the outbox's all the same.
    await desk.restart([{ uploadId, ...description }], false);
    expect(desk.spool.isKept(uploadId)).toBe(false);
    expect(await onDisk()).toHaveLength(1);
  });

  it('that went with a draft and is gone is not kept', async () => {
    const { uploadId, ...description } = await handOver();
    await desk.spool.discard(uploadId);
    await desk.restart([{ uploadId, ...description }], false);
    expect(desk.spool.isKept(uploadId)).toBe(false);
    await expect(desk.spool.readKept(uploadId, 0)).rejects.toMatchObject({ code: 'file_missing' });
  });

  it('is left alone where a draft cannot be read: it may be its own', async () => {
    await handOver();
    await desk.restart([], true);
    expect(await onDisk()).toHaveLength(1);
  });

  it('that was changed on the disk is not sent, and fails visibly', async () => {
    desk.isConnected = false;
    await sendFile();
    const [name = ''] = await onDisk();
    const path = join(desk.folder, 'files', name);
    const sealed = await readFile(path);
    sealed.writeUInt8(sealed.readUInt8(500) ^ 1, 500);
    await writeFile(path, sealed);
    desk.isConnected = true;
    desk.outbox.wake(sessionId);
    await desk.quiet();
    expect(desk.account.sends).toEqual([]);
    expect(desk.outbox.pending(ana)).toMatchObject([
      { state: 'failed', failureCode: 'data_unreadable' },
    ]);
  });

  it('is refused when it is too large, cut off, or has a gap', async () => {
    const description = { fileName: 'x', mimeType: 'text/plain', fileSize: 10 };
    await expect(desk.spool.begin({ ...description, fileSize: 2 ** 27 })).rejects.toMatchObject({
      code: 'file_too_large',
    });
    const uploadId = await desk.spool.begin(description);
    await desk.spool.append(uploadId, 0, Buffer.alloc(4));
    await expect(desk.spool.append(uploadId, 5, Buffer.alloc(4))).rejects.toMatchObject({
      code: 'bad_input',
    });
    await expect(desk.spool.append(uploadId, 4, Buffer.alloc(7))).rejects.toMatchObject({
      code: 'bad_input',
    });
    await expect(desk.spool.finish(uploadId)).rejects.toMatchObject({ code: 'file_missing' });
  });
});
