import type { BuiltLayer } from './define';

interface Named {
  readonly name: string;
}

export interface GroupNormalizationArgs extends Named {
  /** -1 stands for one group a channel. */
  readonly groups: number;
  readonly epsilon: number;
  readonly center: boolean;
  readonly scale: boolean;
}

/** Layers that tfjs lacks: what they compute is in main/model/own-layers. Arguments are named as in Keras, in camelCase. */
export interface OwnLayers {
  groupNormalization(args: GroupNormalizationArgs): BuiltLayer;
}
