/** Message text with its entities; offsets are UTF-16 units, as JavaScript counts. */
import { html, useState } from './view.js';
import { classes } from './view.js';
import { deed, openLink } from './deeds.js';
import { topicOn } from './screens.js';
import { t } from './texts.js';

const PLAIN = { bold: 'b', italic: 'i', underline: 'u', strikethrough: 's', code: 'code', blockquote: 'blockquote' };

const BLOCKS = new Set(['pre', 'blockquote', 'expandable_blockquote']);

function Spoiler({ children }) {
  const [open, setOpen] = useState(false);
  if (open) return html`<span class="spoiler open">${children}</span>`;
  return html`<button class="spoiler" title=${t('reveal')} aria-label=${t('reveal')} onClick=${() => setOpen(true)}>
    <span aria-hidden="true">${children}</span></button>`;
}

/** A long quote of which three lines show until it is opened. */
function Expandable({ children }) {
  const [open, setOpen] = useState(false);
  return html`<blockquote class="expandable"><div class=${open ? null : 'short'}>${children}</div>
    <button class="expand" aria-expanded=${open} onClick=${() => setOpen(!open)}>${t(open ? 'show_less' : 'show_more')}</button></blockquote>`;
}

function TextLink({ to, userId, children }) {
  const href = /^[a-z]+:/i.test(to) ? to : `https://${to}`;
  const open = (event) => { event.preventDefault(); openLink(userId, href); };
  return html`<a href=${/^https?:/i.test(href) ? href : '#'} onClick=${open}>${children}</a>`;
}

function Command({ text, place, children }) {
  const send = (event) => {
    event.preventDefault();
    deed(place.userId, 'text', { chat_id: place.chatId, text, thread_id: topicOn(place.userId) });
  };
  return html`<a href="#" onClick=${send}>${children}</a>`;
}

function wrap(entity, text, children, place) {
  const tag = PLAIN[entity.type];
  if (tag) return html`<${tag} class="e-${entity.type}">${children}<//>`;
  if (entity.type === 'pre') return html`<pre data-language=${entity.language}><code>${children}</code></pre>`;
  if (entity.type === 'expandable_blockquote') return html`<${Expandable}>${children}<//>`;
  if (entity.type === 'spoiler') return html`<${Spoiler}>${children}<//>`;
  if (entity.type === 'text_link') return html`<${TextLink} to=${entity.url} userId=${place.userId}>${children}<//>`;
  if (entity.type === 'url') return html`<${TextLink} to=${text} userId=${place.userId}>${children}<//>`;
  if (entity.type === 'bot_command') return html`<${Command} text=${text} place=${place}>${children}<//>`;
  if (entity.type === 'custom_emoji') return children;
  return html`<span class="linkish">${children}</span>`;
}

function nest(text, entities, from, to, place) {
  const parts = [];
  let at = from;
  let index = 0;
  while (index < entities.length) {
    const entity = entities[index++];
    const end = Math.min(entity.offset + entity.length, to);
    const inner = [];
    while (index < entities.length && entities[index].offset < end) inner.push(entities[index++]);
    if (entity.offset > at) parts.push(text.slice(at, entity.offset));
    parts.push(wrap(entity, text.slice(entity.offset, end), nest(text, inner, entity.offset, end, place), place));
    at = BLOCKS.has(entity.type) && text[end] === '\n' ? end + 1 : end; // a block ends its line by itself
  }
  if (at < to) parts.push(text.slice(at, to));
  return parts;
}

/** Draw a text; `place` says whose phone and which chat it stands in. */
export function RichText({ text, entities = [], place, big }) {
  const outerFirst = [...entities].sort((one, other) => one.offset - other.offset || other.length - one.length);
  return html`<div class=${classes('text', big && 'huge')} dir="auto">${nest(text, outerFirst, 0, text.length, place)}</div>`;
}
