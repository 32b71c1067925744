/** The list of messages of a chat: the latest ones drawn, older ones as one scrolls up. */
import { html, useEffect, useLayoutEffect, useRef, useState, useTopics } from './view.js';
import { Bubble } from './bubble.js';
import { happening, nameOf } from './names.js';
import { openRoom, readOlder, roomOf } from './rooms.js';
import { desk, readToEnd } from './store.js';
import { screenOf, turn } from './screens.js';
import { lines } from './lines.js';
import { Icon } from './icons.js';
import { t } from './texts.js';

const DRAWN = 150;
const MORE = 100;
const NEAR_END_PX = 70;
const NEAR_TOP_PX = 300;
const TABBABLE = 6;

const isAtEnd = (list) => list.scrollHeight - list.scrollTop - list.clientHeight < NEAR_END_PX;

/** The messages to draw: the last ones, or everything since the one that came first when the person scrolled away. */
function windowOf(messages, fromId) {
  if (fromId === null) return messages.slice(-DRAWN);
  return messages.slice(Math.max(0, messages.findIndex((message) => message.message_id >= fromId)));
}

function useEnd(list, screen, phone, chatId, setFromId) {
  const keep = useRef(null);
  const toEnd = () => { list.current.scrollTop = list.current.scrollHeight; };
  useLayoutEffect(() => {
    if (keep.current !== null) list.current.scrollTop = list.current.scrollHeight - keep.current;
    else if (screen.atEnd) toEnd();
    keep.current = null;
    if (screen.atEnd) readToEnd(phone.user.id, chatId);
  });
  useEffect(() => {
    const watcher = new ResizeObserver(() => screen.atEnd && toEnd());
    watcher.observe(list.current);
    watcher.observe(list.current.firstElementChild);
    return () => watcher.disconnect();
  }, [chatId]);
  const leave = (atEnd, firstId) => {
    if (atEnd === screen.atEnd) return;
    screen.atEnd = atEnd;
    setFromId(atEnd ? null : firstId);
    if (atEnd) readToEnd(phone.user.id, chatId);
  };
  return { keep, toEnd, leave };
}

function showMore(messages, firstId, chatId, setFromId) {
  const at = messages.findIndex((message) => message.message_id === firstId);
  if (at <= 0) return readOlder(chatId);
  return setFromId(messages[Math.max(0, at - MORE)].message_id);
}

function step(event) {
  const by = { ArrowUp: 'previousElementSibling', ArrowDown: 'nextElementSibling' }[event.key];
  const line = event.target.closest('.line');
  if (event.key === 'Enter' && event.target === line) return line?.querySelector('.bubble-more').click();
  if (!by || event.target.closest('input, textarea, video')) return undefined;
  let next = line ? line[by] : event.currentTarget.querySelector('.rows').lastElementChild;
  while (next && !next.matches('.line')) next = next[by];
  if (next) event.preventDefault();
  return next?.focus();
}

function Row({ line, phone, chatId, isGroup, tabbable }) {
  if (line.kind === 'day') return html`<div class="chip day">${line.text}</div>`;
  const text = happening(line.message);
  if (text) return html`<div class="chip" data-testid="msg-${line.message.message_id}">${text}</div>`;
  return html`<${Bubble} message=${line.message} rest=${line.rest} userId=${phone.user.id} chatId=${chatId}
    isGroup=${isGroup} first=${line.first} last=${line.last} tabbable=${tabbable} />`;
}

function Welcome() {
  const { description } = desk.bot;
  return html`<div class="welcome"><b>${description ? t('what_can_bot_do') : t('no_messages')}</b>${description && html`<p>${description}</p>`}</div>`;
}

function EndButton({ screen, chatId, onClick }) {
  const count = screen.unread.get(chatId);
  return html`<button class="to-end round" aria-label=${t('to_end')} onClick=${onClick}>
    <${Icon} name="down" />${count ? html`<span class="badge">${count}</span>` : null}</button>`;
}

/** Draw a chat's messages. */
export function Conversation({ phone, chatId, chat }) {
  useTopics(`room:${chatId}`);
  const list = useRef(null);
  const screen = screenOf(phone.user.id);
  const [fromId, setFromId] = useState(() => { screen.atEnd = true; return null; });
  const room = roomOf(chatId);
  useEffect(() => openRoom(chatId));
  const { keep, toEnd, leave } = useEnd(list, screen, phone, chatId, setFromId);
  const drawn = windowOf(room.messages, screen.atEnd ? null : fromId);
  const rows = lines(drawn);
  const onScroll = () => {
    const firstId = drawn[0]?.message_id ?? null;
    leave(isAtEnd(list.current), firstId);
    if (screen.atEnd || list.current.scrollTop > NEAR_TOP_PX) return;
    keep.current = list.current.scrollHeight - list.current.scrollTop;
    showMore(room.messages, firstId, chatId, setFromId);
  };
  const goToEnd = () => { screen.atEnd = true; setFromId(null); turn(phone.user.id, {}); toEnd(); };
  return html`<div class="conversation">
    <div class="messages" ref=${list} role="log" aria-live="polite" aria-relevant="additions" tabindex="0"
        aria-label=${t('messages_of', { name: nameOf(chat ?? desk.bot) })} onScroll=${onScroll} onKeyDown=${step}>
      <div class="rows">
        ${room.ready && !drawn.length ? html`<${Welcome} />` : null}
        ${rows.map((line, at) => html`<${Row} key=${line.key} line=${line} phone=${phone} chatId=${chatId} isGroup=${Boolean(chat?.title)} tabbable=${at >= rows.length - TABBABLE} />`)}
      </div>
    </div>
    ${screen.atEnd ? null : html`<${EndButton} screen=${screen} chatId=${chatId} onClick=${goToEnd} />`}
  </div>`;
}
