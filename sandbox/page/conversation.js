/** The messages of a room: a bounded window of rows, the tail while one is at the end, a stretch of the past otherwise. */
import { classes, html, useEffect, useLayoutEffect, useMemo, useRef, useState, useTopics } from './view.js';
import { Bubble } from './bubble.js';
import { happening, nameOf } from './names.js';
import { openRoom, tailOf } from './rooms.js';
import { desk, readToEnd } from './store.js';
import { screenOf, turn } from './screens.js';
import { useScrolling } from './scrolling.js';
import { lines } from './lines.js';
import { Icon } from './icons.js';
import { t } from './texts.js';

const TABBABLE = 6;

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

function Row({ line, phone, chatId, isGroup, tabbable, found }) {
  if (line.kind === 'day') return html`<div class="chip day">${line.text}</div>`;
  const { message } = line;
  const text = happening(message);
  if (text) return html`<div class=${classes('chip', found && 'found')} data-message=${message.message_id} data-testid="msg-${message.message_id}">${text}</div>`;
  return html`<${Bubble} message=${message} rest=${line.rest} userId=${phone.user.id} chatId=${chatId}
    isGroup=${isGroup} first=${line.first} last=${line.last} tabbable=${tabbable} found=${found} />`;
}

function Welcome() {
  const { description } = desk.bot;
  return html`<div class="welcome"><b>${description ? t('what_can_bot_do') : t('no_messages')}</b>${description && html`<p>${description}</p>`}</div>`;
}

function EndButton({ count, onClick }) {
  return html`<button class="to-end round" aria-label=${t('to_end')} onClick=${onClick}>
    <${Icon} name="down" />${count ? html`<span class="badge">${count}</span>` : null}</button>`;
}

const holds = (line, messageId) => messageId && (line.message?.message_id === messageId || line.rest?.some((each) => each.message_id === messageId));

/** Draw a room's messages. */
export function Conversation({ phone, chatId, roomKey, chat }) {
  useTopics(`room:${roomKey}`, 'forgotten');
  const list = useRef(null);
  const [, setTurn] = useState(0);
  const screen = screenOf(phone.user.id);
  const tail = tailOf(roomKey);
  useEffect(() => openRoom(roomKey));
  const redraw = useMemo(() => () => setTurn((turns) => turns + 1), []);
  const { drawn, onScroll, toEnd, found } = useScrolling({ list, screen, roomKey, redraw });
  useLayoutEffect(() => { if (screen.atEnd) readToEnd(phone.user.id, roomKey); });
  const rows = lines(drawn);
  const goToEnd = () => { toEnd(); turn(phone.user.id, {}); };
  return html`<div class="conversation">
    <div class="messages" ref=${list} role="log" aria-live="off" tabindex="0"
        aria-label=${t('messages_of', { name: nameOf(chat ?? desk.bot) })} onScroll=${onScroll} onKeyDown=${step}>
      <div class="rows">
        ${tail.ready && !drawn.length ? html`<${Welcome} />` : null}
        ${rows.map((line, at) => html`<${Row} key=${line.key} line=${line} phone=${phone} chatId=${chatId} isGroup=${Boolean(chat?.title)}
          tabbable=${at >= rows.length - TABBABLE} found=${holds(line, found)} />`)}
      </div>
    </div>
    ${screen.atEnd ? null : html`<${EndButton} count=${screen.unread.get(roomKey)} onClick=${goToEnd} />`}
  </div>`;
}
