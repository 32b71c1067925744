/** The session as a play test: shown, copied, downloaded. */
import { html, useState } from './view.js';
import { get } from './wire.js';
import { language, t } from './texts.js';

function save({ name, text }) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'text/x-python' }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

/** Write the session down and take it away. */
export function Play() {
  const [play, setPlay] = useState(null);
  const [said, say] = useState('');
  const write = () => get('/desk/play').then((answer) => { setPlay(answer); say(''); }, (refusal) => say(refusal.message));
  const copy = () => navigator.clipboard.writeText(play.text).then(() => say(t('copied')), () => say(t('cannot_copy')));
  return html`<b class="heading">${t('export_play')}</b><p class="muted">${t('export_hint')}</p>
    <div class="again"><button class="soft" data-testid="play-write" onClick=${write}>${t('write_play')}</button>
      ${play && html`<button class="soft" data-testid="play-copy" onClick=${copy}>${t('copy')}</button>
        <button class="soft" data-testid="play-save" onClick=${() => save(play)}>${t('download')}</button>`}</div>
    <p class="said" role="status">${said}</p>
    ${play && html`<ul class="notes" data-testid="play-notes">${play.notes.map((note) => html`<li>${note[language()]}</li>`)}</ul>
      <div class="json"><small>${play.name}</small><pre tabindex="0" data-testid="play-text">${play.text}</pre></div>`}`;
}
