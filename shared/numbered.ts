/** The first of `stem1`, `stem2` … that is free. @param stem with what separates it from its number */
export function firstFree<Stem extends string>(stem: Stem, taken: ReadonlySet<string>): `${Stem}${number}` {
  let number = 1;
  while (taken.has(`${stem}${number}`)) number++;
  return `${stem}${number}`;
}
