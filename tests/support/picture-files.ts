import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** The colour of a pixel, 0 to 255 each. */
type Paint = (row: number, column: number) => readonly [red: number, green: number, blue: number];

/** An uncompressed BMP of 24 bits a pixel: rows from the bottom, blue first, each padded to four bytes. */
export function bmp(height: number, width: number, paint: Paint): Buffer {
  const stride = Math.ceil((3 * width) / 4) * 4;
  const file = Buffer.alloc(54 + stride * height);
  file.write('BM', 'latin1');
  file.writeUInt32LE(file.length, 2);
  file.writeUInt32LE(54, 10);
  file.writeUInt32LE(40, 14);
  file.writeInt32LE(width, 18);
  file.writeInt32LE(height, 22);
  file.writeUInt16LE(1, 26);
  file.writeUInt16LE(24, 28);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      file.set([...paint(row, column)].reverse(), 54 + stride * (height - 1 - row) + 3 * column);
    }
  }
  return file;
}

/** Three kinds of pictures that colour and shape tell apart; place and shade differ from one `i` to the next. */
const kinds: Readonly<Record<string, (i: number) => Paint>> = {
  disc: i => (row, column) =>
    (row - 12 - (i % 7)) ** 2 + (column - 12 - (i % 5)) ** 2 < 64 ? [200 + (i % 50), 40, 40] : [i % 90, 60, 60],
  square: i => (row, column) =>
    Math.max(Math.abs(row - 14 - (i % 5)), Math.abs(column - 12 - (i % 7))) < 8
      ? [40, 180 + (i % 70), 40]
      : [60, i % 90, 60],
  stripes: i => (row, column) => ((row + column + i) % 8 < 4 ? [40, 40, 190 + (i % 60)] : [60, 60, i % 90]),
};

/**
 * Fills a folder with pictures of 32 × 32 pixels in three classes (disc, square, stripes).
 * @param count of all classes together @param spoilt so many of them are cut short, empty or no pictures at all
 */
export async function makePictureFolder(folder: string, count: number, spoilt = 0): Promise<void> {
  const names = Object.keys(kinds);
  await Promise.all(names.map(name => mkdir(path.join(folder, name), { recursive: true })));
  const every = spoilt === 0 ? Number.POSITIVE_INFINITY : Math.floor(count / spoilt);
  for (let i = 0; i < count; i++) {
    const name = names[i % names.length] ?? '';
    const whole = bmp(32, 32, kinds[name]?.(i) ?? (() => [0, 0, 0]));
    // The number goes into unused bytes of the header, so that no two files are the same.
    whole.writeUInt32LE(i, 6);
    const broken = [whole.subarray(0, 1000), Buffer.alloc(0), Buffer.from(`not a picture, number ${i}`)];
    const isSpoilt = i % every === every - 1 && Math.floor(i / every) < spoilt;
    await writeFile(path.join(folder, name, `${i}.bmp`), isSpoilt ? (broken[i % 3] ?? whole) : whole);
  }
}
