import type { Picture } from './picture';

type Colour = readonly [red: number, green: number, blue: number];
type Hsv = readonly [hue: number, saturation: number, value: number];

/** Hue in turns, 0 to 1, as `tf.image.rgb_to_hsv`. */
function toHsv(red: number, green: number, blue: number): Hsv {
  const value = Math.max(red, green, blue);
  const range = value - Math.min(red, green, blue);
  if (range === 0) return [0, 0, value];
  const sixths =
    value === red ? (green - blue) / range : value === green ? 2 + (blue - red) / range : 4 + (red - green) / range;
  return [(sixths / 6 + 1) % 1, range / value, value];
}

function fromHsv([hue, saturation, value]: Hsv): Colour {
  const channel = (offset: number): number => {
    const at = (offset + hue * 6) % 6;
    return value - value * saturation * Math.max(0, Math.min(at, 4 - at, 1));
  };
  return [channel(5), channel(3), channel(1)];
}

/** Changes each pixel's hue, saturation and value. A picture that has no three channels is given back as it is. */
export function mapColours(picture: Picture, change: (colour: Hsv) => Hsv): Picture {
  if (picture.channels !== 3) return picture;
  const values = new Float32Array(picture.values.length);
  for (let at = 0; at < values.length; at += 3) {
    const [red = 0, green = 0, blue = 0] = picture.values.subarray(at, at + 3);
    values.set(fromHsv(change(toHsv(red, green, blue))), at);
  }
  return { ...picture, values };
}
