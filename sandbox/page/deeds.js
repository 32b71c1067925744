/** What people and the director do; a refusal is shown on the phone it happened on. */
import { act, upload } from './wire.js';
import { desk, focusOn, phoneOf, readDesk } from './store.js';
import { enter, nameWaiting, startWaiting, stopWaiting, toast, topicOn, turn } from './screens.js';

/** Do something on a phone; resolves to undefined when the desk refused and said why there. */
export async function deed(userId, name, details = {}) {
  try {
    return (await act(name, { user_id: userId, ...details })) ?? {};
  } catch (refusal) {
    toast(userId, refusal.message);
    return undefined;
  }
}

/** Send files from a phone: {chat_id, kind, files, caption, duration}. */
export async function sendFiles(userId, details) {
  turn(userId, { atEnd: true });
  try {
    await upload({ user_id: userId, thread_id: topicOn(userId), ...details });
  } catch (refusal) {
    toast(userId, refusal.message);
  }
}

/** The name under which a press waits for its answer. */
export const pressKey = (chatId, messageId, data) => `${chatId}:${messageId}:${data}`;

/** Press a callback button and let it spin until the bot answers. */
export async function press(userId, chatId, messageId, data) {
  const key = pressKey(chatId, messageId, data);
  startWaiting(userId, key);
  const result = await deed(userId, 'press', { chat_id: chatId, message_id: messageId, data });
  const queryId = result?.callback_query_id ?? result;
  if (result === undefined) stopWaiting(userId, key);
  else nameWaiting(userId, key, String(queryId));
}

/** The start parameter of a link to this bot; undefined for any other link. */
export function startOf(link) {
  const address = /^(?:https?:\/\/)?(?:t\.me|telegram\.me)\/(\w+)\/?(?:\?(.*))?$/i.exec(link.trim());
  if (!address || address[1].toLowerCase() !== desk.bot.username.toLowerCase()) return undefined;
  return new URLSearchParams(address[2] ?? '').get('start') ?? '';
}

/** Open a link on a phone: to this bot at once, to elsewhere after asking. */
export function openLink(userId, link) {
  const start = startOf(link);
  if (start !== undefined) {
    enter(userId, userId);
    return deed(userId, 'open_link', { start });
  }
  return turn(userId, { sheet: { kind: 'url', url: link } });
}

/** Bring a phone to the front and into sight once it is drawn. */
export function present(userId) {
  focusOn(userId);
  const find = () => document.querySelector(`[data-testid="phone-${userId}"]`);
  setTimeout(() => find()?.scrollIntoView({ inline: 'center', block: 'nearest', behavior: 'smooth' }), 80);
}

/** Put a persona's phone on the desk. */
export async function showPhone(userId) {
  await act('show_phone', { user_id: userId });
  await readDesk();
  present(userId);
}

/** Make a new person with a phone; resolves to the person's id. */
export async function addPhone(fields) {
  const result = await act('add_phone', fields);
  await readDesk();
  const userId = result?.user?.id ?? result?.user_id ?? result?.id;
  if (userId) present(userId);
  return userId;
}

/** Take a phone off the desk. */
export async function hidePhone(userId) {
  await deed(userId, 'hide_phone');
  await readDesk();
}

/** Stop or resume talking to the bot. */
export async function setBlocked(userId, blocked) {
  if (await deed(userId, blocked ? 'block' : 'unblock')) phoneOf(userId).blocked = blocked;
  turn(userId, { sheet: null });
}
