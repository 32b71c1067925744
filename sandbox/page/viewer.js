/** The picture viewer over the whole desk. */
import { html, useLayoutEffect, useRef, useTopics } from './view.js';
import { changed } from './topics.js';
import { trapTab } from './dialog.js';
import { Icon } from './icons.js';
import { t } from './texts.js';

let shown = null;

/** Show pictures ([{url, caption, protected}]) from this one on; the focus returns to `from` afterwards. */
export function show(pictures, index, from) {
  shown = { pictures, index, from };
  changed('viewer');
}

function hide() {
  const { from } = shown;
  shown = null;
  changed('viewer');
  from?.focus();
}

function step(by) {
  const count = shown.pictures.length;
  shown = { ...shown, index: (shown.index + by + count) % count };
  changed('viewer');
}

const KEYS = { Escape: hide, ArrowLeft: () => step(-1), ArrowRight: () => step(1) };

function Shown() {
  const close = useRef(null);
  useLayoutEffect(() => close.current.focus(), []);
  const { pictures, index } = shown;
  const picture = pictures[index];
  const many = pictures.length > 1;
  return html`<div class="viewer" role="dialog" aria-modal="true" aria-label=${t('photo_n', { n: index + 1 })} data-testid="viewer"
      onKeyDown=${(event) => { KEYS[event.key]?.(); trapTab(event, event.currentTarget); }} onClick=${(event) => event.target === event.currentTarget && hide()}>
    <img src=${picture.url} alt=${picture.caption || t('photo')} />
    ${picture.caption && html`<p>${picture.caption}</p>`}
    <div class="viewer-bar">
      ${many && html`<button class="round" aria-label=${t('previous')} onClick=${() => step(-1)}><${Icon} name="back" /></button>
        <span>${index + 1} / ${pictures.length}</span>
        <button class="round" aria-label=${t('next')} onClick=${() => step(1)}><${Icon} name="next" /></button>`}
      ${!picture.protected && html`<a class="round" href=${picture.url} download aria-label=${t('download')}><${Icon} name="download" /></a>`}
      <button class="round" ref=${close} aria-label=${t('close')} onClick=${hide}><${Icon} name="close" /></button>
    </div>
  </div>`;
}

/** The viewer, when something is shown. */
export function Viewer() {
  useTopics('viewer');
  return shown && html`<${Shown} />`;
}
