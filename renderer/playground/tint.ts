/** The ground behind a signed number, as the result's colours have it: blue below 0, red above. @param share from -1 to 1 */
export const tint = (share: number): string =>
  `rgb(var(${share < 0 ? '--accent' : '--danger'}) / ${(0.22 * Math.min(1, Math.abs(share))).toFixed(3)})`;
