import { crc32, deflateRawSync } from 'node:zlib';

/** A ZIP with one file of zeros that is a thousand times larger than the archive. */
export function zipBomb(name: string, megabytes: number): Buffer {
  const plain = Buffer.alloc(megabytes * 1_000_000);
  const packed = deflateRawSync(plain, { level: 9 });
  const head = Buffer.alloc(26);
  head.writeUInt16LE(20, 0);
  head.writeUInt16LE(8, 4);
  head.writeUInt32LE(crc32(plain), 10);
  head.writeUInt32LE(packed.length, 14);
  head.writeUInt32LE(plain.length, 18);
  head.writeUInt16LE(name.length, 22);
  const file = Buffer.concat([Buffer.from('PK\x03\x04'), head, Buffer.from(name), packed]);
  const entry = Buffer.alloc(42);
  entry.writeUInt16LE(20, 0);
  head.copy(entry, 2, 0, 24);
  const directory = Buffer.concat([Buffer.from('PK\x01\x02'), entry, Buffer.from(name)]);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(1, 4);
  end.writeUInt16LE(1, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(file.length, 12);
  return Buffer.concat([file, directory, Buffer.from('PK\x05\x06'), end]);
}

/** Runs a script and asks elsewhere, for whoever draws it. */
export function hostileSvg(origin: string): Buffer {
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="600" height="400" onload="globalThis.pwned='svg'">` +
      `<script>globalThis.pwned='svg script'</script><image href="${origin}/svg.png"/>` +
      `<foreignObject><iframe xmlns="http://www.w3.org/1999/xhtml" src="${origin}/svg-frame"/></foreignObject></svg>`,
  );
}

export function hostileHtml(origin: string): Buffer {
  return Buffer.from(
    `<!doctype html><script>globalThis.pwned='html'</script><img src="${origin}/html.png" onerror="globalThis.pwned='img'">`,
  );
}
