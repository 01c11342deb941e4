import { AUGMENTATION_HELPERS } from './augmentation-helpers';
import { FILE_HELPERS } from './file-helpers';
import { MIXING_HELPERS } from './mixing-helpers';
import { TEXT_HELPERS } from './text-helpers';
import { TRAINING_HELPERS } from './training-helpers';

/** Something that a program declares where it uses it: its name, and its text with the comment above. */
export type Helper = readonly [name: string, text: string];

const HELPERS: readonly Helper[] = [
  ...TEXT_HELPERS,
  ...FILE_HELPERS,
  ...AUGMENTATION_HELPERS,
  ...MIXING_HELPERS,
  ...TRAINING_HELPERS,
];

/** Without comments and strings, where names mean nothing. */
const codeOnly = (text: string): string => text.replace(/"(?:[^"\\\n]|\\.)*"|\/\/[^\n]*|\/\*[\s\S]*?\*\//g, ' ');

const uses = (text: string, name: string): boolean => new RegExp(`(?<![.\\w])${name}\\b(?! *:)`).test(text);

/** What a program uses and does not declare, with what that uses, each as lines. */
export function helpersFor(program: string): readonly (readonly string[])[] {
  const needed = new Set<Helper>();
  const look = (text: string): void => {
    const code = codeOnly(text);
    for (const helper of HELPERS) {
      if (needed.has(helper) || !uses(code, helper[0])) continue;
      needed.add(helper);
      look(helper[1]);
    }
  };
  look(program);
  return HELPERS.filter(helper => needed.has(helper)).map(([, text]) => text.trim().split('\n'));
}
