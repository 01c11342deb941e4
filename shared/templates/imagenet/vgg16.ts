import { vgg } from './vgg';

export const vgg16 = vgg(16, [2, 2, 3, 3, 3]);
