import type { Printer } from '../printer';
import type { CodeData } from '../target';
import { writeIdx, writeNpz } from './arrays';
import { writeDigitBoxes, writeDigitMasks, writeMnist } from './digits';
import { writeFolder, writeImageCsv } from './pictures';
import { writePoints } from './points';
import { writeLoad, writeSamples } from './samples';
import { writeTable } from './table';
import { writeLanguageWords, writeReviewSentences, writeTextCsv, writeTextFolder } from './texts';

const datasets: Readonly<Record<string, (printer: Printer, data: CodeData) => void>> = {
  mnist: writeMnist,
  'digit-boxes': writeDigitBoxes,
  'digit-masks': writeDigitMasks,
  points: writePoints,
  table: writeTable,
  idx: writeIdx,
  npz: writeNpz,
  'review-sentences': writeReviewSentences,
  'language-words': writeLanguageWords,
  'text-folder': writeTextFolder,
  'text-csv': writeTextCsv,
  'image-folder': writeFolder,
  'image-csv': writeImageCsv,
};

/** Writes `loadData()`, which gives class numbers, and pictures from 0 to 1. */
export function writeData(printer: Printer, data: CodeData): void {
  const write = datasets[data.settings.dataset];
  if (write) {
    write(printer, data);
    return;
  }
  writeSamples(printer, data);
  printer.blank();
  printer.note(`The dataset "${data.settings.dataset}" is not one that code can be written for: load yours here.`);
  writeLoad(printer, 'Your samples.', () => printer.lines('throw new Error("Load your data here.");'));
}
