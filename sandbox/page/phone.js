/** A phone: its person above the frame, and in the frame status bar, title, messages and composer. */
import { classes, html, memo, useTopics } from './view.js';
import { desk, focusOn, phoneOf, worldNow } from './store.js';
import { screenOf, turn, unreadOf } from './screens.js';
import { clockTime } from './times.js';
import { Avatar, nameOf } from './names.js';
import { ChatList } from './chatlist.js';
import { Conversation } from './conversation.js';
import { Composer } from './composer.js';
import { Sheet } from './sheet.js';
import { Icon } from './icons.js';
import { t } from './texts.js';

const DOING = { upload_photo: 'sending_photo', upload_document: 'sending_file', find_location: 'finding_place' };

/** The small line at the top of a phone. */
function StatusBar() {
  useTopics('clock', 'minute');
  return html`<div class="status-bar" aria-hidden="true"><span>${clockTime(worldNow())}</span><span class="notch"></span>
    <svg viewBox="0 0 46 14"><path d="M1 12V9h3v3zM6 12V7h3v5zM11 12V4.500h3V12zM16 12V2h3v10z" /><rect x="25.5" y="2.5" width="16" height="9" rx="2.5" /><path d="M27.5 4.500h10v5h-10zM43 5.500h1.500v3H43z" /></svg></div>`;
}

function Plate({ phone }) {
  const { user, note } = phone;
  const open = () => turn(user.id, { sheet: { kind: 'phone' } });
  return html`<div class="plate"><${Avatar} someone=${user} small />
    <span class="plate-text"><b>${nameOf(user)}</b><small title=${note}>${[note, phone.phone].filter(Boolean).join(' · ')}</small></span>
    <button class="round quiet" aria-label=${t('phone_menu')} data-testid="phone-menu" onClick=${open}><${Icon} name="more" /></button></div>`;
}

function Doing({ chatId, isGroup }) {
  useTopics(`typing:${chatId}`);
  const typing = desk.typing.get(chatId);
  if (!typing) return html`<small>${t(isGroup ? 'group' : 'bot')}</small>`;
  return html`<small class="doing" data-testid="typing">${t(DOING[typing.action] ?? 'typing')}</small>`;
}

function TitleBar({ phone, chatId, chat }) {
  const { id } = phone.user;
  const several = phone.chats.length > 1;
  const others = unreadOf(id) - (screenOf(id).unread.get(chatId) ?? 0);
  return html`<header class="title-bar">
    ${several && html`<button class="round quiet" aria-label=${t('back_to_chats')} onClick=${() => turn(id, { chat: null })}>
      <${Icon} name="back" />${others > 0 && html`<span class="badge">${others}</span>`}</button>`}
    <${Avatar} someone=${chat} /><span class="title-text"><b>${nameOf(chat)}</b><${Doing} chatId=${chatId} isGroup=${Boolean(chat?.title)} /></span>
    <button class="round quiet narrow-only" aria-label=${t('phone_menu')} onClick=${() => turn(id, { sheet: { kind: 'phone' } })}><${Icon} name="more" /></button>
  </header>`;
}

function Alert({ userId, text }) {
  const close = () => turn(userId, { alert: null });
  return html`<div class="alert-back"><div class="alert" role="alertdialog" aria-modal="true" aria-label=${text} data-testid="alert">
    <p>${text}</p><button class="soft" data-testid="alert-ok" ref=${(button) => button?.focus()} onClick=${close}>${t('ok')}</button></div></div>`;
}

/** Which chat this is, seen from the phone: the bot in a private one, otherwise the group. */
const facing = (phone, chatId) => (chatId === phone.user.id ? desk.bot : desk.chats[chatId]);

function OpenChat({ phone, chatId }) {
  const chat = facing(phone, chatId);
  return html`<${TitleBar} phone=${phone} chatId=${chatId} chat=${chat} />
    <${Conversation} key=${chatId} phone=${phone} chatId=${chatId} chat=${chat} />
    <${Composer} key=${`c${chatId}`} phone=${phone} chatId=${chatId} />`;
}

/** Draw a person's phone. */
export const Phone = memo(({ userId }) => {
  useTopics(`phone:${userId}`);
  const phone = phoneOf(userId);
  if (!phone) return null;
  const screen = screenOf(userId);
  const covered = Boolean(screen.sheet ?? screen.alert);
  return html`<section class=${classes('phone', desk.focus === userId && 'focused')} data-testid="phone-${userId}" aria-label=${t('phone_of', { name: nameOf(phone.user) })}
      onFocusIn=${() => desk.focus !== userId && focusOn(userId)}>
    <${Plate} phone=${phone} />
    <div class="frame"><${StatusBar} /><div class="screen">
      <div class="screen-main" inert=${covered}>
        ${screen.chat === null ? html`<${ChatList} phone=${phone} facing=${facing} />` : html`<${OpenChat} phone=${phone} chatId=${screen.chat} />`}
      </div>
      <${Sheet} phone=${phone} sheet=${screen.sheet} />
      ${screen.alert && html`<${Alert} userId=${userId} text=${screen.alert.text} />`}
      <div class="toast-place" role="status">${screen.toast && html`<div class="toast" data-testid="toast">${screen.toast.text}</div>`}</div>
    </div></div>
  </section>`;
});
