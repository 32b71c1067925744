/** The chats of a phone, the one spoken in last on top. */
import { html, useEffect, useTopics } from './view.js';
import { openRoom, roomKey, tailOf } from './rooms.js';
import { enter, unreadIn } from './screens.js';
import { clockTime } from './times.js';
import { Avatar, happening, nameOf, summary } from './names.js';
import { t } from './texts.js';

const latest = (chatId) => tailOf(roomKey(chatId)).messages.at(-1);

function ChatRow({ phone, chatId, chat }) {
  const message = latest(chatId);
  const count = unreadIn(phone.user.id, chatId);
  return html`<button class="chat-row" data-testid="chat-${chatId}" onClick=${() => enter(phone.user.id, chatId)}>
    <${Avatar} someone=${chat} />
    <span class="chat-text"><b>${nameOf(chat)}</b><small>${message ? happening(message) ?? summary(message) : t('no_messages')}</small></span>
    <span class="chat-side"><time>${message ? clockTime(message.date * 1000) : ''}</time>
      ${count ? html`<span class="badge" aria-label=${t('unread', { count })}>${count}</span>` : null}</span>
  </button>`;
}

/** Draw the chat list. */
export function ChatList({ phone, facing }) {
  const keys = phone.chats.map((chatId) => roomKey(chatId));
  useTopics('forgotten', ...keys.map((key) => `room:${key}`));
  useEffect(() => keys.forEach(openRoom));
  const newestFirst = [...phone.chats].sort((one, other) => (latest(other)?.date ?? 0) - (latest(one)?.date ?? 0));
  return html`<header class="title-bar"><span class="title-text"><b>${t('chats')}</b></span></header>
    <nav class="chat-list" aria-label=${t('chats')}>${newestFirst.map((chatId) => html`<${ChatRow} key=${chatId} phone=${phone} chatId=${chatId} chat=${facing(phone, chatId)} />`)}</nav>`;
}
