import { registerOwnActivations } from './activations';
import { registerDilatedDepthwise } from './dilated-depthwise';
import { allowAnyIdentity } from './identity';
import type { Tfjs } from './own-layer';

const prepared = new WeakSet<Tfjs>();

/** Teaches tfjs what it lacks beside whole layers. Done once for each loaded tfjs. */
export function prepareTfjs(tf: Tfjs): void {
  if (prepared.has(tf)) return;
  prepared.add(tf);
  registerOwnActivations(tf);
  registerDilatedDepthwise(tf);
  allowAnyIdentity(tf);
}
