/** The machines TensorFlow publishes wheels for that carry its C library. */
export type WheelPlatform = 'linux-x64' | 'linux-arm64' | 'darwin-arm64';

/** Which builds of TensorFlow a runtime can be made of. `gpu` is the CUDA build, which also runs without a GPU. */
export type Build = 'cpu' | 'gpu';

/** This machine as one of the wheel platforms, or null when there is no wheel for it (Windows, Intel Macs). */
export function wheelPlatform(platform: string = process.platform, arch: string = process.arch): WheelPlatform | null {
  const name = `${platform}-${arch}`;
  return name === 'linux-x64' || name === 'linux-arm64' || name === 'darwin-arm64' ? name : null;
}

/** File names of TensorFlow's two libraries inside the wheel's `tensorflow/` folder. */
export function libraryNames(platform: WheelPlatform): readonly [cc: string, framework: string] {
  return platform === 'darwin-arm64'
    ? ['libtensorflow_cc.2.dylib', 'libtensorflow_framework.2.dylib']
    : ['libtensorflow_cc.so.2', 'libtensorflow_framework.so.2'];
}
