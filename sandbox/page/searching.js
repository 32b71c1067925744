/** Search in a chat: the field, what was found as a list, and steps from one to the next. */
import { html, useEffect, useRef, useState } from './view.js';
import { searchChat } from './wire.js';
import { jumpTo, screenOf, toast, turn } from './screens.js';
import { clockTime, dayName } from './times.js';
import { nameOf } from './names.js';
import { Icon } from './icons.js';
import { t } from './texts.js';

const WAIT_MS = 220;

/** Ask for hits once the person stops typing; a late answer to an older question is dropped. */
function useHits(userId, chatId, thread, query) {
  const [hits, setHits] = useState(null);
  useEffect(() => {
    if (!query.trim()) return setHits(null);
    let isNow = true;
    const timer = setTimeout(() => searchChat(userId, chatId, thread, query)
      .then((found) => isNow && setHits(found), (refusal) => toast(userId, refusal.message)), WAIT_MS);
    return () => { isNow = false; clearTimeout(timer); };
  }, [query, chatId, thread]);
  return hits;
}

const WORD_EDGE = /\s+/;

/** The snippet with the words that were searched for marked. */
function Snippet({ text, query }) {
  const words = query.trim().split(WORD_EDGE).map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const parts = text.split(new RegExp(`(${words.join('|')})`, 'i'));
  return html`<small>${parts.map((part, at) => (at % 2 ? html`<mark>${part}</mark>` : part))}</small>`;
}

function Hit({ hit, query, isNow, onPick }) {
  const at = hit.date * 1000;
  return html`<button class="hit" aria-current=${isNow ? 'true' : null} data-testid="hit-${hit.message_id}" onClick=${onPick}>
    <span><b>${nameOf(hit.from)}</b><time>${dayName(at)} ${clockTime(at)}</time></span><${Snippet} text=${hit.text} query=${query} /></button>`;
}

function countWords(at, count) {
  if (!count) return t('nothing_found');
  return at < 0 ? t('found_n', { n: count }) : `${at + 1} / ${count}`;
}

function Steps({ count, at, go }) {
  if (count === null) return null;
  return html`<span class="hit-count" role="status">${countWords(at, count)}</span>
    <button class="round quiet" aria-label=${t('hit_older')} data-testid="hit-older" disabled=${at >= count - 1} onClick=${() => go(at + 1)}><${Icon} name="up" /></button>
    <button class="round quiet" aria-label=${t('hit_newer')} data-testid="hit-newer" disabled=${at <= 0} onClick=${() => go(at - 1)}><${Icon} name="down" /></button>`;
}

/** Draw the search field in the place of the title, and what was found below it. */
export function SearchBar({ phone, chatId }) {
  const { id } = phone.user;
  const { thread, search } = screenOf(id);
  const field = useRef(null);
  const [isListed, setListed] = useState(true);
  const [at, setAt] = useState(-1);
  const hits = useHits(id, chatId, thread, search.query);
  useEffect(() => field.current.focus(), []);
  useEffect(() => { setAt(-1); setListed(true); }, [hits]);
  const write = (query) => turn(id, { search: { query } });
  const close = () => turn(id, { search: null });
  const go = (to) => {
    if (!hits?.[to]) return;
    setAt(to);
    setListed(false);
    jumpTo(id, hits[to].message_id);
  };
  const onKeyDown = (event) => {
    if (event.key === 'Escape') { event.preventDefault(); close(); } // or the field empties itself, which opens the search again
    if (event.key === 'Enter' && !event.isComposing) go(Math.max(0, event.shiftKey ? at - 1 : Math.min(at + 1, (hits?.length ?? 0) - 1)));
  };
  return html`<header class="title-bar search-bar" role="search" onKeyDown=${onKeyDown}>
    <button class="round quiet" aria-label=${t('stop_search')} data-testid="search-close" onClick=${close}><${Icon} name="back" /></button>
    <input class="wide" type="search" ref=${field} data-testid="search-field" placeholder=${t('search_chat')} aria-label=${t('search_chat')} maxlength="64"
      value=${search.query} onFocus=${() => setListed(true)} onInput=${(event) => write(event.target.value)} />
    <${Steps} count=${hits && hits.length} at=${at} go=${go} />
    ${isListed && hits?.length ? html`<div class="hits" data-testid="hits">${hits.map((hit, number) => html`<${Hit} key=${hit.message_id} hit=${hit} query=${search.query}
      isNow=${number === at} onPick=${() => go(number)} />`)}</div>` : null}
  </header>`;
}
