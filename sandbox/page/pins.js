/** The pinned messages of a chat, one at a time under its title. */
import { html, useEffect, useState, useTopics } from './view.js';
import { readHistory } from './wire.js';
import { messageIn, roomOfMessage } from './rooms.js';
import { desk } from './store.js';
import { jumpTo } from './screens.js';
import { summary } from './names.js';
import { Icon } from './icons.js';
import { t } from './texts.js';

const read = new Map();

/** A pinned message, read when it is not loaded; changes of a message out of sight show when it is. */
function usePinned(chatId, messageId) {
  const [, setTurn] = useState(0);
  const name = `${chatId}:${messageId}`;
  const message = messageIn(chatId, messageId) ?? read.get(name);
  useEffect(() => {
    if (message || read.has(name)) return;
    read.set(name, undefined);
    readHistory(chatId, { around: messageId, limit: 1 }).then(({ messages }) => { read.set(name, messages[0]); setTurn((n) => n + 1); }, () => read.delete(name));
  }, [name, message]);
  return message;
}

function Bar({ phone, chatId, ids }) {
  const [at, setAt] = useState(ids.length - 1);
  const now = Math.min(at, ids.length - 1);
  const message = usePinned(chatId, ids[now]);
  const go = () => {
    jumpTo(phone.user.id, ids[now]);
    setAt((now - 1 + ids.length) % ids.length);
  };
  return html`<button class="pin-bar" data-testid="pin-bar" onClick=${go}><${Icon} name="pinned" />
    <span><b>${ids.length > 1 ? t('pinned_n', { n: now + 1, count: ids.length }) : t('pinned_message')}</b>
    <small>${message ? summary(message) : '…'}</small></span></button>`;
}

const isHere = (chatId, roomKey) => (messageId) => {
  const message = messageIn(chatId, messageId) ?? read.get(`${chatId}:${messageId}`);
  return !desk.chats[chatId]?.is_forum || !message || roomOfMessage(chatId, message) === roomKey;
};

/** Draw the pinned messages of an open room. */
export function PinBar({ phone, chatId, roomKey }) {
  useTopics('desk', `room:${roomKey}`);
  const ids = (desk.pinned[chatId] ?? []).filter(isHere(chatId, roomKey));
  return ids.length ? html`<${Bar} phone=${phone} chatId=${chatId} ids=${ids} />` : null;
}
