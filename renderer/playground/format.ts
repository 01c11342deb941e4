const number = new Intl.NumberFormat('en-US', { maximumFractionDigits: 2, signDisplay: 'negative' });

/** `−0.25`: two decimals at most, with a true minus. */
export const formatValue = (value: number): string => number.format(value).replace('-', '−');

/** A weight as one would type it: `0.111`. */
export const formatWeight = (weight: number): string => String(Number(weight.toPrecision(3)));
