/** A plain question inside a panel, with its answers as buttons. */
import { html, useEffect, useRef } from './view.js';
import { t } from './texts.js';

/** Ask before something that cannot be taken back; `answers` are pairs of a text and what it does. */
export function Ask({ question, answers, cancel }) {
  const box = useRef(null);
  useEffect(() => box.current.querySelector('button').focus(), []);
  const onKeyDown = (event) => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    cancel();
  };
  return html`<div class="ask" role="alertdialog" aria-label=${question} ref=${box} onKeyDown=${onKeyDown} data-testid="ask">
    <p>${question}</p>
    <div class="ask-answers">${answers.map(([text, act], at) => html`<button class=${at ? 'soft' : 'big'} data-testid="answer-${at}" onClick=${act}>${text}</button>`)}
      <button class="soft" data-testid="answer-cancel" onClick=${cancel}>${t('cancel')}</button></div></div>`;
}
