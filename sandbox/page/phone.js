/** A phone: its person above the frame, and in the frame status bar, title, messages and composer. */
import { Rest, classes, html, memo, useRef, useTopics } from './view.js';
import { desk, focusOn, phoneOf, worldNow } from './store.js';
import { roomOnScreen, screenOf, turn } from './screens.js';
import { useRest } from './resting.js';
import { clockTime } from './times.js';
import { Avatar, nameOf } from './names.js';
import { ChatList } from './chatlist.js';
import { Conversation } from './conversation.js';
import { Composer } from './composer.js';
import { PinBar } from './pins.js';
import { SearchBar } from './searching.js';
import { Sheet } from './sheet.js';
import { TitleBar } from './titlebar.js';
import { TopicList } from './topiclist.js';
import { Icon } from './icons.js';
import { t } from './texts.js';

/** The small line at the top of a phone. */
function StatusBar() {
  useTopics('clock', 'minute');
  return html`<div class="status-bar" aria-hidden="true"><span>${clockTime(worldNow())}</span><span class="notch"></span>
    <svg viewBox="0 0 46 14"><path d="M1 12V9h3v3zM6 12V7h3v5zM11 12V4.500h3V12zM16 12V2h3v10z" /><rect x="25.5" y="2.5" width="16" height="9" rx="2.5" /><path d="M27.5 4.500h10v5h-10zM43 5.500h1.500v3H43z" /></svg></div>`;
}

const Plate = memo(({ userId }) => {
  useTopics(`phone:${userId}`);
  const phone = phoneOf(userId);
  if (!phone) return null;
  const { user, note } = phone;
  const open = () => turn(user.id, { sheet: { kind: 'phone' } });
  return html`<div class="plate"><${Avatar} someone=${user} small />
    <span class="plate-text"><b>${nameOf(user)}</b><small title=${note}>${[note, phone.phone].filter(Boolean).join(' · ')}</small></span>
    <button class="round quiet" aria-label=${t('phone_menu')} data-testid="phone-menu" onClick=${open}><${Icon} name="more" /></button></div>`;
});

function Alert({ userId, text }) {
  const close = () => turn(userId, { alert: null });
  const onKeyDown = (event) => { if (event.key === 'Escape') close(); if (event.key === 'Tab') event.preventDefault(); };
  return html`<div class="alert-back"><div class="alert" role="alertdialog" aria-modal="true" aria-label=${text} data-testid="alert" onKeyDown=${onKeyDown}>
    <p>${text}</p><button class="soft" data-testid="alert-ok" ref=${(button) => button?.focus()} onClick=${close}>${t('ok')}</button></div></div>`;
}

/** Which chat this is, seen from the phone: the bot in a private one, otherwise the group. */
const facing = (phone, chatId) => (chatId === phone.user.id ? desk.bot : desk.chats[chatId]);

function OpenChat({ phone, screen }) {
  const { chat: chatId, thread } = screen;
  const chat = facing(phone, chatId);
  const roomKey = roomOnScreen(screen);
  const shared = { phone, chatId, roomKey, chat };
  if (chat?.is_forum && !thread) return html`<${TitleBar} ...${shared} /><${TopicList} phone=${phone} chatId=${chatId} />`;
  return html`${screen.search ? html`<${SearchBar} key=${`s${roomKey}`} ...${shared} />` : html`<${TitleBar} ...${shared} />`}
    <${PinBar} key=${`p${roomKey}`} ...${shared} />
    <${Conversation} key=${roomKey} ...${shared} />
    <${Composer} key=${`c${roomKey}`} ...${shared} />`;
}

/** What the phone shows; it is drawn again when something on it changes. */
const Screen = memo(({ userId }) => {
  useTopics(`phone:${userId}`);
  const phone = phoneOf(userId);
  if (!phone) return null;
  const screen = screenOf(userId);
  return html`<div class="screen">
    <div class="screen-main" inert=${Boolean(screen.sheet ?? screen.alert)}>
      ${screen.chat === null ? html`<${ChatList} phone=${phone} facing=${facing} />` : html`<${OpenChat} phone=${phone} screen=${screen} />`}
    </div>
    <${Sheet} phone=${phone} sheet=${screen.sheet} />
    ${screen.alert && html`<${Alert} userId=${userId} text=${screen.alert.text} />`}
    <div class="toast-place" role="status">${screen.toast && html`<div class="toast" data-testid="toast">${screen.toast.text}</div>`}</div>
  </div>`;
});

/** Draw a person's phone. */
export const Phone = memo(({ userId }) => {
  useTopics(`frame:${userId}`);
  const box = useRef(null);
  const rest = useRest(box);
  const phone = phoneOf(userId);
  if (!phone) return null;
  return html`<section ref=${box} class=${classes('phone', desk.focus === userId && 'focused')} data-testid="phone-${userId}" aria-label=${t('phone_of', { name: nameOf(phone.user) })}
      onFocusIn=${() => desk.focus !== userId && focusOn(userId)}>
    <${Rest.Provider} value=${rest}>
      <${Plate} userId=${userId} />
      <div class="frame"><${StatusBar} /><${Screen} userId=${userId} /></div>
    <//>
  </section>`;
});
