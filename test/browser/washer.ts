import { crc32, deflateSync } from 'node:zlib';

const SIZE = 240;

/** A picture (PNG) of a thing of this colour (hue of 360) on white. */
export const aPicture = (hue = 210): Buffer => {
  const rows: Buffer[] = [];
  for (let y = 0; y < SIZE; y += 1) {
    const row = Buffer.alloc(1 + SIZE * 3, 255);
    row[0] = 0;
    for (let x = 0; x < SIZE; x += 1) row.set(colourAt(x, y, hue), 1 + x * 3);
    rows.push(row);
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(SIZE, 0);
  head.writeUInt32BE(SIZE, 4);
  head.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(Buffer.concat(rows))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
};

/** A washer: a ring with some light from above. */
const colourAt = (x: number, y: number, hue: number): readonly number[] => {
  const middle = SIZE / 2;
  const away = Math.hypot(x - middle, y - middle) / middle;
  if (away < 0.34 || away > 0.8) return [255, 255, 255];
  const light = 150 + 70 * (1 - y / SIZE) - 60 * Math.abs(away - 0.57);
  const part = (turn: number) => Math.round(light + 30 * Math.cos(((hue - turn) * Math.PI) / 180));
  return [part(0), part(120), part(240)];
};

const chunk = (name: string, body: Buffer): Buffer => {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), body]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
};
