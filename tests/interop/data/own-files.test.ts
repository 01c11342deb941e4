import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { idxDataset } from '#main/data/idx-files';
import { npzDataset } from '#main/data/npz';
import { tableDataset } from '#main/data/table';
import { makeTempFolder, type TempFolder } from '../../support/temp-folder';
import { load, refusal, rowsOf } from '../../unit/engine/own-files/samples-of';
import { runKeras } from '../keras/run-keras';

let folder: TempFolder;
beforeEach(async () => {
  folder = await makeTempFolder('arrays');
});
afterEach(() => folder.remove());

const place = (name: string) => path.join(folder.path, name);
/** Lets NumPy write files. @param script sees `folder` */
const python = (script: string) =>
  runKeras(`import csv, gzip, os\nfolder = args\n${script}\nresult = None`, folder.path, z.null());
const asTheyAre = { scaling: 'none', validationShare: 0.5 };

const DTYPES = ['u1', 'i1', '<u2', '>u2', '<i4', '>i4', '<u8', '>i8', '<f2', '>f2', '<f4', '>f4', '<f8', '>f8', 'b1'];

test.each(DTYPES)('numbers of NumPy’s type %s', async dtype => {
  await python(`
x = np.array([[0, 1, 1], [1, 0, 0], [1, 1, 1], [0, 0, 1]]) if '${dtype}' == 'b1' else np.array([[0, 1, 100], [7, 8, 9], [1, 1, 1], [20, 30, 40]])
if '${dtype}'[-2] == 'f': x = x / 8 - 1
np.savez(os.path.join(folder, 'a.npz'), x=x.astype('${dtype}'), y=np.array([3, 5, 3, 5], '<i8'))`);
  const loaded = await load(npzDataset(), { file: place('a.npz'), ...asTheyAre });
  expect(loaded.info).toMatchObject({ kind: 'table', sampleShape: [3], classes: ['3', '5'] });
  const rows = [...(await rowsOf(loaded, loaded.training)), ...(await rowsOf(loaded, loaded.validation))];
  const whole = dtype === 'b1' ? [0, 1, 1, 1, 0, 0, 1, 1, 1, 0, 0, 1] : [0, 1, 100, 7, 8, 9, 1, 1, 1, 20, 30, 40];
  const expected = dtype.at(-2) === 'f' ? whole.map(value => value / 8 - 1) : whole;
  const byFirst = (a: number[], b: number[]) => a.join().localeCompare(b.join());
  const four = Array.from({ length: 4 }, (_, i) => expected.slice(3 * i, 3 * i + 3));
  expect(rows.sort(byFirst)).toEqual(four.sort(byFirst));
});

test.each(['savez', 'savez_compressed'])('np.%s with both parts: pictures of bytes from 0 to 1', async save => {
  await python(`
r = np.random.default_rng(0)
np.${save}(os.path.join(folder, 'a.npz'), x_train=r.integers(0, 256, (300, 40, 30, 3), np.uint8), y_train=np.arange(300) % 4,
  x_test=np.full((8, 40, 30, 3), 51, np.uint8), y_test=(np.arange(8) % 4).reshape(8, 1))
np.save(os.path.join(folder, 'expected.npy'), np.load(os.path.join(folder, 'a.npz'))['x_train'][17].astype('<f4') / 255)`);
  const loaded = await load(npzDataset(), { file: place('a.npz') });
  expect(loaded.info).toMatchObject({ kind: 'image', sampleShape: [40, 30, 3], classes: ['0', '1', '2', '3'] });
  expect([loaded.training.count, loaded.validation.count]).toEqual([300, 8]);
  const expected = new Float32Array((await readFile(place('expected.npy'))).buffer.slice(-40 * 30 * 3 * 4));
  const values = new Float32Array(3600);
  await loaded.training.gather([17], values);
  expect([...values]).toEqual([...expected]);
  expect((await rowsOf(loaded, loaded.validation))[0]?.[0]).toBeCloseTo(0.2, 6);
});

test('one-hot labels, names as labels, channels first, two NPY files', async () => {
  await python(`
x = np.arange(4 * 3 * 2 * 2, dtype='f4').reshape(4, 3, 2, 2)
np.save(os.path.join(folder, 'x.npy'), x)
np.save(os.path.join(folder, 'names.npy'), np.array(['zebra', 'änt', 'zebra', 'änt']))
np.save(os.path.join(folder, 'bytes.npy'), np.array([b'b', b'a', b'b', b'a']))
np.save(os.path.join(folder, 'hot.npy'), np.eye(2)[[0, 1, 0, 1]])
np.save(os.path.join(folder, 'turned.npy'), x.transpose(0, 2, 3, 1)[0].copy())`);
  const read = (labels: string) => load(npzDataset(), { file: place('x.npy'), labels: place(labels), ...asTheyAre });
  const named = await read('names.npy');
  expect(named.info).toMatchObject({ kind: 'image', sampleShape: [2, 2, 3], classes: ['zebra', 'änt'] });
  expect((await read('bytes.npy')).info.classes).toEqual(['a', 'b']);
  expect((await read('hot.npy')).info.classes).toEqual(['0', '1']);
  const turned = new Float32Array((await readFile(place('turned.npy'))).buffer.slice(-48));
  const rows = [...(await rowsOf(named, named.training)), ...(await rowsOf(named, named.validation))];
  expect(rows).toContainEqual([...turned]);
});

test('what cannot be read is refused with the name and the way out', async () => {
  await python(`
f = lambda name: os.path.join(folder, name)
x, y = np.zeros((4, 3)), np.array([0, 1, 0, 1])
np.savez(f('objects.npz'), x=np.array([{}, 1, 2, 3], object), y=y)
np.savez(f('records.npz'), x=np.zeros(4, [('a', 'f4'), ('b', 'i4')]), y=y)
np.savez(f('fortran.npz'), x=np.asfortranarray(x), y=y)
np.savez(f('fewer.npz'), x=x, y=y[:3])
np.savez(f('names.npz'), pixels=x, y=y)
np.savez(f('prices.npz'), x=x, y=np.random.rand(4, 2))
np.savez(f('good.npz'), x=x, y=y)
data = open(f('good.npz'), 'rb').read()
open(f('cut.npz'), 'wb').write(data[:400])`);
  const refused = (name: string) => refusal(npzDataset(), { file: place(name) });
  expect(await refused('objects.npz')).toMatch(/^file: .*objects.npz, x: .*pickled/);
  expect(await refused('records.npz')).toMatch(/records.npz, x: .*records/);
  expect(await refused('fortran.npz')).toMatch(/fortran.npz, x: .*np.ascontiguousarray/);
  expect(await refused('fewer.npz')).toMatch(/has 4 samples and .*fewer.npz, y 3 labels/);
  expect(await refused('names.npz')).toMatch(
    /expected the arrays x_train and y_train, or x and y; there are pixels, y/,
  );
  expect(await refused('prices.npz')).toMatch(/not one-hot. Numbers to predict are not supported/);
  expect(await refused('cut.npz')).toMatch(/cut.npz: .*cut short/);
  expect(await refused('good.npz')).toBe('');
  expect(await refusal(npzDataset(50), { file: place('good.npz') })).toMatch(/unpacked/);
  await writeFile(place('text.npz'), 'not a zip at all, but words');
  expect(await refused('text.npz')).toMatch(/is it an NPZ file/);
});

test('IDX written by NumPy, packed or not; labels and validation found beside the images', async () => {
  await python(`
def idx(name, array, code):
    head = bytes([0, 0, code, array.ndim]) + b''.join(int(n).to_bytes(4, 'big') for n in array.shape)
    opened = gzip.open if name.endswith('.gz') else open
    with opened(os.path.join(folder, name), 'wb') as file: file.write(head + array.tobytes())
r = np.random.default_rng(1)
idx('train-images-idx3-ubyte.gz', r.integers(0, 256, (20, 5, 4), np.uint8), 8)
idx('train-labels-idx1-ubyte.gz', (1 + np.arange(20) % 2).astype('u1'), 8)
idx('t10k-images-idx3-ubyte', r.integers(0, 256, (6, 5, 4), np.uint8), 8)
idx('t10k-labels-idx1-ubyte', (1 + np.arange(6) % 2).astype('u1'), 8)
idx('points-images', np.array([[1.5, -2], [3, 4], [5, 6], [7, 8]], '>f4'), 13)
idx('points-labels', np.array([-1, 1, -1, 1], '>i4'), 12)`);
  const digits = await load(idxDataset(), { images: place('train-images-idx3-ubyte.gz') });
  expect(digits.info).toMatchObject({ kind: 'image', sampleShape: [5, 4, 1], classes: ['1', '2'] });
  expect([digits.training.count, digits.validation.count]).toEqual([20, 6]);
  const points = await load(idxDataset(), { images: place('points-images'), ...asTheyAre });
  expect(points.info).toMatchObject({ kind: 'table', classes: ['-1', '1'] });
  expect([...(await rowsOf(points, points.training)), ...(await rowsOf(points, points.validation))]).toContainEqual([
    1.5, -2,
  ]);
  const alone = await refusal(idxDataset(), {
    images: place('points-images'),
    labels: place('t10k-labels-idx1-ubyte'),
  });
  expect(alone).toMatch(/has 4 samples and .* 6 labels/);
  const packed = await readFile(place('train-images-idx3-ubyte.gz'));
  await writeFile(place('train-images-idx3-ubyte.gz'), packed.subarray(0, 100));
  expect(await refusal(idxDataset(), { images: place('train-images-idx3-ubyte.gz') })).toMatch(/damaged or cut short/);
  await writeFile(place('other-images'), 'words');
  expect(await refusal(idxDataset(), { images: place('other-images'), labels: place('points-labels') })).toMatch(
    /other-images: this is not an IDX file/,
  );
});

test.each(['excel', 'excel-tab', 'unix'])('CSV as Python’s csv writes it, dialect %s', async dialect => {
  await python(`
with open(os.path.join(folder, 'a.csv'), 'w', newline='') as file:
    out = csv.writer(file, '${dialect}')
    out.writerow(['größe, in cm', 'label'])
    for i in range(6): out.writerow([i + 0.5, ['a "b", c', 'two\\nlines', ' x;y|z'][i % 3]])`);
  const loaded = await load(tableDataset(), { file: place('a.csv'), standardize: false, validationShare: 0.5 });
  expect(loaded.info.features?.map(({ name }) => name)).toEqual(['größe, in cm']);
  expect(loaded.info.classes).toEqual(['a "b", c', 'two\nlines', 'x;y|z']);
  const rows = [...(await rowsOf(loaded, loaded.training)), ...(await rowsOf(loaded, loaded.validation))];
  expect(rows.flat().sort()).toEqual([0.5, 1.5, 2.5, 3.5, 4.5, 5.5]);
});
