import { dirname, isAbsolute, join, normalize, sep } from 'node:path';
import type { SkippedFile } from '#shared/data/dataset';
import { guessLabel } from '#shared/data/label-column';
import { err, ok, type Result } from '#shared/result';
import { kindByName } from '../image-folder/formats';
import type { ClassFile, ClassFolder } from '../image-folder/list-folder';
import { classesOf } from '../own-files/classes';
import { type Part, partNamed } from '../own-files/parts';
import { wholePath } from '../own-files/whole-path';
import { findColumn, type Header, isMissing } from '../table/columns';
import { readingProblem } from '../table/csv';
import { openCsv } from '../table/rows';
import type { ImageCsvOptions } from './options';

export interface ListProblem {
  readonly option: keyof ImageCsvOptions;
  readonly message: string;
}
type Answer<T> = Result<T, ListProblem>;

const isPicture = (cell: string): boolean => kindByName(cell) !== 'other';

/** A row that names pictures is none of a header. */
const looksLikeHeader = (first: readonly string[], second: readonly string[]): boolean =>
  !first.some(isPicture) &&
  (second.some(isPicture) || first.some(cell => /^(image|file|path|id|name|label|class)/i.test(cell)));

/** The column in which most cells are names of pictures; `undefined` where there is none. */
export const pictureColumn = ({ names, rows }: Header): number | undefined =>
  names
    .map((_, column) => column)
    .find(column => {
      const known = rows.map(row => row[column] ?? '').filter(cell => !isMissing(cell));
      return known.length > 0 && known.filter(isPicture).length > known.length / 2;
    });

/** Opens a CSV file and finds whether its rows name pictures. The error is a sentence. */
export const openPictureCsv = (file: string, options: Pick<ImageCsvOptions, 'separator' | 'header'>) =>
  openCsv(file, options, looksLikeHeader);

interface Columns {
  readonly picture: number;
  readonly label: number;
  readonly part: number | undefined;
}

function chooseColumns(header: Header, options: ImageCsvOptions): Answer<Columns> {
  const find = (option: 'picture' | 'label' | 'part', whenEmpty: number | undefined): Answer<number | undefined> => {
    const wanted = options[option].trim();
    if (wanted === '') return ok(whenEmpty);
    const found = findColumn(header.names, wanted);
    return found.ok ? found : err({ option, message: found.error });
  };
  const picture = find('picture', pictureColumn(header) ?? (options.ending === '' ? undefined : 0));
  if (!picture.ok) return picture;
  if (picture.value === undefined) {
    const message = 'no column holds names of pictures: say which one does, and the ending where the names have none';
    return err({ option: 'picture', message });
  }
  const part = find('part', undefined);
  if (!part.ok) return part;
  const taken = [picture.value, ...(part.value === undefined ? [] : [part.value])];
  const label = find('label', guessLabel(header.names, taken));
  if (!label.ok) return label;
  const column = label.value ?? -1;
  if (column < 0 || column === picture.value) {
    return err({ option: 'label', message: 'there is no column with the classes beside that of the pictures' });
  }
  return ok({ picture: picture.value, label: column, part: part.value });
}

/** The pictures that a CSV file names, as a folder of pictures is listed. Whether they are there shows when they are read. */
export async function listCsv(options: ImageCsvOptions): Promise<Answer<ClassFolder>> {
  const file = wholePath(options.file, 'choose a CSV file with the name and the class of one picture in each row');
  if (!file.ok) return err({ option: 'file', message: file.error });
  const opened = await openPictureCsv(file.value, options);
  if (!opened.ok) return err({ option: 'file', message: opened.error });
  const columns = chooseColumns(opened.value.header, options);
  if (!columns.ok) return columns;
  const below = normalize(options.pictures.trim() || '.');
  if (leaves(below)) return err({ option: 'pictures', message: 'name a folder below that of the CSV file' });
  const pictures: { file: string; name: string; part: Part }[] = [];
  const skipped: SkippedFile[] = [];
  try {
    for await (const row of opened.value.rows()) {
      const taken = 'cells' in row ? pictureOf(row.cells, columns.value, below, options.ending) : row.reason;
      if (typeof taken === 'string') skipped.push({ file: `line ${row.line}`, reason: taken });
      else pictures.push(taken);
    }
  } catch (cause) {
    return err({ option: 'file', message: readingProblem(cause, file.value) });
  }
  const where = `column "${opened.value.header.names[columns.value.label]}"`;
  const classes = classesOf(
    pictures.map(({ name }) => name),
    where,
  );
  if (!classes.ok) return err({ option: 'label', message: classes.error });
  const { names, labels } = classes.value;
  const isSplit = columns.value.part !== undefined;
  const learnt = new Set(pictures.flatMap(({ part }, i) => (part === 'training' ? [labels[i]] : [])));
  const missing = names.find((_, index) => !learnt.has(index));
  if (missing !== undefined) {
    return err({ option: 'part', message: `the class "${missing}" has pictures to validate, and none to train on` });
  }
  const listed = pictures.map(
    ({ file: name, part }, i): ClassFile => ({ file: name, classIndex: labels[i] ?? 0, part }),
  );
  return ok({ path: dirname(file.value), classes: names, files: listed, isSplit, skipped });
}

const leaves = (path: string): boolean => isAbsolute(path) || path.split(sep)[0] === '..';

/** The picture of a row, or why there is none. */
function pictureOf(cells: readonly string[], { picture, label, part }: Columns, below: string, ending: string) {
  const cell = cells[picture] ?? '';
  const name = (cells[label] ?? '').trim();
  if (isMissing(cell)) return 'the name of the picture is missing';
  if (isMissing(name)) return 'the class is missing';
  const own = part === undefined ? 'training' : partNamed(cells[part] ?? '');
  if (own === undefined) return `"${cells[part ?? 0] ?? ''}" is no part: write train, val or test`;
  const inside = normalize(cell.replaceAll('\\', '/'));
  if (leaves(inside)) return `${cell} leads out of the folder of the CSV file`;
  const file = join(below, isPicture(inside) ? inside : `${inside}${ending}`);
  const kind = kindByName(file);
  if (kind === 'other') return `${cell} is no picture by its name`;
  return kind === 'unsupported'
    ? `${cell}: this format is not supported; save it as PNG or JPEG`
    : { file, name, part: own };
}
