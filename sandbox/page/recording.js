/** A voice message spoken into the microphone: level and time while it runs, then sent or thrown away. */
import { html, useEffect, useRef, useState } from './view.js';
import { sendFiles } from './deeds.js';
import { screenOf, toast, turn } from './screens.js';
import { duration } from './times.js';
import { Icon } from './icons.js';
import { t } from './texts.js';

const KINDS = ['audio/ogg;codecs=opus', 'audio/webm;codecs=opus', 'audio/mp4'];
const ENDINGS = { 'audio/ogg': 'ogg', 'audio/webm': 'webm', 'audio/mp4': 'm4a' };
const LONGEST_S = 600;
const BARS = 24;
const STEP_MS = 100;

const REASONS = { NotAllowedError: 'mic_refused', NotFoundError: 'mic_missing', NotReadableError: 'mic_busy' };

/** Open the microphone and begin; says on the phone why it cannot. */
export async function startRecording(userId) {
  if (!navigator.mediaDevices || !window.MediaRecorder) return toast(userId, t('mic_missing'));
  try {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    return turn(userId, { recording: begin(stream) });
  } catch (problem) {
    return toast(userId, t(REASONS[problem.name] ?? 'mic_missing'));
  }
}

function begin(stream) {
  const mimeType = KINDS.find((kind) => MediaRecorder.isTypeSupported(kind));
  const recorder = new MediaRecorder(stream, mimeType ? { mimeType } : {});
  const parts = [];
  recorder.ondataavailable = ({ data }) => { if (data.size) parts.push(data); };
  recorder.start(1000);
  const sound = new AudioContext();
  const meter = sound.createAnalyser();
  meter.fftSize = 512;
  sound.createMediaStreamSource(stream).connect(meter);
  return { stream, recorder, parts, sound, meter, from: performance.now() };
}

const secondsOf = ({ from }) => (performance.now() - from) / 1000;

/** How loud it is now, from 0 to 1. */
function loudness({ meter }) {
  const wave = new Uint8Array(meter.fftSize);
  meter.getByteTimeDomainData(wave);
  const mean = wave.reduce((sum, at) => sum + ((at - 128) / 128) ** 2, 0) / wave.length;
  return Math.min(1, Math.sqrt(mean) * 4);
}

function release({ stream, sound }) {
  for (const track of stream.getTracks()) track.stop();
  sound.close().catch(() => {});
}

/** End the recording; resolves to the file, with what it is and how long. */
function finish(recording) {
  const { recorder, parts } = recording;
  const seconds = Math.max(1, Math.round(secondsOf(recording)));
  return new Promise((resolve) => {
    recorder.onstop = () => {
      release(recording);
      const [type] = recorder.mimeType.split(';');
      resolve({ file: new File(parts, `voice.${ENDINGS[type] ?? 'ogg'}`, { type: type || 'audio/ogg' }), seconds });
    };
    recorder.stop();
  });
}

function useLevels(recording, onLong) {
  const [levels, setLevels] = useState([]);
  useEffect(() => {
    const timer = setInterval(() => {
      setLevels((before) => [...before, loudness(recording)].slice(-BARS));
      if (secondsOf(recording) > LONGEST_S) onLong();
    }, STEP_MS);
    return () => clearInterval(timer);
  }, [recording]);
  return levels;
}

/** Nobody records on when the chat is left: what was not sent is thrown away. */
function useEnd(userId, recording, isDone) {
  useEffect(() => () => {
    if (isDone.current) return;
    recording.recorder.onstop = null;
    release(recording);
    if (screenOf(userId).recording === recording) turn(userId, { recording: false });
  }, [recording]);
}

/** Draw a running recording in the place of the text field. */
export function Recording({ place }) {
  const { userId, chatId } = place;
  const { recording } = screenOf(userId);
  const isDone = useRef(false);
  const stop = () => { isDone.current = true; turn(userId, { recording: false }); };
  const cancel = () => { stop(); recording.recorder.onstop = null; release(recording); };
  const send = async () => {
    stop();
    const { file, seconds } = await finish(recording);
    await sendFiles(userId, { chat_id: chatId, kind: 'voice', duration: seconds, files: [file] });
  };
  const levels = useLevels(recording, send);
  useEnd(userId, recording, isDone);
  const onKeyDown = (event) => { if (event.key === 'Escape') cancel(); };
  return html`<div class="recording" role="group" aria-label=${t('recording')} data-testid="recording" onKeyDown=${onKeyDown}>
    <button class="round danger-quiet" aria-label=${t('record_cancel')} title=${t('record_cancel')} data-testid="record-cancel" onClick=${cancel}><${Icon} name="trash" /></button>
    <span class="record-dot" aria-hidden="true"></span><span class="record-time" role="timer">${duration(Math.floor(secondsOf(recording)))}</span>
    <svg class="levels" viewBox=${`0 0 ${BARS * 5} 30`} preserveAspectRatio="none" aria-hidden="true">
      ${levels.map((level, at) => html`<rect x=${at * 5} y=${15 - 13 * level - 1} width="3" height=${26 * level + 2} rx="1.5" />`)}</svg>
  </div>
  <button class="round send filled" aria-label=${t('send_voice')} data-testid="record-send" ref=${(button) => button && !isDone.current && levels.length < 1 && button.focus()} onClick=${send}><${Icon} name="send" /></button>`;
}
