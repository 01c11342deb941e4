import type { Helper } from './helpers';

/** What generated programs do to pictures by chance, each picture by itself; pictures are from 0 to 1. */
export const AUGMENTATION_HELPERS: readonly Helper[] = [
  [
    'randomFactors',
    `
/** One number for each picture, between the two. */
function randomFactors(x: tf.Tensor4D, low: number, high: number): tf.Tensor4D {
  return tf.randomUniform([x.shape[0], 1, 1, 1], low, high);
}`,
  ],
  [
    'either',
    `
/** A random number between -most and most. */
function either(most: number): number {
  return most * (2 * Math.random() - 1);
}`,
  ],
  [
    'flip',
    `
/** Mirrors half of the pictures along an axis: 1 for top and bottom, 2 for left and right. */
function flip(x: tf.Tensor4D, axis: number): tf.Tensor4D {
  const chosen = randomFactors(x, 0, 1).less(0.5);
  return tf.where(chosen, tf.reverse(x, axis), x);
}`,
  ],
  [
    'rotate',
    `
/** Turns each picture about its middle by up to so many degrees. */
function rotate(x: tf.Tensor4D, degrees: number, fill: Fill): tf.Tensor4D {
  const maps = eachPicture(x, () => {
    const angle = (either(degrees) * Math.PI) / 180;
    const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
    return aboutMiddle(x, [cos, sin, -sin, cos]);
  });
  return transform(x, maps, fill);
}`,
  ],
  [
    'translate',
    `
/** Moves each picture by up to a share of its height and width. */
function translate(
  x: tf.Tensor4D,
  height: number,
  width: number,
  fill: Fill,
): tf.Tensor4D {
  const maps = eachPicture(x, () => {
    const down = either(height) * x.shape[1];
    const right = either(width) * x.shape[2];
    return [1, 0, -down, 0, 1, -right];
  });
  return transform(x, maps, fill);
}`,
  ],
  [
    'zoom',
    `
/** Makes what is seen in each picture larger or smaller by up to a share. */
function zoom(x: tf.Tensor4D, most: number, fill: Fill): tf.Tensor4D {
  const maps = eachPicture(x, () => {
    const times = 1 + either(most);
    return aboutMiddle(x, [1 / times, 0, 0, 1 / times]);
  });
  return transform(x, maps, fill);
}`,
  ],
  [
    'shear',
    `
/** Slants each picture sideways by up to so many degrees. */
function shear(x: tf.Tensor4D, degrees: number, fill: Fill): tf.Tensor4D {
  const maps = eachPicture(x, () => {
    const slope = Math.tan((either(degrees) * Math.PI) / 180);
    return aboutMiddle(x, [1, 0, slope, 1]);
  });
  return transform(x, maps, fill);
}`,
  ],
  [
    'crop',
    `
/** Cuts a piece out of each picture and brings it back to full size. */
function crop(x: tf.Tensor4D, smallest: number): tf.Tensor4D {
  const maps = eachPicture(x, () => {
    const share = smallest + (1 - smallest) * Math.random();
    const middle = (share - 1) / 2;
    const top = Math.random() * (1 - share) * x.shape[1];
    const left = Math.random() * (1 - share) * x.shape[2];
    return [share, 0, top + middle, 0, share, left + middle];
  });
  return transform(x, maps, "nearest");
}`,
  ],
  [
    'brighten',
    `
/** Makes each picture lighter or darker. */
function brighten(x: tf.Tensor4D, most: number): tf.Tensor4D {
  return x.add(randomFactors(x, -most, most)).clipByValue(0, 1) as tf.Tensor4D;
}`,
  ],
  [
    'contrast',
    `
/** Draws light and dark of each picture further apart or closer together. */
function contrast(x: tf.Tensor4D, most: number): tf.Tensor4D {
  const mean = x.mean([1, 2], true);
  const times = randomFactors(x, 1 - most, 1 + most);
  return x.sub(mean).mul(times).add(mean).clipByValue(0, 1) as tf.Tensor4D;
}`,
  ],
  [
    'saturate',
    `
/** Makes the colours of each picture stronger or weaker; white stays white. */
function saturate(x: tf.Tensor4D, most: number): tf.Tensor4D {
  const high = x.max(3, true);
  const own = tf.sub(1, x.min(3, true).div(high.maximum(1e-7)));
  const factors = randomFactors(x, 1 - most, 1 + most);
  const times = factors.minimum(tf.div(1, own.maximum(1e-7)));
  return high.sub(high.sub(x).mul(times)) as tf.Tensor4D;
}`,
  ],
  [
    'turnHue',
    `
/** Turns the colours of each picture by up to so many degrees. */
function turnHue(x: tf.Tensor4D, most: number): tf.Tensor4D {
  const high = x.max(3, true);
  const low = x.min(3, true);
  const range = high.sub(low).maximum(1e-7);
  const [red, green, blue] = tf.split(x, 3, 3) as [
    tf.Tensor,
    tf.Tensor,
    tf.Tensor,
  ];
  const sixths = tf.where(
    red.equal(high),
    green.sub(blue).div(range),
    tf.where(
      green.equal(high),
      blue.sub(red).div(range).add(2),
      red.sub(green).div(range).add(4),
    ),
  );
  const turned = sixths.add(randomFactors(x, -most / 60, most / 60));
  const channels = [5, 3, 1].map((from) => {
    const place = tf.mod(turned.add(from), 6);
    const share = tf.minimum(place, tf.sub(4, place)).clipByValue(0, 1);
    return high.sub(high.sub(low).mul(share));
  });
  return tf.concat(channels, 3) as tf.Tensor4D;
}`,
  ],
  [
    'addNoise',
    `
/** Adds noise, to each picture as much as is drawn for it. */
function addNoise(x: tf.Tensor4D, most: number): tf.Tensor4D {
  const noise = tf.randomNormal(x.shape).mul(randomFactors(x, 0, most));
  return x.add(noise).clipByValue(0, 1) as tf.Tensor4D;
}`,
  ],
  [
    'blur',
    `
/** Blurs some of the pictures, each by a Gaussian of its own width. */
function blur(x: tf.Tensor4D, most: number, probability: number): tf.Tensor4D {
  const pictures = x.unstack<tf.Tensor3D>().map((picture): tf.Tensor3D => {
    const sigma = most * Math.random();
    if (Math.random() >= probability || sigma < 0.01) return picture;
    const radius = Math.max(1, Math.ceil(3 * sigma));
    const distances = tf.range(-radius, radius + 1).square();
    const weights = tf.exp(distances.div(-2 * sigma ** 2));
    const line = weights.div<tf.Tensor1D>(weights.sum());
    const beyond: [number, number] = [radius, radius];
    const around = tf.mirrorPad(picture, [beyond, beyond, [0, 0]], "symmetric");
    const channels = around.unstack<tf.Tensor2D>(2).map((channel) => {
      const down = line.reshape<tf.Tensor4D>([2 * radius + 1, 1, 1, 1]);
      const across = line.reshape<tf.Tensor4D>([1, 2 * radius + 1, 1, 1]);
      const grey = channel.expandDims<tf.Tensor3D>(2);
      const blurred = tf.conv2d(grey, down, 1, "valid");
      return tf.conv2d(blurred, across, 1, "valid");
    });
    return tf.concat3d(channels, 2);
  });
  return tf.stack(pictures) as tf.Tensor4D;
}`,
  ],
  [
    'cover',
    `
/** Covers a rectangle at some place with black, in some of the pictures. */
function cover(x: tf.Tensor4D, size: number, probability: number): tf.Tensor4D {
  const outside = (axis: 1 | 2) => {
    const length = x.shape[axis];
    const shape = axis === 1 ? [1, length, 1, 1] : [1, 1, length, 1];
    const middles = randomFactors(x, 0, length).floor();
    const from = middles.sub(Math.floor(Math.round(size * length) / 2));
    const places = tf.range(0, length).reshape(shape).sub(from);
    return places
      .less(0)
      .logicalOr(places.greaterEqual(Math.round(size * length)));
  };
  const spared = randomFactors(x, 0, 1).greaterEqual(probability);
  return x.mul(outside(1).logicalOr(outside(2)).logicalOr(spared).toFloat());
}`,
  ],
  [
    'Fill',
    `
/** What stands where a picture is moved away. */
type Fill = "reflect" | "nearest" | "constant";`,
  ],
  [
    'eachPicture',
    `
/** A map for each picture. */
function eachPicture(x: tf.Tensor4D, draw: () => number[]): number[][] {
  return Array.from({ length: x.shape[0] }, draw);
}`,
  ],
  [
    'aboutMiddle',
    `
/** A linear map that leaves the middle of a picture where it is. */
function aboutMiddle(
  x: tf.Tensor4D,
  [a, b, d, e]: [number, number, number, number],
): number[] {
  const row = (x.shape[1] - 1) / 2;
  const column = (x.shape[2] - 1) / 2;
  return [
    a,
    b,
    row - a * row - b * column,
    d,
    e,
    column - d * row - e * column,
  ];
}`,
  ],
  [
    'transform',
    `
/**
 * Takes each pixel from where the map of its picture leads, blended of the four
 * around: row = a * row + b * column + c, column = d * row + e * column + f.
 */
function transform(x: tf.Tensor4D, maps: number[][], fill: Fill): tf.Tensor4D {
  const [count, height, width, channels] = x.shape;
  const lines = tf.range(0, height).reshape([1, height, 1]);
  const places = tf.range(0, width).reshape([1, 1, width]);
  const term = (i: number) => tf.tensor3d(maps.map((map) => [[map[i]!]]));
  const row = term(0).mul(lines).add(term(1).mul(places)).add(term(2));
  const column = term(3).mul(lines).add(term(4).mul(places)).add(term(5));
  const top = row.floor();
  const left = column.floor();
  const inside = (place: tf.Tensor, length: number) => {
    if (fill !== "reflect") return place.clipByValue(0, length - 1);
    const folded = tf.mod(place, 2 * length);
    return tf.minimum(folded, tf.sub(2 * length - 1, folded));
  };
  const first = tf.range(0, count, 1, "int32").mul(height * width);
  const pixels = x.reshape([count * height * width, channels]);
  const pixelAt = (y: tf.Tensor, z: tf.Tensor) => {
    const within = inside(y, height).mul(width).add(inside(z, width)).toInt();
    const at = within.add(first.reshape([count, 1, 1])).flatten();
    const found = tf.gather(pixels, at.toInt()).reshape(x.shape);
    if (fill !== "constant") return found;
    const isThere = inside(y, height)
      .equal(y)
      .logicalAnd(inside(z, width).equal(z));
    return found.mul(isThere.toFloat().expandDims(3));
  };
  const right = column.sub(left).expandDims(3);
  const blend = (line: tf.Tensor) => {
    const [one, other] = [pixelAt(line, left), pixelAt(line, left.add(1))];
    return one.add(other.sub(one).mul(right));
  };
  const [upper, lower] = [blend(top), blend(top.add(1))];
  return upper.add(
    lower.sub(upper).mul(row.sub(top).expandDims(3)),
  ) as tf.Tensor4D;
}`,
  ],
];
