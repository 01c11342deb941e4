import { err, ok, type Result } from '#shared/result';
import type { Picture } from '../inspect/pad-image';
import { drawGrey } from './read-picture';

/** Milliseconds between two pictures: few enough to look alive, and the engine keeps its processor. */
const PACE = 80;

/** What a browser's refusal means to the user, by its name (W3C Media Capture and Streams, `getUserMedia`). */
const REFUSALS: Readonly<Record<string, string>> = {
  NotAllowedError:
    'The camera may not be used here: allow it for this page in the settings of the browser or the system.',
  NotFoundError: 'No camera was found: connect one, then try again.',
  NotReadableError: 'The camera is in use by another program: close that, then try again.',
};

/**
 * Takes pictures from the camera until it is told to stop. Nothing leaves the page, and nothing is kept but the newest picture.
 * @param take gets each picture in grey, 0 to 1
 * @param ended the camera was taken away, such as by pulling its plug
 * @returns how to stop it; or why there is no picture, in words
 */
export async function startCamera(
  take: (picture: Picture) => void,
  ended: () => void,
): Promise<Result<() => void, string>> {
  let stream: MediaStream;
  try {
    // Absent where the page is not on a secure address; its own is one.
    stream = await navigator.mediaDevices.getUserMedia({ video: { width: { ideal: 320 } }, audio: false });
  } catch (cause) {
    const name = cause instanceof Error ? cause.name : '';
    return err(REFUSALS[name] ?? `The camera gave no picture: ${cause instanceof Error ? cause.message : cause}`);
  }
  const video = document.createElement('video');
  video.muted = true;
  video.srcObject = stream;
  const timer = setInterval(() => {
    if (video.readyState < video.HAVE_CURRENT_DATA) return;
    const picture = drawGrey(video, { width: video.videoWidth, height: video.videoHeight });
    if (picture) take(picture);
  }, PACE);
  const stop = () => {
    clearInterval(timer);
    for (const track of stream.getTracks()) track.stop();
    video.srcObject = null;
  };
  // A stream that is taken away while it starts is told by its track, too.
  void video.play().catch(() => undefined);
  stream.getVideoTracks()[0]?.addEventListener('ended', () => {
    stop();
    ended();
  });
  return ok(stop);
}
