/** Pictures, albums, documents, voice and video in bubbles. */
import { classes, html, useRef, useState } from './view.js';
import { fileUrl } from './wire.js';
import { duration } from './times.js';
import { Icon } from './icons.js';
import { playAlone } from './sounds.js';
import { show } from './viewer.js';
import { t } from './texts.js';

const largest = (message) => message.photo.reduce((best, size) => (size.width * size.height > best.width * best.height ? size : best));

/** What the viewer shows for a message. */
function pictureOf(message) {
  return { url: fileUrl(largest(message).file_id), caption: message.caption ?? '', protected: message._?.protected };
}

function Picture({ message, all, whole }) {
  const { file_id: id, width, height } = largest(message);
  const open = (event) => show(all.map(pictureOf), all.indexOf(message), event.currentTarget);
  const ratio = Math.min(Math.max(width / height, 0.7), 1.9);
  return html`<button class="picture" style=${whole ? { aspectRatio: String(ratio) } : null} aria-label=${t('photo')} onClick=${open}
      data-testid="picture-${message.message_id}">
    <img src=${fileUrl(id)} alt=${message.caption ?? t('photo')} loading="lazy" decoding="async" draggable="false" />
  </button>`;
}

/** Draw one picture or several as an album. */
export function Pictures({ messages }) {
  const one = messages.length === 1;
  return html`<div class=${classes('pictures', one ? 'one' : `album album-${Math.min(messages.length, 5)}`)} role=${one ? null : 'group'} aria-label=${one ? null : t('album')}>
    ${messages.map((message) => html`<${Picture} key=${message.message_id} message=${message} all=${messages} whole=${one} />`)}
  </div>`;
}

function size(bytes) {
  if (bytes === undefined) return '';
  return bytes < 1024 * 1024 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

/** Draw a document with a way to save it. */
export function DocumentBubble({ document: file }) {
  const name = file.file_name ?? t('document');
  return html`<a class="document" href=${fileUrl(file.file_id)} download=${name} title=${t('download')}>
    <span class="document-icon"><${Icon} name="file" /></span>
    <span class="document-name"><b>${name}</b><small>${size(file.file_size)}</small></span>
  </a>`;
}

const bars = (id) => [...id.slice(-28).padStart(28, 'a')].map((letter) => 4 + (letter.charCodeAt(0) % 9) * 2);

function useVoice(voice) {
  const player = useRef(null);
  const [state, setState] = useState({ playing: false, at: 0 });
  const note = () => player.current && setState({ playing: !player.current.paused, at: player.current.currentTime });
  const toggle = () => (state.playing ? player.current.pause() : playAlone(player.current).catch(note));
  const length = () => (Number.isFinite(player.current.duration) ? player.current.duration : voice.duration ?? 0);
  const seek = (event) => {
    const box = event.currentTarget.getBoundingClientRect();
    player.current.currentTime = ((event.clientX - box.left) / box.width) * length();
    note();
  };
  return { player, state, toggle, seek, handlers: { onPlay: note, onPause: note, onEnded: note, onTimeUpdate: note } };
}

/** Draw a voice message with its own player; one plays at a time. */
export function VoiceBubble({ voice }) {
  const { player, state, toggle, seek, handlers } = useVoice(voice);
  const length = voice.duration ?? 0;
  const done = length ? (state.at / length) * 28 : 0;
  return html`<div class="voice" data-testid="voice">
    <button class="voice-play" aria-label=${t(state.playing ? 'pause_voice' : 'play_voice', { time: duration(length) })} aria-pressed=${state.playing} onClick=${toggle}><${Icon} name=${state.playing ? 'pause' : 'play'} /></button>
    <svg class="wave" viewBox="0 0 140 24" aria-hidden="true" onClick=${seek}>${bars(voice.file_unique_id ?? voice.file_id).map((tall, x) => html`<rect class=${x < done ? 'done' : null} x=${x * 5} y=${(24 - tall) / 2} width="3" height=${tall} rx="1.5" />`)}</svg>
    <small>${duration(state.playing || state.at ? state.at : length)}</small>
    <audio ref=${player} src=${fileUrl(voice.file_id)} preload="none" ...${handlers}></audio>
  </div>`;
}

/** Draw a video or animation. */
export function VideoBubble({ video }) {
  return html`<video class="video" controls preload="metadata" src=${fileUrl(video.file_id)} aria-label=${t('video')}></video>`;
}
