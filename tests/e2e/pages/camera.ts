/** The use of a camera, which is Chromium's own moving test picture: whoever asks for it gets it, or is refused. */
export const camera = (answer: 'given' | 'refused') => ({
  contextOptions: { reducedMotion: 'reduce' as const },
  launchOptions: {
    executablePath: process.env.RECEPTIVE_CHROMIUM,
    args: [
      '--use-fake-device-for-media-stream',
      `--use-fake-ui-for-media-stream${answer === 'refused' ? '=deny' : ''}`,
    ],
  },
});
