/** The chats of a phone, the one spoken in last on top. */
import { html, useEffect, useTopics } from './view.js';
import { openRoom, roomOf } from './rooms.js';
import { screenOf, turn } from './screens.js';
import { clockTime } from './times.js';
import { Avatar, nameOf, summary } from './names.js';
import { t } from './texts.js';

const latest = (chatId) => roomOf(chatId).messages.at(-1);

function ChatRow({ phone, chatId, chat }) {
  const message = latest(chatId);
  const count = screenOf(phone.user.id).unread.get(chatId);
  return html`<button class="chat-row" data-testid="chat-${chatId}" onClick=${() => turn(phone.user.id, { chat: chatId, atEnd: true })}>
    <${Avatar} someone=${chat} />
    <span class="chat-text"><b>${nameOf(chat)}</b><small>${message ? summary(message) : t('no_messages')}</small></span>
    <span class="chat-side"><time>${message ? clockTime(message.date * 1000) : ''}</time>
      ${count ? html`<span class="badge" aria-label=${t('unread', { count })}>${count}</span>` : null}</span>
  </button>`;
}

/** Draw the chat list. */
export function ChatList({ phone, facing }) {
  useTopics(...phone.chats.map((chatId) => `room:${chatId}`));
  useEffect(() => phone.chats.forEach(openRoom));
  const newestFirst = [...phone.chats].sort((one, other) => (latest(other)?.date ?? 0) - (latest(one)?.date ?? 0));
  return html`<header class="title-bar"><span class="title-text"><b>${t('chats')}</b></span></header>
    <nav class="chat-list">${newestFirst.map((chatId) => html`<${ChatRow} key=${chatId} phone=${phone} chatId=${chatId} chat=${facing(phone, chatId)} />`)}</nav>`;
}
