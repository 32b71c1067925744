/** Sounds: how long a picked one is, and one playing at a time on the whole desk. */
const WAIT_MS = 3000;

/** The length of a sound file in whole seconds; undefined when the browser cannot tell. */
export function soundLength(file) {
  return new Promise((resolve) => {
    const url = URL.createObjectURL(file);
    const sound = new Audio();
    const tell = () => {
      URL.revokeObjectURL(url);
      resolve(Number.isFinite(sound.duration) ? Math.max(1, Math.round(sound.duration)) : undefined);
    };
    sound.onloadedmetadata = sound.onerror = tell;
    setTimeout(tell, WAIT_MS);
    sound.src = url;
  });
}

let playing = null;

/** Play a sound and stop the one that was playing. */
export function playAlone(sound) {
  if (playing !== sound) playing?.pause();
  playing = sound;
  return sound.play();
}
