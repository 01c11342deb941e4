import { vgg } from './vgg';

export const vgg19 = vgg(19, [2, 2, 4, 4, 4]);
