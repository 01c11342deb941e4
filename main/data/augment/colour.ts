import { type Picture, valueAt } from './picture';

/** A colour by hue (in turns, 0 to 1), saturation and value, as `tf.image.rgb_to_hsv`; one object for all pixels of a picture. */
export interface Hsv {
  hue: number;
  saturation: number;
  value: number;
}

function toHsv(red: number, green: number, blue: number, into: Hsv): void {
  const value = Math.max(red, green, blue);
  const range = value - Math.min(red, green, blue);
  into.value = value;
  into.hue = 0;
  into.saturation = 0;
  if (range === 0) return;
  const sixths =
    value === red ? (green - blue) / range : value === green ? 2 + (blue - red) / range : 4 + (red - green) / range;
  into.hue = (sixths / 6 + 1) % 1;
  into.saturation = range / value;
}

/** @param offset 5 for red, 3 for green, 1 for blue */
function channelOf({ hue, saturation, value }: Hsv, offset: number): number {
  const at = (offset + hue * 6) % 6;
  return value - value * saturation * Math.max(0, Math.min(at, 4 - at, 1));
}

/**
 * Changes each pixel's hue, saturation and value. A picture that has no three channels is given back as it is.
 * @param change changes the colour that it is given
 */
export function mapColours(picture: Picture, change: (colour: Hsv) => void): Picture {
  if (picture.channels !== 3) return picture;
  const { values } = picture;
  const changed = new Float32Array(values.length);
  const colour: Hsv = { hue: 0, saturation: 0, value: 0 };
  for (let at = 0; at < values.length; at += 3) {
    toHsv(valueAt(values, at), valueAt(values, at + 1), valueAt(values, at + 2), colour);
    change(colour);
    changed[at] = channelOf(colour, 5);
    changed[at + 1] = channelOf(colour, 3);
    changed[at + 2] = channelOf(colour, 1);
  }
  return { ...picture, values: changed };
}
