/** 256 colours, as the bytes of opaque RGBA pixels. */
export type ColorMap = Uint8ClampedArray;

type Rgb = readonly [number, number, number];

/** A colour map through these colours, evenly spaced. */
function through(stops: readonly Rgb[]): ColorMap {
  const map = new Uint8ClampedArray(256 * 4);
  for (let i = 0; i < 256; i++) {
    const place = (i / 255) * (stops.length - 1);
    const low = stops[Math.floor(place)] ?? [0, 0, 0];
    const high = stops[Math.ceil(place)] ?? low;
    const share = place - Math.floor(place);
    map.set([...low.map((value, channel) => value + share * ((high[channel] ?? 0) - value)), 255], i * 4);
  }
  return map;
}

/** matplotlib's viridis at nine places (CC0): even steps of value look like even steps of colour, also without red or green. */
export const viridis = through([
  [68, 1, 84],
  [71, 45, 123],
  [59, 82, 139],
  [44, 114, 142],
  [33, 145, 140],
  [40, 174, 128],
  [94, 201, 98],
  [173, 220, 48],
  [253, 231, 37],
]);

/** For values around 0: blue below, near white at 0, red above. */
export const diverging = through([
  [5, 48, 97],
  [67, 147, 195],
  [209, 229, 240],
  [247, 247, 247],
  [253, 219, 199],
  [214, 96, 77],
  [103, 0, 31],
]);

export const grey = through([
  [0, 0, 0],
  [255, 255, 255],
]);
