import type { Build, WheelPlatform } from './platform';

/** The TensorFlow that wheels are pinned to. A new version means new hashes below and a run of every suite. */
export const TENSORFLOW = '2.21.0';

export const PYTHON_TAGS = ['cp310', 'cp311', 'cp312', 'cp313'] as const;
export type PythonTag = (typeof PYTHON_TAGS)[number];

export type Wheel = {
  /** Requirement as pip takes it. */
  readonly requirement: string;
  readonly file: string;
  readonly sha256: string;
};

type WheelSet = { readonly project: string; readonly tag: string; readonly sha256: Record<PythonTag, string> };

const cpu: Record<WheelPlatform, WheelSet> = {
  'linux-x64': {
    project: 'tensorflow-cpu',
    tag: 'manylinux_2_27_x86_64',
    sha256: {
      cp310: 'd143e92f5c0661cdfa26eaca8f73cd2efd0ec53a68af8dec82f584ba8eb14b83',
      cp311: '2b847d217b02ee7731ed91431daf3250daa0196c3c94614d23be27232e6e5b6c',
      cp312: 'dcc8afd32930e42d5296b6ee19078b773706830af4ea97fbe503b9f5e0f820cb',
      cp313: '05af7c26d35f4de910b5598c7b507e3981831a7b0f47fed9a405d995d51d7793',
    },
  },
  'linux-arm64': {
    project: 'tensorflow',
    tag: 'manylinux_2_27_aarch64',
    sha256: {
      cp310: '7c97938b25cf70c80ae8619931f85abcdee2ab2eb256c2051202edb3b89e9a5d',
      cp311: '4b24aca16d527a3cf1c37f720c04c484c3d20f4d0fdfa98632ac8b9f3be6eb5c',
      cp312: 'b07d15737406533898e36c7ef7944b1be18e9028dc521b9229952c537bbc5552',
      cp313: 'a10abdfb8b1189210c251021a3f153b7ccc52a8e6521351f3dc3331e8ba593e0',
    },
  },
  'darwin-arm64': {
    project: 'tensorflow',
    tag: 'macosx_12_0_arm64',
    sha256: {
      cp310: '6462632889e0e9ce1455b208c87b86a8c154e899407ef7d426ef1ec71647f565',
      cp311: '51f46f4806139d01fc7920cc72a4c75876f80649bf40ff083ab6212ceb43ca88',
      cp312: '56ecd7d47429acbe1df2694d50b75bf9fc3995ac92cb367cd9af6c4780ead712',
      cp313: 'a145ed46c58192b7c3f9916d070caf4f6afc6dc7e5511f83dd97677f4c4947f4',
    },
  },
};

const gpu: WheelSet = {
  project: 'tensorflow',
  tag: 'manylinux_2_27_x86_64',
  sha256: {
    cp310: '77c6f298e695ea1d283cdd7d30f8d97530cc6e92c1395a9ddbab9771c99233a4',
    cp311: '9056fbc9ba04235810b71ae6cbd958a196e8804fb53bbcffbf3e23b56155f124',
    cp312: 'b3b95643c4e70eb925839938fb35cbe142f317ec84af6844ee61513713bb13c0',
    cp313: 'e9d8da8dcab9650efb45f032ba70af2f016f907e6e0c6bda29dd101bba945406',
  },
};

/**
 * TensorFlow's wheel for a machine. All Python tags carry the same libraries; the one of the user's own Python is preferred, so
 * that the same file also serves `pip install`.
 * @returns null where the build does not exist: CUDA is built for Linux on x64 only
 */
export function tensorflowWheel(platform: WheelPlatform, build: Build, python: PythonTag): Wheel | null {
  if (build === 'gpu' && platform !== 'linux-x64') return null;
  const { project, tag, sha256 } = build === 'gpu' ? gpu : cpu[platform];
  return {
    requirement: `${project}==${TENSORFLOW}`,
    file: `${project.replace('-', '_')}-${TENSORFLOW}-${python}-${python}-${tag}.whl`,
    sha256: sha256[python],
  };
}
