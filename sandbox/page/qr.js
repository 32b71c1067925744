/** Reading QR codes in the page: from files, from pictures of a chat, from the camera. */
import { openLink } from './deeds.js';
import { toast, turn } from './screens.js';
import { t } from './texts.js';

const SIDES = [1400, 700, 350];
const LOOK_MS = 180;
const CAMERA = { video: { facingMode: 'environment', width: { ideal: 1280 } } };

let decoder = null;

/** The decoder is only loaded when somebody wants to read a code. */
const loadDecoder = () => (decoder ??= import('./vendor/qr/decode.js'));

function pixels(source, width, height, side) {
  const scale = Math.min(1, side / Math.max(width, height));
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))];
  const brush = canvas.getContext('2d', { willReadFrequently: true });
  brush.fillStyle = '#fff';
  brush.fillRect(0, 0, canvas.width, canvas.height);
  brush.drawImage(source, 0, 0, canvas.width, canvas.height);
  return brush.getImageData(0, 0, canvas.width, canvas.height);
}

function decode(decodeQR, image) {
  try {
    return decodeQR(image);
  } catch {
    return null; // it throws when there is no code
  }
}

/** What the code in a picture (a Blob) says; null when there is none. */
async function codeIn(blob) {
  const { decodeQR } = await loadDecoder();
  const bitmap = await createImageBitmap(blob);
  for (const side of SIDES) {
    const code = decode(decodeQR, pixels(bitmap, bitmap.width, bitmap.height, side));
    if (code) return code;
  }
  return null;
}

/** Go where a code leads: to the bot at once, elsewhere after asking; other words are shown. */
export function openFound(userId, code) {
  turn(userId, { sheet: null });
  if (/^(https?:\/\/|t\.me\/|telegram\.me\/)/i.test(code)) return openLink(userId, code);
  return turn(userId, { sheet: { kind: 'url', url: code } });
}

/** Open the code in a picture, given as a file or an address; false when none could be read. */
export async function openPicture(userId, picture) {
  try {
    const blob = picture instanceof Blob ? picture : await (await fetch(picture)).blob();
    const code = await codeIn(blob);
    if (!code) throw new Error('no code');
    openFound(userId, code);
    return true;
  } catch {
    toast(userId, t('no_code'));
    return false;
  }
}

/** Look at the camera's picture until a code is read; returns what ends it. */
export function codeOnCamera(video, onFound, onMissing) {
  let stream = null;
  let timer = null;
  let isOver = false;
  const end = () => {
    isOver = true;
    clearInterval(timer);
    for (const track of stream?.getTracks() ?? []) track.stop();
  };
  const start = async () => {
    const { decodeQR } = await loadDecoder();
    stream = await navigator.mediaDevices.getUserMedia(CAMERA);
    if (isOver) return end();
    video.srcObject = stream;
    await video.play();
    timer = setInterval(() => {
      const code = video.videoWidth && decode(decodeQR, pixels(video, video.videoWidth, video.videoHeight, SIDES[1]));
      if (code) { end(); onFound(code); }
    }, LOOK_MS);
    return undefined;
  };
  start().catch(() => { if (!isOver) { end(); onMissing(); } });
  return end;
}
